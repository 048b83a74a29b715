"""A meeting in which the bot is killed again and again reads, line by line, like one without.

Two runs are two houses: ids are drawn anew, and with them who sits where. So names and shares of
the talking are blanked before the comparison; what is said, how often and in which order is not.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from practice import cast
from practice.__main__ import START
from practice.hands import Answer, text_of
from practice.robot import EPHEMERAL
from practice.theatre import Theatre
from practice.tours.classic import classic_90
from practice.tours.meetings import BEGINS, board_of
from practice.tours.script import Script
from practice.tours.trio import trio_30
from practice.transcript import Transcript

Json = dict[str, Any]
Story = dict[str, dict[str, list[str]]]  # person -> place -> what they read there, in order
LOST = "I lost my place"
IDS = re.compile(r"<([@#])\d+>")
NAMES = re.compile("|".join(rf"\b{one.name}\b" for one in cast.EVERYBODY))
SHARE = re.compile(r"\d+ %")
PRIVATE = "private"
SOON = 0.06  # seconds within which the plug is pulled: before, while and after a press is kept


class Harmed(Script):
    """A tour in which the bot dies in the middle of some presses."""

    def __init__(self, theatre: Theatre, kills: frozenset[int], chance: random.Random) -> None:
        super().__init__(theatre, Transcript(theatre))
        self.kills = kills
        self.chance = chance
        self.presses = 0
        self.killed = 0

    async def press(self, name: str, message: Json, label: str) -> Answer:
        """Press; at some presses the bot is killed, and who sees nothing happen presses again."""
        self.presses += 1
        if self.presses in self.kills:
            before = self._seen(name, message)
            await self._pull_the_plug(name, message, label)
            if self._seen(name, message) != before:
                return await self._look(name, message)
        return await super().press(name, message, label)

    async def _pull_the_plug(self, name: str, message: Json, label: str) -> None:
        pressing = asyncio.create_task(self.hand(name).press(message, label))
        await asyncio.sleep(self.chance.uniform(0, SOON))
        await self.theatre.kill_bot()
        pressing.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await pressing
        self.killed += 1
        await self.theatre.start_bot()
        await self.rest()

    def _seen(self, name: str, message: Json) -> tuple[str, str]:
        board = board_of(self, name)
        hand = self.hand(name)
        now = [m for m in hand.messages(message["channel_id"]) if m["id"] == message["id"]]
        return text_of(board) if board else "", text_of(now[0]) if now else ""

    async def _look(self, name: str, message: Json) -> Answer:
        """The press was kept although nobody said so; nothing more is to be done."""
        return Answer(self.theatre.world, next(reversed(self.theatre.world.interactions.values())))


async def play(
    folder: Path, tour: Callable[[Script], Awaitable[None]], kills: frozenset[int], seed: int
) -> tuple[Story, Harmed]:
    """Play a tour and return what everybody can read at its end."""
    theatre = Theatre(folder, START)
    try:
        await theatre.open()
        await theatre.start_bot()
        script = Harmed(theatre, kills, random.Random(seed))
        await tour(script)
        await script.rest()
        return {one.name: story_of(script, one.name) for one in cast.EVERYBODY}, script
    finally:
        await theatre.close()


def story_of(script: Script, name: str) -> dict[str, list[str]]:
    """Return all that stands for somebody since the story began, place by place.

    Answers to single presses are left out.
    """
    hand = script.hand(name)
    began = datetime.fromisoformat(
        next(line.at for line in script.transcript.lines if line.kind == BEGINS)
    )
    places = {str(c.get("name") or PRIVATE): c["id"] for c in hand.channels()}
    return {
        place: [
            blank(text_of(message))
            for message in hand.messages(channel)
            if datetime.fromisoformat(message["timestamp"]) > began
            and not int(message.get("flags", 0)) & EPHEMERAL
            and LOST not in text_of(message)
        ]
        for place, channel in places.items()
    }


def blank(text: str) -> str:
    """Blank what differs from one house to another."""
    return SHARE.sub("N %", NAMES.sub("Somebody", IDS.sub(r"<\1>", text)))


def private(story: Story) -> list[str]:
    """Return all private cards, whoever has them: who guides differs from house to house."""
    return sorted(text for places in story.values() for text in places.get(PRIVATE, ()))


async def compare(
    tmp_path: Path,
    tour: Callable[[Script], Awaitable[None]],
    kills: int,
    seed: int,
    last: int = 1_000_000,
) -> None:
    """Play a tour twice, once unharmed, and compare line by line.

    The kills come at presses that chance chooses, with `last` only among so many at the end.
    """
    unharmed, calm = await play(tmp_path / "calm", tour, frozenset(), seed)
    moments = range(max(2, calm.presses - last), calm.presses + 1)
    chosen = random.Random(seed).sample(moments, min(kills, len(moments)))
    harmed, script = await play(tmp_path / "harmed", tour, frozenset(chosen), seed)
    assert script.killed >= min(kills, calm.presses - 1) * 3 // 4, "too few presses were met"
    for name, places in unharmed.items():
        for place in places.keys() - {PRIVATE}:
            assert harmed[name][place] == places[place], f"{name} reads something else in {place}"
    assert private(harmed) == private(unharmed)


@pytest.mark.timeout(900)
@pytest.mark.short
async def test_three_people_read_the_same_after_a_kill(tmp_path: Path) -> None:
    """The short form: half an hour for three, with the bot killed in the middle of a press."""
    await compare(tmp_path, trio_30, kills=1, seed=5, last=30)


@pytest.mark.proof
@pytest.mark.timeout(1800)
async def test_everybody_reads_the_same_after_twenty_kills(tmp_path: Path) -> None:
    """A whole evening of ninety minutes, with the bot killed at twenty random moments."""
    await compare(tmp_path, classic_90, kills=20, seed=11)

"""A practice server with Setwise's own client on it, and a small room that answers presses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from bot.client import Ears, SetwiseBot, Synced, point_at
from bot.stage import DiscordStage
from cogs import faces
from cogs._base import App, Call, Form, Room, Routes, Text, command, form, press, reform
from cogs.faces._kit import Button, Row, Sheet
from config.words import Words, load_words
from learning.refusals import Refusal, Stale
from practice.hands import Hand, Hands
from practice.server import PracticeServer
from practice.world import Channel, World
from services import Services

SAID = {
    "command.card": "Show a card",
    "command.form": "Fill in a form",
    "command.where": "Say where this is",
}


@dataclass
class MemoryDrafts:
    """Drafts that last as long as a test, or longer."""

    kept: dict[tuple[int, str], dict[str, str]] = field(
        default_factory=dict[tuple[int, str], dict[str, str]]
    )

    async def keep(self, who_xid: int, form: str, fields: dict[str, str]) -> None:
        self.kept[who_xid, form] = fields

    async def get(self, who_xid: int, form: str) -> dict[str, str]:
        return self.kept.get((who_xid, form), {})

    async def take(self, who_xid: int, form: str) -> dict[str, str]:
        return self.kept.pop((who_xid, form), {})

    async def drop(self, who_xid: int, form: str) -> None:
        self.kept.pop((who_xid, form), None)


class RoomWords:
    """The shipped words, and those of the room of these tests."""

    def __init__(self) -> None:
        self._shipped = load_words()
        self._own = Words(SAID)

    def __call__(self, key: str, /, **facts: object) -> str:
        return self._own(key, **facts) if self._own.has(key) else self._shipped(key, **facts)


WORDS = RoomWords()


def card(rev: int = 0) -> Sheet:
    """Return a card with buttons that are quick, slow, refused and for a form."""
    return Sheet(
        title="Card",
        parts=(
            f"Revision {rev}.",
            Row(
                Button(label="Yes", verb="room.yes", thing="m1", rev=rev, style="main"),
                Button(label="Slow", verb="room.slow", thing="m1", rev=rev),
                Button(label="Slow form", verb="room.form", thing="m1", rev=rev),
            ),
        ),
    )


def form_of(call: Call) -> Form:
    """Return the form of these tests."""
    parts = (Text(key="name", label="Name", required=True, most=60),)
    return Form(verb="room.form", thing=call.thing, title="A form", parts=parts)


class Parlour(Room):
    """The room of these tests: the first Yes wins, and the slow ones wait to be let go."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.rev = 0
        self.heard: list[str] = []
        self.go = asyncio.Event()

    @command("card")
    async def card(self, call: Call) -> None:
        await call.tell(card(self.rev))

    @command("form", opens_form=True)
    async def open(self, call: Call) -> None:
        await call.ask(form_of(call))

    @command("where", server_only=True)
    async def where(self, call: Call) -> None:
        await call.later()
        await call.tell(Sheet(parts=(f"Server {call.guild_xid}, {call.locale}.",)))

    @press("room.yes")
    async def yes(self, call: Call) -> None:
        if call.rev != self.rev:
            raise Stale("session")
        self.rev += 1
        await call.redraw(card(self.rev))

    @press("room.slow")
    async def slow(self, call: Call) -> None:
        await self.go.wait()
        await call.redraw(card(9))
        await call.tell(Sheet(parts=("Done at last.",)))

    @press("room.form", opens_form=True)
    async def ask(self, call: Call) -> None:
        await call.ask(form_of(call))

    @form("room.form")
    async def take(self, call: Call) -> None:
        name = call.fields["name"]
        self.heard.append(name)
        if name == "Slow":
            await self.go.wait()
        if name == "No":
            raise Refusal("join.name")
        await call.tell(Sheet(parts=(f"Thank you, {name}.",)))

    @reform("room.form")
    async def again(self, call: Call, fields: dict[str, str]) -> Form:
        del fields
        return form_of(call)


@dataclass
class Place:
    """Everything a test wants: the world, hands, the server, and how to start the bot."""

    world: World
    server: PracticeServer
    hands: Hands
    drafts: MemoryDrafts

    @property
    def general(self) -> Channel:
        """The channel everybody sees."""
        return self.world.channel_named("general")

    @property
    def asha(self) -> Hand:
        """A member with open direct messages."""
        return self.hands.named("Asha")

    @property
    def ben(self) -> Hand:
        """A member with closed direct messages."""
        return self.hands.named("Ben")

    @asynccontextmanager
    async def bot(
        self, ears: Ears | None = None, synced: Synced | None = None
    ) -> AsyncGenerator[tuple[SetwiseBot, DiscordStage, Parlour]]:
        """A logged-in bot that is ready, with its stage and its room."""
        stage = DiscordStage(faces.draw, WORDS)
        app = App(
            words=WORDS,
            services=cast("Services", None),
            drafts=self.drafts,
            routes=Routes(),
            draw=faces.draw,
            rights=stage.missing,
        )
        parlour = Parlour(app)
        bot = SetwiseBot(app, [parlour], ears=ears, synced=synced, ready_after=0.02)
        stage.open(bot)
        point_at(self.server.base_url, self.server.gateway_url)
        async with bot:
            running = asyncio.create_task(bot.start(self.server.token))
            await until(lambda: running.done() or bot.is_ready())
            if running.done():
                running.result()
            yield bot, stage, parlour
            await bot.close()
            await running


async def until(done: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait until `done()` is true; fails when it is not in time."""
    async with asyncio.timeout(seconds):
        while not done():  # noqa: ASYNC110 (what is waited for has no event of its own)
            await asyncio.sleep(0.005)


def texts(message: dict[str, Any] | None) -> str:
    """Return all that can be read in a message."""
    out: list[str] = []

    def walk(parts: list[dict[str, Any]]) -> None:
        for part in parts:
            out.append(part.get("content", ""))
            walk(part.get("components", []))

    walk((message or {}).get("components", []))
    return "\n".join(text for text in out if text)

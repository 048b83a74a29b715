"""Whether a set has one voice at a time: it takes a private yes from everybody in it.

Knows who has agreed. Must not show who has not, nor touch a microphone (see `voices`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from learning.effects import Card, Effect, Place, To, edit, post
from learning.ports import Stage as Discord
from learning.ports import Unit
from learning.refusals import Misconfigured
from learning.session.commands import OneVoice
from learning.session.state import Status
from learning.sets import LearningSet, Membership
from services.finding import LIVE, my_set, seats_of
from services.finishing import Steps
from services.kit import Kit, Who
from services.values import Note

RIGHT = "mute_members"


class OneVoiceAtATime:
    """Asks everybody in a set, and takes anybody's no at once."""

    def __init__(self, kit: Kit, stage: Discord, steps: Steps) -> None:
        self._kit = kit
        self._stage = stage
        self._steps = steps

    async def show(self, who: Who) -> Note:
        """Show how many have agreed."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            return await _note(unit, found.id)

    async def say(self, who: Who, *, yes: bool) -> Note:
        """Take a private yes or no; in a meeting that is going on it counts from now on."""
        if yes:
            await self._need_right(who)
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            for place in await seats_of(unit, found.id):
                if place.person_id == person.id and place.one_voice is not yes:
                    await unit.memberships.save(replace(place, one_voice=yes))
            on = agreed(await seats_of(unit, found.id))
            for session in await unit.sessions.where(set_id=found.id, status=Status.RUNNING):
                if session.one_voice is not on:
                    await self._steps.step(unit, session, OneVoice(on=on))
            await unit.work.add(self._card(found), self._kit.now())
        return Note(key="one_voice.said_yes" if yes else "one_voice.said_no")

    async def _need_right(self, who: Who) -> None:
        """Find out before anybody relies on it whether we have the right to do it."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
        if not await self._stage.may_mute(found.guild_xid, found.voice_xid):
            raise Misconfigured(f"rights.{RIGHT}", permission=RIGHT, channel=found.voice_xid)

    def _card(self, found: LearningSet) -> list[Effect]:
        """Post the question in the set's room once, and after that keep it true."""
        key, card = f"one_voice:{found.id}", Card("one_voice", found.id)
        return [
            post(key, Place(To.ROOM, found.id), card),
            edit(f"{key}:{self._kit.dice.id()}", key, card),
        ]


def agreed(places: Iterable[Membership]) -> bool:
    """Tell whether everybody has said yes."""
    said = [place.one_voice for place in places]
    return bool(said) and all(said)


async def one_voice_card(unit: Unit, card: Card) -> Note | None:
    """Return the question as the set's room sees it."""
    found = await unit.sets.get(card.about)
    return await _note(unit, found.id) if found is not None and found.stage in LIVE else None


async def _note(unit: Unit, set_id: str) -> Note:
    places = await seats_of(unit, set_id)
    buttons = (("voices.yes", "", 0), ("voices.no", "", 0))
    if agreed(places):
        return Note(key="one_voice.on", buttons=buttons[1:])
    yes = sum(place.one_voice for place in places)
    return Note(key="one_voice", facts={"yes": yes, "all": len(places)}, buttons=buttons)

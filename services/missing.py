"""Two meetings missed without a word: one kind private question, and what each answer does.

Knows who was there and who had said that they could not come. Must not tell anybody else that
somebody was asked, nor why they leave. A pause is nothing but "can't come" to two meetings.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from learning.effects import Card, Effect, Place, To, post
from learning.meetings import Coming, Meeting, MeetingState
from learning.people import Standing
from learning.ports import Unit
from learning.sets import LearningSet, Membership, membership_id
from services.coming import ComingService
from services.finding import LIVE, my_set, seats_of
from services.following import took_part
from services.kit import Kit, Who
from services.leaving import Leaving
from services.values import Note

IN_A_ROW = 2


class Staying(StrEnum):
    """What somebody who was missed would like."""

    STAY = "stay"
    PAUSE = "pause"
    LEAVE = "leave"


class Missing:
    """Asks whoever was missed twice, and does what they say."""

    def __init__(self, kit: Kit, leaving: Leaving, coming: ComingService) -> None:
        self._kit = kit
        self._leaving = leaving
        self._coming = coming

    async def look(self, meeting_id: str) -> None:
        """The day after a meeting, ask those who missed it and the one before without a word."""
        async with self._kit.units.write() as unit:
            meeting = await unit.meetings.get(meeting_id)
            found = await unit.sets.get(meeting.set_id) if meeting else None
            if meeting is None or found is None or found.stage not in LIVE:
                return
            last = await _last(unit, found, meeting)
            effects: list[Effect] = []
            for place in await seats_of(unit, found.id) if len(last) == IN_A_ROW else ():
                if await self._wanted(unit, place, last):
                    key = f"missed:{meeting.id}:{place.person_id}"
                    card = Card("missed", place.id, meeting.id)
                    effects.append(post(key, Place(To.PERSON, place.person_id), card))
            await unit.work.add(effects, self._kit.now())

    async def say(self, who: Who, staying: Staying) -> Note:
        """Take the answer of somebody in a set; the set hears of none of them."""
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            waiting = await unit.meetings.where(set_id=found.id, state=MeetingState.PLANNED)
            if staying is Staying.LEAVE:
                place = await unit.memberships.need(membership_id(found.id, person.id))
                effects = await self._leaving.one_set(unit, place, found)
                await unit.people.save(replace(person, standing=Standing.PAUSED))
                await unit.work.add(effects, self._kit.now())
        if staying is Staying.PAUSE:
            soon = sorted(waiting, key=lambda one: one.starts_at)[:IN_A_ROW]
            for meeting in soon:
                thing = f"{meeting.id}.{person.id}"
                await self._coming.answer(who, thing, coming=Coming.CANT)
        return Note(key=f"missed.{staying}", facts={"set": found.name})

    async def card(self, unit: Unit, card: Card) -> object | None:
        """Return the private question; None once they are no longer in the set."""
        place = await unit.memberships.get(card.about)
        if place is None or place.left_at is not None:
            return None
        found = await unit.sets.need(place.set_id)
        buttons = tuple((f"missed.{one}", found.id, 0) for one in Staying)
        return Note(key="missed", facts={"set": found.name}, buttons=buttons)

    async def _wanted(self, unit: Unit, place: Membership, last: tuple[Meeting, ...]) -> bool:
        """Say whether somebody missed these without a word and was not asked about one already."""
        joined = place.answered_at
        if joined is None or joined > last[0].starts_at:
            return False
        asked = await unit.work.effect(f"missed:{last[0].id}:{place.person_id}")
        missed = [await _without_a_word(unit, one, place.person_id) for one in last]
        return asked is None and all(missed)


async def _last(unit: Unit, found: LearningSet, meeting: Meeting) -> tuple[Meeting, ...]:
    """Return a meeting that was held and the one held before it, earliest first."""
    held = await unit.meetings.where(set_id=found.id, state=MeetingState.HELD)
    so_far = [one for one in held if _when(one) <= _when(meeting)]
    return tuple(sorted(so_far, key=_when)[-IN_A_ROW:])


def _when(meeting: Meeting) -> tuple[datetime, int]:
    return meeting.starts_at, meeting.number


async def _without_a_word(unit: Unit, meeting: Meeting, person_id: str) -> bool:
    session = await unit.sessions.get(meeting.id)
    if session is None or any(seat.person_id == person_id for seat in took_part(session)):
        return False
    said = await unit.answers.get(f"{meeting.id}.{person_id}")
    return said is None or said.coming is not Coming.CANT

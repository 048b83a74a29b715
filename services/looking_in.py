"""A set leads itself: its first guide hears, once, that they may look in at the sixth meeting.

Knows when there is something to say, and to whom. Must not know when it is due (see
`services.timetable`), nor change who guides.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from learning.effects import Card, Place, To, post
from learning.meetings import Meeting, MeetingState
from learning.ports import Unit
from learning.sets import LearningSet
from learning.stages import Step, step_of
from services.finding import LIVE, seats_of
from services.kit import Kit
from services.values import Note

Reader = Callable[[Unit, Card], Awaitable[object | None]]


class LookingIn:
    """Tells a set's facilitator that they may look in."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    @property
    def readers(self) -> dict[str, Reader]:
        """Who reads the private card."""
        return {"look_in": self._card}

    async def tell(self, meeting_id: str) -> None:
        """Send the card; a meeting that is moved later has the same one, so nobody hears twice."""
        async with self._kit.units.write() as unit:
            meeting = await unit.meetings.get(meeting_id)
            if meeting is None:
                return
            found = await unit.sets.need(meeting.set_id)
            if not await _wanted(unit, found, meeting):
                return
            place, card = Place(To.PERSON, found.guide_id), Card("look_in", meeting.id)
            key = f"looks-in:{meeting.id}"
            told = post(key, place, card, until=meeting.starts_at)
            await unit.work.add([told], self._kit.now())

    async def _card(self, unit: Unit, card: Card) -> object | None:
        meeting = await unit.meetings.get(card.about)
        if meeting is None:
            return None
        found = await unit.sets.need(meeting.set_id)
        if not await _wanted(unit, found, meeting):
            return None
        facts: dict[str, object] = {
            "set": found.name, "number": meeting.number, "at": meeting.starts_at,
        }  # fmt: skip
        return Note(key="look_in", facts=facts)


async def _wanted(unit: Unit, found: LearningSet, meeting: Meeting) -> bool:
    """Tell whether the set leads itself, and its first guide, who is still in it, may look in."""
    if found.stage not in LIVE or meeting.state is not MeetingState.PLANNED:
        return False
    if step_of(meeting.number, found.stage) is not Step.LOOK_IN:
        return False
    members = {place.person_id for place in await seats_of(unit, found.id)}
    return found.guide_id in members and found.guide_id != meeting.guide_id

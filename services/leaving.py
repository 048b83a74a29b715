"""Leaving sets: a place is given up, and nobody else's meeting suffers for it.

Knows what follows for guides, reminders, rooms and the proposed set that loses somebody. Must not
tell anybody that, or why, a person left.
"""

from __future__ import annotations

from dataclasses import replace

from learning.effects import Effect, admit
from learning.meetings import MeetingState
from learning.people import Person
from learning.ports import Unit
from learning.sets import LearningSet, Membership, Stage
from services.finding import LIVE, seats_of
from services.kit import Kit
from services.mending import Mending
from services.sessions import Sessions
from services.timetable import take_back_from
from services.ways import grown_small

FEW = 4  # fewer than these are asked how they would like to go on


class Leaving:
    """Takes a person out of sets, inside the unit of whoever decides it."""

    def __init__(self, kit: Kit, mending: Mending, sessions: Sessions) -> None:
        self._kit = kit
        self._mending = mending
        self._sessions = sessions

    async def not_asked(self, unit: Unit, person: Person) -> list[Effect]:
        """Give up every place in a set that is only proposed, as by "rather not"."""
        effects: list[Effect] = []
        for place, found in await self._places(unit, person):
            if found.stage is Stage.PROPOSED:
                effects += await self._mending.free(unit, place)
        return effects

    async def no_longer_fits(self, unit: Unit, person: Person) -> list[Effect]:
        """Give up places in proposed sets that what somebody says now leaves no room for.

        To everybody else it is the same as a "rather not".
        """
        effects: list[Effect] = []
        for place, found in await self._places(unit, person):
            if found.stage is Stage.PROPOSED and not await self._mending.fits(unit, found):
                effects += await self._mending.free(unit, place)
        return effects

    async def all_sets(self, unit: Unit, person: Person) -> list[Effect]:
        """Give up every place in every set."""
        effects = await self.not_asked(unit, person)
        for place, found in await self._places(unit, person):
            effects += await self.one_set(unit, place, found)
        return effects

    async def one_set(self, unit: Unit, place: Membership, found: LearningSet) -> list[Effect]:
        """Give up a place in a set that is not only proposed."""
        await unit.memberships.save(replace(place, left_at=self._kit.now()))
        if found.stage not in LIVE:
            return []
        return await self._goes_on_without(unit, found, place.person_id)

    async def _places(self, unit: Unit, person: Person) -> list[tuple[Membership, LearningSet]]:
        places = await unit.memberships.where(person_id=person.id, left_at=None)
        return [(place, await unit.sets.need(place.set_id)) for place in places]

    async def _goes_on_without(
        self, unit: Unit, found: LearningSet, person_id: str
    ) -> list[Effect]:
        left = [place.person_id for place in await seats_of(unit, found.id)]
        await self._sessions.leave(unit, found.id, person_id)
        kept = await unit.sets.save(_led_by_others(found, person_id, left))
        await self._meetings(unit, kept, person_id, left)
        asked = await grown_small(unit, self._kit, kept) if len(left) < FEW else []
        return [admit(kept.id, kept.revision), *asked]

    async def _meetings(
        self, unit: Unit, found: LearningSet, person_id: str, left: list[str]
    ) -> None:
        """Somebody else guides and presents; no reminder is on its way to who has left."""
        planned = await unit.meetings.where(set_id=found.id, state=MeetingState.PLANNED)
        heirs = list(dict.fromkeys((found.guide_id, found.deputy_id, *left)))
        for meeting in planned:
            await take_back_from(unit, meeting, person_id, self._kit.now())
            guide = meeting.guide_id
            if guide == person_id:
                guide = heirs[meeting.number % len(heirs)] if left else ""
            presenters = tuple(p for p in meeting.presenter_ids if p != person_id)
            changed = replace(meeting, guide_id=guide, presenter_ids=presenters)
            if changed != meeting:
                await unit.meetings.save(changed)


def _led_by_others(found: LearningSet, person_id: str, left: list[str]) -> LearningSet:
    """Let the deputy guide when the guide has left, and the next in line stand in."""
    line = [p for p in (found.guide_id, found.deputy_id, *left) if p != person_id]
    guide, deputy, *_ = (*dict.fromkeys(line), "", "")
    return replace(found, guide_id=guide, deputy_id=deputy)

"""The life of a set after it was formed: found by name, and ended.

Knows what ending means for rooms, dates and people. Must not know why a set ends.
"""

from __future__ import annotations

from dataclasses import replace

from learning.effects import Card, Effect, Place, To, close_room, post
from learning.meetings import MeetingState
from learning.people import Standing
from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import LearningSet, Stage
from services.asking import over
from services.finding import LIVE, coordinates, people_of, seats_of
from services.kit import Kit, Who
from services.partings import ask_next, wait_for
from services.places import line
from services.planning import audit_of
from services.timetable import call_off

OPEN = (*LIVE, Stage.PROPOSED)


class Lives:
    """Ends sets."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def names(self, who: Who, typed: str) -> list[tuple[str, str]]:
        """Suggest sets by name, as (label, name)."""
        async with self._kit.units.read() as unit:
            await coordinates(unit, who)
            found = await unit.sets.where(guild_xid=who.guild_xid, stage=OPEN)
        fits = [s.name for s in found if typed.lower() in s.name.lower()]
        return [(name, name) for name in sorted(fits)]

    async def find(self, who: Who, name: str) -> str:
        """Return the id of a set of this server by its name, or refuse."""
        async with self._kit.units.read() as unit:
            found = await unit.sets.where(guild_xid=who.guild_xid, stage=OPEN)
            same = [s for s in found if s.name.lower() == name.strip().lower()]
            if not same:
                raise Refusal("set.unknown", name=name)
            await coordinates(unit, who, line(self._kit.atlas, same[0].area))
        return same[0].id

    async def close(self, who: Who, set_id: str) -> str:
        """End a set: its dates go, its people are told and free, its rooms close; its name."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            found = await unit.sets.need(set_id)
            await coordinates(unit, who, line(self._kit.atlas, found.area))
            if found.stage not in OPEN:
                raise Refusal("set.ended", name=found.name)
            if await unit.meetings.where(set_id=set_id, state=MeetingState.RUNNING):
                raise Refusal("set.meets_now", name=found.name)
            await unit.work.add(await self.end(unit, found), now)
            await unit.audits.add(audit_of(self._kit, who, "close", found.area, found.id))
        return found.name

    async def end(self, unit: Unit, found: LearningSet) -> list[Effect]:
        """End a set, inside the unit of whoever decides it; those who met are asked what next."""
        effects = await self.stop(unit, found)
        effects += await self._let_everybody_go(unit, found)
        if found.stage in LIVE:
            effects.append(wait_for(found, self._kit))
        return effects

    async def stop(self, unit: Unit, found: LearningSet) -> list[Effect]:
        """Take away the dates and rooms of a set that is no more; its people are not asked."""
        await unit.sets.save(replace(found, stage=Stage.ENDED, expires_at=None))
        effects: list[Effect] = []
        for meeting in await unit.meetings.where(set_id=found.id, state=MeetingState.PLANNED):
            effects += await call_off(unit, meeting, self._kit.now())
        if found.text_xid:
            effects.append(close_room(found.id))
        return effects

    async def _let_everybody_go(self, unit: Unit, found: LearningSet) -> list[Effect]:
        """Tell each member; whoever was only asked sees the question go."""
        places = await seats_of(unit, found.id)
        people = await people_of(unit, (place.person_id for place in places))
        effects: list[Effect] = []
        for place in places:
            await unit.memberships.save(replace(place, left_at=self._kit.now()))
            person = people[place.person_id]
            if person.standing is Standing.PLACED:
                await unit.people.save(replace(person, standing=Standing.WAITING))
            if found.stage is Stage.PROPOSED:
                card = Card("released", place.id)
                told = post(f"ended:{place.id}", Place(To.PERSON, person.id), card)
                effects += [over(place), told]
            else:
                effects.append(ask_next(place))
        return effects

"""The life of a set after it was formed: found by name, and ended.

Knows what ending means for rooms, dates and people. Must not know why a set ends.
"""

from __future__ import annotations

from dataclasses import replace

from learning.effects import Effect, close_room, event
from learning.meetings import MeetingState
from learning.people import Standing
from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import LearningSet, Stage
from learning.writing import Audit
from services.finding import LIVE, coordinates, seats_of
from services.kit import Kit, Who
from services.places import line

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
        """End a set: its dates go, its people are free, its rooms close; returns its name."""
        async with self._kit.units.write() as unit:
            found = await unit.sets.need(set_id)
            await coordinates(unit, who, line(self._kit.atlas, found.area))
            if found.stage not in OPEN:
                raise Refusal("set.ended", name=found.name)
            await unit.sets.save(replace(found, stage=Stage.ENDED))
            effects = await self._cancel_dates(unit, found)
            await self._free(unit, found)
            if found.text_xid:
                effects.append(close_room(found.id))
            await unit.work.add(effects, self._kit.now())
            await unit.audits.add(self._audit(who, found))
        return found.name

    async def _cancel_dates(self, unit: Unit, found: LearningSet) -> list[Effect]:
        now = self._kit.now()
        effects: list[Effect] = []
        planned = await unit.meetings.where(set_id=found.id, state=MeetingState.PLANNED)
        for meeting in planned:
            for kind in ("remind", "start", "nudge", "event"):
                await unit.work.void(f"{kind}:{meeting.id}:", now)
            gone = await unit.meetings.save(replace(meeting, state=MeetingState.CANCELLED))
            if meeting.event_xid:
                effects.append(event(meeting.id, gone.moved + 1))
        return effects

    async def _free(self, unit: Unit, found: LearningSet) -> None:
        for place in await seats_of(unit, found.id):
            await unit.memberships.save(replace(place, left_at=self._kit.now()))
            person = await unit.people.need(place.person_id)
            if person.standing is Standing.PLACED:
                await unit.people.save(replace(person, standing=Standing.WAITING))

    def _audit(self, who: Who, found: LearningSet) -> Audit:
        return Audit(
            id=self._kit.dice.id(),
            guild_xid=who.guild_xid,
            at=self._kit.now(),
            actor_xid=who.xid,
            what="close",
            about=found.area,
            set_id=found.id,
        )

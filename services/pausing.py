"""A break for a set: its meetings wait, and come back on dates of its own weekly time.

Knows that a break is nothing but later dates: the set stays, and so do its people and rooms. Must
not know how a moved date is told (see `moving`).
"""

from __future__ import annotations

from datetime import timedelta

from learning.calendar import find_block, propose_run
from learning.effects import Card, Place, To, post
from learning.meetings import MeetingState
from learning.refusals import Refusal
from services.finding import LIVE, coordinates
from services.kit import Kit, Who
from services.moving import Moving
from services.places import line
from services.planning import audit_of
from services.setting_up import read_day
from services.values import Note

LONGEST = timedelta(days=183)
DAY = timedelta(days=1)


class Pausing:
    """Gives a set a break."""

    def __init__(self, kit: Kit, moving: Moving) -> None:
        self._kit = kit
        self._moving = moving

    async def pause(self, who: Who, set_id: str, until: str) -> Note:
        """Let all meetings wait until a day; everybody hears the new dates once."""
        today, day = self._kit.now().date(), read_day(until, "pause.date")
        if not today < day <= today + LONGEST:
            raise Refusal("pause.when", text=until)
        async with self._kit.units.write() as unit:
            found = await unit.sets.need(set_id)
            await coordinates(unit, who, line(self._kit.atlas, found.area))
            waiting = await unit.meetings.where(set_id=set_id, state=MeetingState.PLANNED)
            planned = sorted(waiting, key=lambda one: (one.starts_at, one.number))
            if found.stage not in LIVE or not planned:
                raise Refusal("pause.nothing", name=found.name)
            if await unit.meetings.where(set_id=set_id, state=MeetingState.RUNNING):
                raise Refusal("set.meets_now", name=found.name)
            if planned[0].starts_at.date() >= day:
                raise Refusal("pause.already", name=found.name)
            block = find_block(found.block)
            run = propose_run(
                block,
                day - DAY,
                self._kit.zone,
                count=len(planned),
                closed=self._kit.closed_in(found.area),
            )
            effects = await self._moving.to(unit, planned, run.dates)
            card = Card("paused", planned[0].id)
            key = f"paused:{planned[0].id}:{planned[0].moved}"
            effects.append(post(key, Place(To.ROOM, found.id), card, until=run.starts[0]))
            await unit.work.add(effects, self._kit.now())
            await unit.audits.add(audit_of(self._kit, who, "pause", found.area, found.id))
        return Note(key="pause.done", facts={"set": found.name, "at": run.starts[0]})

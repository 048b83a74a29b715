"""When nobody who guides has come: the set goes without a guide, or meets on another day.

Knows what a set can choose. Must not know how a session is stepped, nor how dates are found.
"""

from __future__ import annotations

from dataclasses import replace

from learning.effects import Card, edit
from learning.meetings import Meeting, MeetingState
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.session.commands import Stop
from learning.session.seats import lead
from learning.session.state import Session, Status
from learning.slips import Slip, SlipKind, slip_id
from services.finding import all_of_me, seats_of
from services.finishing import Steps
from services.kit import Kit, Who
from services.moving import next_date
from services.timetable import work_of
from services.values import Note


class Unguided:
    """Takes what a set decides that has nobody to guide it."""

    def __init__(self, kit: Kit, steps: Steps) -> None:
        self._kit = kit
        self._steps = steps

    async def alone(self, who: Who, session_id: str) -> Note:
        """Go without a guide today: the bot keeps the time, and anybody may still guide."""
        async with self._kit.units.write() as unit:
            _, session = await self._now(unit, who, session_id)
            await unit.slips.save(
                Slip(
                    id=slip_id(session.id, 0, "", SlipKind.UNGUIDED),
                    session_id=session.id,
                    part=0,
                    person_id="",
                    kind=SlipKind.UNGUIDED,
                    text="yes",
                    made_at=self._kit.now(),
                )
            )
            key = f"no-guide:{session.id}"
            redraw = edit(f"{key}:alone", key, Card("no_guide", session.id))
            await unit.work.add([redraw], self._kit.now())
        return Note(key="no_guide.alone")

    async def another_day(self, who: Who, session_id: str) -> Note:
        """End this one, and meet on the next date of the set's block instead."""
        async with self._kit.units.write() as unit:
            person_id, session = await self._now(unit, who, session_id)
            await self._steps.step(unit, session, Stop(by=person_id))
            held = await unit.meetings.need(session.id)
            off = await unit.meetings.save(replace(held, state=MeetingState.CANCELLED))
            await self._instead(unit, off)
        return Note(key="start.move")

    async def _instead(self, unit: Unit, off: Meeting) -> None:
        found = await unit.sets.need(off.set_id)
        wall, starts = await next_date(unit, self._kit, found, off)
        meeting = await unit.meetings.add(
            replace(
                off,
                id=self._kit.dice.id(),
                wall=wall.isoformat(timespec="minutes"),
                starts_at=starts,
                state=MeetingState.PLANNED,
                event_xid=0,
                moved=0,
                revision=1,
            )
        )
        members = [place.person_id for place in await seats_of(unit, found.id)]
        now = self._kit.now()
        await unit.work.add(await work_of(unit, meeting, members, now), now)

    async def _now(self, unit: Unit, who: Who, session_id: str) -> tuple[str, Session]:
        session = await unit.sessions.get(session_id)
        if session is None or session.status is not Status.RUNNING:
            raise Stale("session.over")
        mine = {person.id for person in await all_of_me(unit, replace(who, guild_xid=0))}
        person_id = next((s.person_id for s in session.seats if s.person_id in mine), "")
        if not person_id:
            raise Refusal("not_yours")
        if lead(session):
            raise Stale("session.guided")
        return person_id, session

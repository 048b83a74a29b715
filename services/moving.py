"""Moving the next meeting: one commit voids the old reminders, makes new ones, and tells everybody.

Knows the versions of a meeting. Must not know who was told what (the ledger does).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from learning.calendar import read_wall, to_utc
from learning.effects import Card, Effect, Place, To, post
from learning.meetings import Coming, Meeting, MeetingState, Ready
from learning.ports import Unit
from learning.refusals import Refusal
from services.dating import Dating, dates_card
from services.finding import my_set, next_meeting, seats_of
from services.kit import Kit, Who
from services.values import DatesCard

SOONEST = timedelta(hours=1)
FURTHEST = timedelta(days=120)


class Moving:
    """Moves meetings."""

    def __init__(self, kit: Kit, dating: Dating) -> None:
        self._kit = kit
        self._dating = dating

    async def move(self, who: Who, to: str) -> DatesCard:
        """Move my set's next meeting to a wall time such as "2027-03-02 12.30"."""
        now = self._kit.now()
        wall = read_wall(to)
        starts = to_utc(wall, self._kit.zone)
        if not now + SOONEST <= starts <= now + FURTHEST:
            raise Refusal("move.when", to=to)
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            meeting = await next_meeting(unit, found.id)
            if meeting is None:
                raise Refusal("session.none")
            if person.id not in {found.guide_id, found.deputy_id, meeting.guide_id}:
                raise Refusal("session.not_guide")
            moved = replace(
                meeting,
                wall=wall.isoformat(timespec="minutes"),
                starts_at=starts,
                moved=meeting.moved + 1,
            )
            await unit.work.add(await self.renew(unit, await unit.meetings.save(moved)), now)
            place = await unit.memberships.need(f"{found.id}.{person.id}")
            return await dates_card(unit, self._kit, found, mine=place.dates)

    async def renew(self, unit: Unit, meeting: Meeting) -> list[Effect]:
        """Void what was due for an older version of a meeting and ask everybody again."""
        now = self._kit.now()
        for kind in ("remind", "start", "nudge", "event"):
            await unit.work.void(f"{kind}:{meeting.id}:", now)
        for answer in await unit.answers.where(meeting_id=meeting.id):
            await unit.answers.save(replace(answer, coming=Coming.UNKNOWN, ready=Ready.UNKNOWN))
        members = await seats_of(unit, meeting.set_id)
        told = [
            post(
                f"moved:{meeting.id}:{meeting.moved}:{m.person_id}",
                Place(To.PERSON, m.person_id),
                Card("reminder", f"{meeting.id}.{m.person_id}", "moved"),
                until=meeting.starts_at,
            )
            for m in members
        ]
        if meeting.state is not MeetingState.PLANNED:
            return told
        due = [e for e in self._dating.due(meeting, members) if e.due is None or e.due > now]
        return [*told, *due]

"""Moving the next meeting: one commit voids the old reminders, makes new ones, and tells everybody.

Knows the versions of a meeting. Must not know who was told what (the ledger does).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from learning.calendar import find_block, propose_run, read_wall, to_utc
from learning.effects import Card, Effect, Place, To, post
from learning.meetings import Coming, Meeting, MeetingState, Ready
from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import LearningSet, membership_id
from services.dating import dates_card
from services.finding import my_set, next_meeting, seats_of
from services.kit import Kit, Who
from services.timetable import take_back, work_of
from services.values import DatesCard

SOONEST = timedelta(hours=1)
FURTHEST = timedelta(days=120)


class Moving:
    """Moves meetings."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

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
            await unit.work.add(await self.to(unit, meeting, wall, starts), now)
            place = await unit.memberships.need(membership_id(found.id, person.id))
            return await dates_card(unit, self._kit, found, mine=place.dates)

    async def to(
        self, unit: Unit, meeting: Meeting, wall: datetime, starts: datetime
    ) -> list[Effect]:
        """Give a meeting another time, and everybody the news of it."""
        moved = replace(
            meeting,
            wall=wall.isoformat(timespec="minutes"),
            starts_at=starts,
            moved=meeting.moved + 1,
        )
        return await self.renew(unit, await unit.meetings.save(moved))

    async def renew(self, unit: Unit, meeting: Meeting) -> list[Effect]:
        """Void what was due for an older version of a meeting and ask everybody again."""
        now = self._kit.now()
        await take_back(unit, meeting, now)
        for answer in await unit.answers.where(meeting_id=meeting.id):
            await unit.answers.save(replace(answer, coming=Coming.UNKNOWN, ready=Ready.UNKNOWN))
        members = [m.person_id for m in await seats_of(unit, meeting.set_id)]
        told = [
            post(
                f"moved:{meeting.id}:{meeting.moved}:{member}",
                Place(To.PERSON, member),
                Card("reminder", f"{meeting.id}.{member}", "moved"),
                until=meeting.starts_at,
            )
            for member in members
        ]
        return [*told, *work_of(meeting, members, now)]


async def next_date(
    unit: Unit, kit: Kit, found: LearningSet, meeting: Meeting
) -> tuple[datetime, datetime]:
    """Return the next free date of a set's own block after a meeting: on the wall, and in UTC."""
    planned = await unit.meetings.where(set_id=found.id, state=MeetingState.PLANNED)
    taken = {datetime.fromisoformat(other.wall).date() for other in planned}
    day = datetime.fromisoformat(meeting.wall).date()
    while True:
        run = propose_run(find_block(found.block), day, kit.zone, count=1)
        day = run.dates[0].date()
        if day not in taken:
            return run.dates[0], run.starts[0]

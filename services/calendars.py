"""Calendar files: a set's dates for a member's own diary.

Knows whose dates they are. Must not know how a calendar file is written (see `learning.ics`).
"""

from __future__ import annotations

from dataclasses import dataclass

from learning.ics import Entry, calendar_of
from learning.meetings import Meeting, MeetingState
from learning.ports import Unit
from learning.refusals import Refusal
from services.kit import Kit, Who

NAME = "learning-set.ics"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """A file, and whether some date in it was changed since the first time."""

    data: bytes
    changed: bool
    name: str = NAME


class Calendars:
    """Writes calendar files."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def make(self, who: Who, set_id: str, title: str) -> CalendarFile:
        """Return the dates of one of my sets, under a title that anybody may see."""
        async with self._kit.units.read() as unit:
            await self._is_mine(unit, who, set_id)
            meetings = await unit.meetings.where(set_id=set_id)
        dated = (m for m in meetings if m.state is not MeetingState.WRITTEN)
        ordered = sorted(dated, key=lambda m: (m.starts_at, m.id))
        entries = [_entry(meeting) for meeting in ordered]
        data = calendar_of(entries, title=title, now=self._kit.now())
        return CalendarFile(data=data, changed=any(e.moved or e.cancelled for e in entries))

    async def _is_mine(self, unit: Unit, who: Who, set_id: str) -> None:
        for seat in await unit.memberships.where(set_id=set_id, left_at=None):
            person = await unit.people.get(seat.person_id)
            if person is not None and person.xid == who.xid:
                return
        raise Refusal("not_yours")


def _entry(meeting: Meeting) -> Entry:
    return Entry(
        meeting_id=meeting.id,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        moved=meeting.moved,
        cancelled=meeting.state is MeetingState.CANCELLED,
    )

"""Hours: a dated statement of meetings somebody was at, for appraisal or an invoice.

Knows who sat in which session. Must not know what was said there.
"""

from __future__ import annotations

from datetime import date

from learning.calendar import to_wall
from learning.meetings import Meeting
from learning.session.state import Mode, Session, Status
from services.finding import me
from services.kit import Kit, Who
from services.values import HoursView

OVER = (Status.ENDED, Status.STOPPED)


class Hours:
    """Adds up time in meetings."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def statement(self, who: Who) -> HoursView:
        """Return my meetings, oldest first, in minutes."""
        async with self._kit.units.read() as unit:
            person = await me(unit, who)
            places = await unit.memberships.where(person_id=person.id)
            ids = tuple(place.set_id for place in places)
            sets = {found.id: found for found in await unit.sets.where(id=ids)} if ids else {}
            meetings = {m.id: m for m in await unit.meetings.where(set_id=ids)} if ids else {}
            over = await unit.sessions.where(set_id=ids, status=OVER) if ids else ()
        lines = [
            _line(session, sets[session.set_id].name, meetings[session.id])
            for session in over
            if _was_there(session, person.id)
        ]
        lines.sort(key=lambda line: line[:3])
        return HoursView(name=person.name, lines=tuple(lines), minutes=sum(m for *_, m in lines))


def _was_there(session: Session, person_id: str) -> bool:
    return any(s.person_id == person_id and s.mode is not Mode.AWAY for s in session.seats)


def _line(session: Session, name: str, meeting: Meeting) -> tuple[date, str, int, int]:
    length = (session.ended_at or session.ends_at) - session.started_at
    day = to_wall(session.started_at, meeting.zone).date()
    return day, name, meeting.number, round(length.total_seconds() / 60)

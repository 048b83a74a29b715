"""Hours: a dated statement of meetings somebody was at, for appraisal or an invoice.

Knows who sat in which session. Must not know what was said there.
"""

from __future__ import annotations

from datetime import date

from learning.calendar import to_wall
from learning.session.state import Mode, Status
from services.finding import me
from services.kit import Kit, Who
from services.values import HoursView


class Hours:
    """Adds up time in meetings."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def statement(self, who: Who) -> HoursView:
        """Return my meetings, oldest first, in minutes."""
        lines: list[tuple[date, str, int, int]] = []
        async with self._kit.units.read() as unit:
            person = await me(unit, who)
            for place in await unit.memberships.where(person_id=person.id):
                found = await unit.sets.need(place.set_id)
                for meeting in await unit.meetings.where(set_id=found.id):
                    session = await unit.sessions.get(meeting.id)
                    if session is None or session.status is Status.RUNNING:
                        continue
                    seat = next((s for s in session.seats if s.person_id == person.id), None)
                    if seat is None or seat.mode is Mode.AWAY:
                        continue
                    ended = session.ended_at or session.ends_at
                    minutes = round((ended - session.started_at).total_seconds() / 60)
                    day = to_wall(session.started_at, meeting.zone).date()
                    lines.append((day, found.name, meeting.number, minutes))
        ordered = tuple(sorted(lines, key=lambda line: line[:3]))
        return HoursView(name=person.name, lines=ordered, minutes=sum(m for *_, m in ordered))

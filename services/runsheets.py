"""Run sheets: the next meeting with clock times, for people outside Discord.

Knows the plan and the wall clock. Must not know any name but first names of the set.
"""

from __future__ import annotations

from datetime import timedelta

from learning.calendar import to_wall
from learning.refusals import Refusal
from services.finding import my_set, next_meeting
from services.kit import Kit, Who


class RunSheets:
    """Writes run sheets."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def make(self, who: Who) -> tuple[str, bytes]:
        """Return a file name and plain text (UTF-8): one line of time, title and prompt a part."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            meeting = await next_meeting(unit, found.id)
        if meeting is None:
            raise Refusal("session.none")
        plan = self._kit.plan(meeting.plan_id)
        start = to_wall(meeting.starts_at, meeting.zone)
        lines = [f"{plan.name}, {start:%d.%m.%Y}", ""]
        for part in plan.parts:
            end = start + timedelta(minutes=part.minutes)
            lines += [f"{start:%H.%M}-{end:%H.%M}  {part.title}", f"             {part.prompt}", ""]
            start = end
        return f"run-sheet-{meeting.number}.txt", "\n".join(lines).encode()

"""What is due because of one meeting: its event, its start, its reminders; and taking them back.

Knows keys and instants of one version of a meeting. Must not know which meetings there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from learning.calendar import reminder_times
from learning.effects import Card, Effect, Place, To, event, post, wake
from learning.meetings import Meeting, MeetingState
from learning.ports import Unit

NUDGE_BEFORE = timedelta(days=2)  # before the reminder of the day before: three days in all
AHEAD = ("7d", "24h", "15m")
KINDS = ("remind", "start", "nudge", "event")


def work_of(meeting: Meeting, member_ids: Iterable[str], now: datetime) -> list[Effect]:
    """Return all work of one meeting at its present version; nothing that would come too late."""
    tag = f"{meeting.id}:{meeting.moved}"
    times = reminder_times(datetime.fromisoformat(meeting.wall), meeting.zone)
    nudge = wake(f"nudge:{tag}", "actions.nudge", meeting.id, times.day - NUDGE_BEFORE)
    reminders = [
        _remind(meeting, ahead, due, member)
        for member in member_ids
        for ahead, due in zip(AHEAD, times, strict=True)
        if due > now
    ]
    return [
        event(meeting.id, meeting.moved),
        wake(f"start:{tag}", "session.start", meeting.id, meeting.starts_at),
        *([nudge] if times.day - NUDGE_BEFORE > now else []),
        *reminders,
    ]


async def take_back(unit: Unit, meeting: Meeting, now: datetime) -> None:
    """Void all work that is still due because of a meeting."""
    for kind in KINDS:
        await unit.work.void(f"{kind}:{meeting.id}:", now)


async def take_back_from(unit: Unit, meeting: Meeting, person_id: str, now: datetime) -> None:
    """Void the reminders of one person who will not be there any more."""
    for ahead in AHEAD:
        await unit.work.void(f"remind:{meeting.id}:{meeting.moved}:{ahead}:{person_id}", now)


async def call_off(unit: Unit, meeting: Meeting, now: datetime) -> list[Effect]:
    """Cancel a meeting and all that is due because of it; its native event goes too."""
    await take_back(unit, meeting, now)
    off = await unit.meetings.save(replace(meeting, state=MeetingState.CANCELLED))
    return [event(off.id, off.moved + 1)] if off.event_xid else []


def _remind(meeting: Meeting, ahead: str, due: datetime, person_id: str) -> Effect:
    ends = meeting.starts_at + timedelta(minutes=meeting.minutes)
    return post(
        f"remind:{meeting.id}:{meeting.moved}:{ahead}:{person_id}",
        Place(To.PERSON, person_id),
        Card("reminder", f"{meeting.id}.{person_id}", ahead),
        due=due,
        until=ends if ahead == "15m" else meeting.starts_at,
    )

"""Meetings: the run of dates, and a reminder to one person.

Knows values to be shown. Must not know words or layout. Times are aware UTC; `zone` is whose
wall they are read on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from learning.meetings import Coming, Ready
from learning.sets import DatesAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """One planned date."""

    number: int
    starts_at: datetime
    minutes: int
    guide: str
    held: bool
    next: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesCard:
    """The run of dates, the dates left out and why, and how many have answered."""

    set_id: str
    set_name: str
    revision: int
    dates: tuple[DateLine, ...]
    skipped: tuple[tuple[date, str], ...]
    answered: int
    members: int
    troubled: int
    mine: DatesAnswer
    zone: str
    ask: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderCard:
    """A reminder to one person of one meeting. `ahead` is "7d", "24h" or "15m"."""

    meeting_id: str
    person_id: str
    revision: int
    set_name: str
    number: int
    starts_at: datetime
    minutes: int
    zone: str
    ahead: str
    coming: Coming
    ready: Ready
    guide: str
    room_xid: int
    voice_xid: int
    you_guide: bool
    late: bool
    answerable: bool
    set_id: str = ""

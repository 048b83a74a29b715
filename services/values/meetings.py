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
    where: str = ""


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
    because: str = ""  # why this round is at another time than the last, by key
    block: str = ""
    last_block: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCard:
    """Where one meeting is from now on; told to its set alone."""

    number: int
    starts_at: datetime
    minutes: int
    zone: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashCard:
    """The private question which one date somebody cannot make."""

    set_id: str
    dates: tuple[DateLine, ...]
    zone: str
    chosen: int = 0  # the number of the meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderCard:
    """A reminder to one person of one meeting.

    `ahead` is "7d", "24h" or "15m"; "moved", or "all" when several were moved at once.

    `late`: it comes later than it should have, or the meeting has begun.
    """

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
    where: str = ""  # an outside link or a room, when they do not talk here
    dates: tuple[DateLine, ...] = ()  # all that are to come, when more than one has moved
    snooze: bool = False

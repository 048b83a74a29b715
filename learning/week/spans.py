"""When the parts of a week open and close, and when somebody who has not written is reminded.

Knows wall time, bank holidays and the clock change, by `learning.calendar`. Must not know what
the time is now, nor who has written.

A moment that was planned for a working day and falls on a bank holiday moves on to the next
working day, and all that comes after it moves on by as many days: nobody loses time to a holiday.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum

from learning.calendar import DAY, QUIET, bank_holidays, to_utc, to_wall
from learning.week.plan import Moment, WeekPlan

REMIND_BEFORE = timedelta(hours=3)
WEEKEND = frozenset({5, 6})


class What(IntEnum):
    """What happens at an instant of a week; at the same instant, in this order."""

    CLOSE = 0
    OPEN = 1
    REMIND = 2


@dataclass(frozen=True, slots=True)
class Span:
    """One part: open from one instant to another, aware UTC."""

    opens_at: datetime
    closes_at: datetime
    remind_at: datetime


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that is due by itself."""

    at: datetime
    what: What
    part: int


def first_day(after: date) -> date:
    """Return the first Monday later than a day that is no bank holiday."""
    day = after + DAY
    while day.weekday() or is_off(day):
        day += DAY
    return day


def is_off(day: date) -> bool:
    """Tell whether nobody works on a day in England."""
    return day.weekday() in WEEKEND or day in bank_holidays(day.year)


def spans(plan: WeekPlan, first: date, zone: str) -> tuple[Span, ...]:
    """Return when each part is open, in a week that begins on a Monday."""
    moved = 0
    found: list[Span] = []
    for part in plan.parts:
        opens, moved = _wall(plan, first, part.opens, moved)
        closes, moved = _wall(plan, first, part.closes, moved)
        remind = _reminder(closes)
        found.append(Span(to_utc(opens, zone), to_utc(closes, zone), to_utc(remind, zone)))
    return tuple(found)


def events(plan: WeekPlan, first: date, zone: str) -> tuple[Event, ...]:
    """Return all that happens by itself in a week, in order."""
    return tuple(sorted(_events(spans(plan, first, zone))))


def day_of(started_at: datetime, zone: str) -> date:
    """Return the first day of a week that started at an instant."""
    return to_wall(started_at, zone).date()


def _events(found: tuple[Span, ...]) -> Iterator[Event]:
    for number, span in enumerate(found):
        yield Event(span.opens_at, What.OPEN, number)
        yield Event(span.closes_at, What.CLOSE, number)
        if span.opens_at < span.remind_at < span.closes_at:
            yield Event(span.remind_at, What.REMIND, number)


def _wall(plan: WeekPlan, first: date, moment: Moment, moved: int) -> tuple[datetime, int]:
    """Return the wall time of a moment, and by how many days the week has moved on by then."""
    day = first + DAY * (moment.day + moved)
    if moment.day % 7 not in plan.quiet:
        while is_off(day):
            day += DAY
            moved += 1
    return datetime.combine(day, moment.at), moved


def _reminder(closes: datetime) -> datetime:
    """Return when to remind: some hours before the end, on that same day, out of quiet hours."""
    evening, morning = QUIET
    latest = datetime.combine(closes.date(), evening) - timedelta(minutes=30)
    earliest = datetime.combine(closes.date(), max(morning, time(8, 0)))
    return max(earliest, min(closes - REMIND_BEFORE, latest))

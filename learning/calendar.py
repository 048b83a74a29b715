"""Weekly blocks, runs of dates, and when reminders are due; wall time and UTC meet only here.

Knows the 21 blocks, the clock changes of a time zone, and England's bank holidays. Must not know
what the time is now, sets, people, or how a date is shown.

A *wall* time is a naive datetime as a clock on the wall shows it; everything else is aware UTC.
A plan is kept as wall time, so a meeting at 12.30 stays at 12.30 when the clocks change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

from learning.refusals import Refusal

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
QUIET = (time(20, 0), time(7, 30))  # nobody is disturbed between these
LEAD_IN = timedelta(minutes=30)  # a reminder moved out of the quiet comes this long before it
LATEST_GAP = 26  # weeks; beyond this a run of dates is refused

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
_PARTS = (
    ("early", time(7, 15), time(8, 15)),
    ("lunch", time(12, 30), time(14, 0)),
    ("afternoon", time(14, 0), time(16, 0)),
    ("evening", time(18, 45), time(20, 30)),
)


@dataclass(frozen=True, slots=True)
class Block:
    """One weekly slot, in wall time. `weekday` counts from Monday = 0."""

    id: str
    weekday: int
    start: time
    end: time

    @property
    def minutes(self) -> int:
        """How long the slot is."""
        start, end = (t.hour * 60 + t.minute for t in (self.start, self.end))
        return end - start


BLOCKS: tuple[Block, ...] = (
    *(
        Block(f"{day}-{part}", weekday, start, end)
        for weekday, day in enumerate(_WEEKDAYS)
        for part, start, end in _PARTS
    ),
    Block("sat-morning", 5, time(9, 30), time(11, 30)),
)

_BY_ID = {block.id: block for block in BLOCKS}


@dataclass(frozen=True, slots=True)
class Run:
    """The dates of a set: wall times and the same instants in UTC, and what was passed over.

    `skipped` holds each date that was passed over with its reason: "bank_holiday",
    "after_bank_holiday", "year_end", "closed", or "spacing" (free itself, but taking it would
    have left too long a gap after it).
    """

    dates: tuple[datetime, ...]
    starts: tuple[datetime, ...]
    skipped: tuple[tuple[date, str], ...]


class Reminders(NamedTuple):
    """When the three reminders of a meeting are due, aware UTC."""

    week: datetime
    day: datetime
    soon: datetime


def find_block(block_id: str) -> Block:
    """Return a block by its id, or refuse with "block_unknown"."""
    block = _BY_ID.get(block_id)
    if block is None:
        raise Refusal("block_unknown", block=block_id)
    return block


@cache
def zone_of(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name, or refuse with "zone_unknown"."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refusal("zone_unknown", zone=name) from error


def to_utc(wall: datetime, zone: str) -> datetime:
    """Return the instant of a wall time.

    A time that the spring change leaves out moves forward by the change (01.30 becomes 02.30);
    a time that comes twice in autumn means the first.
    """
    if wall.tzinfo is not None:
        raise ValueError("a wall time has no zone of its own")
    return wall.replace(tzinfo=zone_of(zone), fold=0).astimezone(UTC)


def to_wall(instant: datetime, zone: str) -> datetime:
    """Return what the clock on the wall shows at an instant."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(zone_of(zone)).replace(tzinfo=None, fold=0)


def read_wall(text: str) -> datetime:
    """Read "2027-03-02 12:30" (or 12.30, or a T between), or refuse with "date_impossible"."""
    try:
        wall = datetime.fromisoformat(text.strip().replace(".", ":"))
    except ValueError as error:
        raise Refusal("date_impossible", text=text) from error
    if wall.tzinfo is not None or len(text.strip()) < len("2027-03-02 12"):
        raise Refusal("date_impossible", text=text)
    return wall


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return England's bank holidays of a year, with the days given instead of weekends."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def why_not(day: date, closed: Sequence[tuple[date, date]] = ()) -> str | None:
    """Say why no meeting is proposed on a day, or None when it is free.

    `closed` holds ranges of dates, both ends included, such as school holidays. The working day
    after a bank holiday is left free too: it is the fullest day of a surgery.
    """
    if day in bank_holidays(day.year):
        return "bank_holiday"
    before = day - DAY
    while before.weekday() > 4 and before not in bank_holidays(before.year):
        before -= DAY
    if before in bank_holidays(before.year):
        return "after_bank_holiday"
    if day.month == 3 and day.day >= 18:
        return "year_end"
    if any(first <= day <= last for first, last in closed):
        return "closed"
    return None


def propose_run(
    block: Block,
    first_after: date,
    zone: str,
    *,
    count: int = 6,
    weeks: int = 4,
    minutes: int = 0,
    closed: Sequence[tuple[date, date]] = (),
) -> Run:
    """Propose `count` dates in one block, the first later than `first_after`.

    Dates are `weeks` to `weeks` + 2 weeks apart, as early as can be; only where that cannot be
    is a gap longer. Refuses with "block_too_short" when a meeting of `minutes` does not fit,
    and with "no_dates" when half a year goes by without a free day.
    """
    if minutes > block.minutes:
        raise Refusal("block_too_short", block=block.id, minutes=minutes, most=block.minutes)
    first = first_after + DAY
    first += DAY * ((block.weekday - first.weekday()) % 7)
    days = _search(first, count, (weeks, weeks + 2), closed)
    if days is None:
        days = _search(first, count, (weeks, LATEST_GAP), closed)
    if days is None:
        raise Refusal("no_dates", block=block.id, count=count)
    walls = tuple(datetime.combine(day, block.start) for day in days)
    return Run(
        dates=walls,
        starts=tuple(to_utc(wall, zone) for wall in walls),
        skipped=tuple(_passed_over(first, days, weeks, closed)),
    )


def reminder_times(
    wall: datetime, zone: str, quiet: tuple[time, time] = QUIET, *, weekends: bool = False
) -> Reminders:
    """Return when to remind: the week before, the day before, and 15 minutes before.

    The first two are wall-clock, keep out of the quiet hours, and come on the Friday instead of
    a weekend unless `weekends` are welcome. The last is never moved.
    """
    return Reminders(
        week=to_utc(_considerate(wall - WEEK, quiet, weekends), zone),
        day=to_utc(_considerate(wall - DAY, quiet, weekends), zone),
        soon=to_utc(wall, zone) - timedelta(minutes=15),
    )


def block_at(wall: datetime) -> str:
    """Return the id of the block that begins at a wall time, or nothing."""
    at = (wall.weekday(), wall.time())
    return next((block.id for block in BLOCKS if (block.weekday, block.start) == at), "")


def shifted(
    walls: Sequence[datetime], by: timedelta, closed: Sequence[tuple[date, date]] = ()
) -> list[datetime]:
    """Move a run of dates by the same time; one that falls on a day left free waits a week.

    The first is moved just as somebody wished it.
    """
    found: list[datetime] = []
    for old in walls:
        wall = old + by
        while (found and wall <= found[-1]) or (found and why_not(wall.date(), closed)):
            wall += WEEK
        found.append(wall)
    return found


def nudge_time(wall: datetime, zone: str) -> datetime:
    """Return when people are asked about what they said they would do: three days before."""
    return to_utc(_considerate(wall - 3 * DAY, QUIET, weekends=False), zone)


def walk_time(wall: datetime, zone: str) -> datetime:
    """Return when walking partners are drawn: two weeks before a meeting, at a kind hour."""
    return to_utc(_considerate(wall - 2 * WEEK, QUIET, weekends=False), zone)


def _search(
    first: date, count: int, gaps: tuple[int, int], closed: Sequence[tuple[date, date]]
) -> tuple[date, ...] | None:
    """Find the earliest dates whose gaps are allowed, by trying each and stepping back."""
    if count <= 0:
        return ()
    shortest, longest = gaps
    stack: list[Iterator[date]] = [_free(first, range(longest - shortest + 1), closed)]
    found: list[date] = []
    while stack:
        day = next(stack[-1], None)
        if day is None:
            stack.pop()
            del found[-1:]
            continue
        found.append(day)
        if len(found) == count:
            return tuple(found)
        stack.append(_free(day, range(shortest, longest + 1), closed))
    return None


def _free(start: date, weeks: range, closed: Sequence[tuple[date, date]]) -> Iterator[date]:
    """Go through the free days among `start` plus each of `weeks`."""
    days = (start + WEEK * n for n in weeks)
    return (day for day in days if why_not(day, closed) is None)


def _passed_over(
    first: date, days: Sequence[date], weeks: int, closed: Sequence[tuple[date, date]]
) -> Iterator[tuple[date, str]]:
    """Name each date that could have been taken before the one that was, with its reason."""
    hoped = first
    for day in days:
        while hoped < day:
            yield hoped, why_not(hoped, closed) or "spacing"
            hoped += WEEK
        hoped = day + WEEK * weeks


def _considerate(wall: datetime, quiet: tuple[time, time], weekends: bool) -> datetime:
    """Move a wall time out of weekends (to Friday) and quiet hours.

    In the evening it moves to half an hour before the quiet begins; in the early morning it
    waits for the quiet to end, because the evening before may be a Sunday.
    """
    if not weekends and wall.weekday() > 4:
        wall -= DAY * (wall.weekday() - 4)
    begins, ends = quiet
    if wall.time() < ends:
        return datetime.combine(wall.date(), ends)
    if wall.time() >= begins < time.max:
        return datetime.combine(wall.date(), begins) - LEAD_IN
    return wall

"""Every wall-clock rule over every change of Europe/London's clocks, 2026 to 2036.

The judge is written from the law alone: it shares no code, and no table of zones, with the house.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

import icalendar
import pytest
import recurring_ical_events

from learning.calendar import (
    BLOCKS,
    Block,
    nudge_time,
    propose_run,
    reminder_times,
    shifted,
    to_utc,
    to_wall,
    walk_time,
)
from learning.diary import Entry
from learning.ics import calendar_of

LONDON = "Europe/London"
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
CHANGES = [
    (date(year, month, 31) - DAY * ((date(year, month, 31).weekday() + 1) % 7))
    for year in range(2026, 2038)
    for month in (3, 10)
]


def law(wall: datetime) -> datetime:
    """Turn London wall time to an instant by the Summer Time Order; a repeat means the first."""
    march, october = (day for day in CHANGES if day.year == wall.year)
    begins, ends = datetime.combine(march, time(2)), datetime.combine(october, time(2))
    return (wall - HOUR * (begins <= wall < ends)).replace(tzinfo=UTC)


def shown(instant: datetime) -> datetime:
    """Return what the clock on the wall shows at an instant, by the law."""
    march, october = (day for day in CHANGES if day.year == instant.year)
    begins = datetime.combine(march, time(1), UTC)
    ends = datetime.combine(october, time(1), UTC)
    return (instant + HOUR * (begins <= instant < ends)).replace(tzinfo=None)


def around(change: date, block: Block) -> list[datetime]:
    """Return the walls of a block in the three weeks on either side of a change."""
    first = change - 3 * WEEK
    first += DAY * ((block.weekday - first.weekday()) % 7)
    return [datetime.combine(first + WEEK * n, block.start) for n in range(7)]


@pytest.mark.parametrize("change", CHANGES[:-2], ids=str)
def test_each_rule_of_the_wall_agrees_with_the_law(change: date) -> None:
    """A start, all three reminders, the draw of walks and a shift by weeks, for every block."""
    for block in BLOCKS:
        walls = around(change, block)
        for wall in walls:
            start = to_utc(wall, LONDON)
            assert start == law(wall), wall
            assert to_wall(start, LONDON) == shown(start) == wall
            due = reminder_times(wall, LONDON, weekends=True)
            for instant, ahead in ((due.week, WEEK), (due.day, DAY)):
                kind = min(max((wall - ahead).time(), time(7, 30)), time(19, 30))
                assert instant == law(datetime.combine((wall - ahead).date(), kind)), wall
            assert due.soon == law(wall) - timedelta(minutes=15)
            for ahead, due_then in ((2 * WEEK, walk_time), (3 * DAY, nudge_time)):
                instant = due_then(wall, LONDON)
                kind = min(max((wall - ahead).time(), time(7, 30)), time(19, 30))
                day = wall - ahead
                friday = day - DAY * max(0, day.weekday() - 4)
                assert instant == law(datetime.combine(friday, kind)), wall
        assert [to_utc(one, LONDON) for one in shifted(walls[:1], WEEK)] == [law(walls[0] + WEEK)]


@pytest.mark.parametrize("change", CHANGES[:-2], ids=str)
def test_the_hour_that_is_left_out_and_the_hour_that_comes_twice(change: date) -> None:
    """By minutes through the night of each change: the gap moves on, a repeat means the first."""
    for minute in range(0, 4 * 60, 5):
        wall = datetime.combine(change, time()) + timedelta(minutes=minute)
        gap = change.month == 3 and wall.hour == 1
        meant = law(wall + HOUR) if gap else law(wall)
        assert to_utc(wall, LONDON) == meant, wall
        assert to_wall(meant, LONDON) == wall + HOUR * gap


@pytest.mark.parametrize("change", CHANGES[:-2], ids=str)
def test_a_run_over_each_change_reads_back_from_the_file(change: date) -> None:
    """Six dates of every block that cross a change come back from the file at the law's instant."""
    for block in BLOCKS:
        run = propose_run(block, change - 8 * WEEK, LONDON)
        entries = [
            Entry(meeting_id=f"m{n}", starts_at=start, minutes=60)
            for n, start in enumerate(run.starts)
        ]
        data = calendar_of(entries, title="Learning set", now=run.starts[0])
        calendar: Any = icalendar.Calendar.from_ical(data)
        diary: Any = cast("Any", recurring_ical_events).of(calendar)
        found = diary.between(run.starts[0] - DAY, run.starts[-1] + DAY)
        assert sorted(event["DTSTART"].dt for event in found) == [law(wall) for wall in run.dates]

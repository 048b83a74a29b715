"""Runs of dates keep out of holidays and stay four to six weeks apart."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from dateutil import easter, tz
from hypothesis import given
from hypothesis import strategies as st

from learning.calendar import BLOCKS, Block, bank_holidays, find_block, propose_run, why_not
from learning.refusals import Refusal

LONDON = "Europe/London"
DAY = timedelta(days=1)
STARTS = st.dates(date(2026, 1, 1), date(2036, 12, 31))


def by_statute(year: int) -> set[date]:
    """List England's regular bank holidays from the written rules, without the package."""

    def monday(month: int, day: int, step: int) -> date:
        found = date(year, month, day)
        while found.weekday():
            found += DAY * step
        return found

    sunday = easter.easter(year)
    days = {sunday - 2 * DAY, sunday + DAY}
    days |= {monday(5, 1, 1), monday(5, 31, -1), monday(8, 31, -1)}
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while day.weekday() > 4 or day in days:
            day += DAY
        days.add(day)
    return days


@pytest.mark.parametrize("year", range(2026, 2037))
def test_bank_holidays_are_those_of_the_law(year: int) -> None:
    """The package and the written rules name the same weekdays off."""
    assert {d for d in bank_holidays(year) if d.weekday() < 5} == by_statute(year)


def free(day: date, closed: Sequence[tuple[date, date]]) -> bool:
    """Judge a day from the rules alone."""
    off = by_statute(day.year) | {date(day.year, 12, 26)} | {date(day.year, 12, 25)}
    off |= {date(day.year, 1, 1), date(day.year - 1, 12, 26), date(day.year - 1, 12, 25)}
    off |= by_statute(day.year - 1)
    back = [day - DAY]
    while back[-1].weekday() > 4:
        back.append(back[-1] - DAY)
    if day in off or any(d in off for d in back):
        return False
    if date(day.year, 3, 18) <= day <= date(day.year, 3, 31):
        return False
    return not any(a <= day <= b for a, b in closed)


@given(st.sampled_from(BLOCKS), STARTS)
def test_dates_keep_every_rule(block: Block, after: date) -> None:
    """Six dates fall on the block, are free, and are four to six weeks apart."""
    run = propose_run(block, after, LONDON, minutes=60)
    days = [wall.date() for wall in run.dates]
    assert len(days) == 6
    assert days[0] > after
    for wall, start in zip(run.dates, run.starts, strict=True):
        assert (wall.weekday(), wall.time()) == (block.weekday, block.start)
        assert free(wall.date(), ())
        assert start == wall.replace(tzinfo=tz.gettz(LONDON)).astimezone(UTC)
    for one, two in pairwise(days):
        assert timedelta(weeks=4) <= two - one <= timedelta(weeks=6)


@given(
    st.sampled_from(BLOCKS),
    STARTS,
    st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2037, 12, 31)), st.integers(0, 60))),
)
def test_what_was_passed_over_is_told(
    block: Block, after: date, spans: list[tuple[date, int]]
) -> None:
    """Every hoped-for date that is not taken is listed with its true reason, and no other."""
    closed = [(start, start + DAY * length) for start, length in spans]
    run = propose_run(block, after, LONDON, closed=closed)
    days = {wall.date() for wall in run.dates}
    for day, reason in run.skipped:
        assert day not in days
        assert day.weekday() == block.weekday
        assert (reason == "spacing") == free(day, closed)
        if reason == "closed":
            assert any(a <= day <= b for a, b in closed)
    assert all(free(day, closed) for day in days)


def test_the_substitute_day_of_2027_is_left_free() -> None:
    """28 December 2027 is a fourth Tuesday and a bank holiday: it is passed over, with why."""
    run = propose_run(find_block("tue-lunch"), date(2027, 11, 29), LONDON)
    assert run.dates[0] == datetime(2027, 11, 30, 12, 30)
    assert run.dates[1] == datetime(2028, 1, 11, 12, 30)
    assert run.skipped[:2] == (
        (date(2027, 12, 28), "bank_holiday"),
        (date(2028, 1, 4), "after_bank_holiday"),
    )


def test_a_free_date_gives_way_so_that_no_gap_is_too_long() -> None:
    """When Easter follows the end of the year, the date before moves on, and the card says why."""
    run = propose_run(find_block("mon-early"), date(2026, 1, 22), LONDON, count=3)
    assert [w.date() for w in run.dates] == [date(2026, 1, 26), date(2026, 3, 2), date(2026, 4, 13)]
    assert run.skipped == (
        (date(2026, 2, 23), "spacing"),
        (date(2026, 3, 30), "year_end"),
        (date(2026, 4, 6), "bank_holiday"),
    )


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2027, 12, 27), "bank_holiday"),
        (date(2027, 12, 29), "after_bank_holiday"),
        (date(2027, 1, 4), "after_bank_holiday"),  # New Year's Day was a Friday
        (date(2027, 3, 17), None),
        (date(2027, 3, 18), "year_end"),
        (date(2026, 3, 31), "year_end"),
        (date(2027, 4, 1), None),
        (date(2027, 7, 28), "closed"),
        (date(2027, 9, 1), None),
    ],
)
def test_why_a_day_is_not_proposed(day: date, reason: str | None) -> None:
    """A day is free, or has the first reason that keeps it free."""
    assert why_not(day, [(date(2027, 7, 22), date(2027, 8, 27))]) == reason


def test_dates_stay_at_the_same_time_across_the_change() -> None:
    """Meetings stay at 12.30 on the wall while the instant moves by an hour."""
    run = propose_run(find_block("thu-lunch"), date(2027, 10, 1), LONDON, count=2)
    assert run.dates == (datetime(2027, 10, 7, 12, 30), datetime(2027, 11, 4, 12, 30))
    assert [start.hour for start in run.starts] == [11, 12]


def test_a_long_closure_makes_a_longer_gap() -> None:
    """Where nothing is free within six weeks the gap is longer, not the run impossible."""
    summer = [(date(2027, 6, 1), date(2027, 9, 30))]
    run = propose_run(find_block("wed-evening"), date(2027, 5, 4), LONDON, count=2, closed=summer)
    assert [w.date() for w in run.dates] == [date(2027, 5, 5), date(2027, 10, 6)]


def test_no_free_day_at_all_is_refused() -> None:
    """A calendar that is closed for years is a refusal, not an endless search."""
    ever = [(date(2026, 1, 1), date(2040, 1, 1))]
    with pytest.raises(Refusal, match="no_dates"):
        propose_run(find_block("wed-lunch"), date(2027, 1, 1), LONDON, closed=ever)


def test_a_meeting_longer_than_its_block_is_refused() -> None:
    """A meeting of 90 minutes does not fit an hour before surgery, and the facts say so."""
    with pytest.raises(Refusal) as caught:
        propose_run(find_block("mon-early"), date(2027, 1, 1), LONDON, minutes=90)
    assert caught.value.key == "block_too_short"
    assert caught.value.facts == {"block": "mon-early", "minutes": 90, "most": 60}

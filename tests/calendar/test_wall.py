"""Wall time and instants agree with an independent reading of the clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil import tz
from hypothesis import given
from hypothesis import strategies as st

from learning.calendar import BLOCKS, find_block, read_wall, to_utc, to_wall
from learning.refusals import Refusal

LONDON = "Europe/London"
OTHER = tz.gettz(LONDON)  # dateutil reads the same rules with its own code


def last_sunday(year: int, month: int) -> date:
    """Return the last Sunday of a month of 31 days."""
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def by_hand(wall: datetime) -> datetime:
    """Turn London wall time to UTC by the written rule: summer time is one hour ahead."""
    begins = datetime.combine(last_sunday(wall.year, 3), time(1))
    ends = datetime.combine(last_sunday(wall.year, 10), time(2))
    summer = begins + timedelta(hours=1) <= wall < ends
    return (wall - timedelta(hours=summer)).replace(tzinfo=UTC)


@pytest.mark.parametrize("year", range(2026, 2037))
@pytest.mark.parametrize("month", [3, 10])
def test_every_quarter_hour_around_each_change(year: int, month: int) -> None:
    """Around each clock change to 2036 a wall time is the instant the written rule gives."""
    start = datetime.combine(last_sunday(year, month), time()) - timedelta(days=1)
    for quarter in range(3 * 96):
        wall = start + timedelta(minutes=15 * quarter)
        assert to_utc(wall, LONDON) == by_hand(wall), wall


@given(st.datetimes(datetime(2026, 1, 1), datetime(2036, 12, 31)))
def test_agrees_with_dateutil(wall: datetime) -> None:
    """A wall time that exists is the instant that dateutil gives, and comes back the same."""
    if not tz.datetime_exists(wall, OTHER):
        assert to_wall(to_utc(wall, LONDON), LONDON) == wall + timedelta(hours=1)
        return
    assert to_utc(wall, LONDON) == wall.replace(tzinfo=OTHER).astimezone(UTC)
    assert to_wall(to_utc(wall, LONDON), LONDON) == wall


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        (datetime(2027, 3, 28, 0, 59), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (datetime(2027, 3, 28, 1, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # left out
        (datetime(2027, 3, 28, 12, 30), datetime(2027, 3, 28, 11, 30, tzinfo=UTC)),
        (datetime(2027, 10, 31, 1, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),  # twice
        (datetime(2027, 10, 31, 12, 30), datetime(2027, 10, 31, 12, 30, tzinfo=UTC)),
    ],
)
def test_the_two_changes_of_2027(wall: datetime, instant: datetime) -> None:
    """28 March and 31 October 2027 are read right, in the gap and in the repeat too."""
    assert to_utc(wall, LONDON) == instant


def test_both_halves_of_the_repeat_show_the_same_wall() -> None:
    """In the hour that comes twice both instants show the same time on the wall."""
    first, second = (
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
    )
    assert to_wall(first, LONDON) == to_wall(second, LONDON) == datetime(2027, 10, 31, 1, 30)


def test_mixed_up_kinds_of_time_are_a_bug() -> None:
    """A wall time with a zone, or an instant without one, is refused as our own mistake."""
    with pytest.raises(ValueError, match="no zone of its own"):
        to_utc(datetime(2027, 1, 1, tzinfo=UTC), LONDON)
    with pytest.raises(ValueError, match="needs a zone"):
        to_wall(datetime(2027, 1, 1), LONDON)


@pytest.mark.parametrize("name", ["Europe/Lundon", "", "../etc/passwd", "/etc/localtime"])
def test_unknown_zones_are_refused(name: str) -> None:
    """A time zone that does not exist is a refusal, whatever is typed."""
    with pytest.raises(Refusal, match="zone_unknown"):
        to_utc(datetime(2027, 1, 1), name)


@pytest.mark.parametrize("text", ["2027-03-02 12:30", "2027-03-02 12.30", " 2027-03-02T12:30 "])
def test_dates_are_read_as_people_type_them(text: str) -> None:
    """A day and a time are read with a colon, a dot or a T."""
    assert read_wall(text) == datetime(2027, 3, 2, 12, 30)


@pytest.mark.parametrize(
    "text", ["2027-02-30 12:30", "2027-03-02 25:00", "2027-03-02", "2027-03-02 12:30Z", "soon", ""]
)
def test_impossible_dates_are_refused(text: str) -> None:
    """A day that is not in the calendar, or has no time, or has an offset, is refused."""
    with pytest.raises(Refusal, match="date_impossible"):
        read_wall(text)


def test_there_are_21_blocks() -> None:
    """Five weekdays of four blocks and a Saturday morning fit one menu of Discord."""
    ids = [block.id for block in BLOCKS]
    assert len(set(ids)) == 21
    assert ids[:5] == ["mon-early", "mon-lunch", "mon-afternoon", "mon-evening", "tue-early"]
    assert ids[-1] == "sat-morning"
    lunch = find_block("wed-lunch")
    assert (lunch.weekday, lunch.start, lunch.end, lunch.minutes) == (2, time(12, 30), time(14), 90)
    assert {b.minutes for b in BLOCKS} == {60, 90, 120, 105}


def test_an_unknown_block_is_refused() -> None:
    """A block that does not exist is a refusal that names it."""
    with pytest.raises(Refusal) as caught:
        find_block("sun-lunch")
    assert (caught.value.key, caught.value.facts) == ("block_unknown", {"block": "sun-lunch"})

"""Reminders respect people: no evenings, no weekends, and the last one is always on time."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.calendar import BLOCKS, Block, reminder_times, to_utc, to_wall

LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("meeting", "week", "day"),
    [  # 2 March 2027 is a Tuesday
        (datetime(2027, 3, 2, 12, 30), datetime(2027, 2, 23, 12, 30), datetime(2027, 3, 1, 12, 30)),
        (datetime(2027, 3, 2, 20), datetime(2027, 2, 23, 19, 30), datetime(2027, 3, 1, 19, 30)),
        (datetime(2027, 3, 2, 7, 30), datetime(2027, 2, 23, 7, 30), datetime(2027, 3, 1, 7, 30)),
        (datetime(2027, 3, 2, 7, 15), datetime(2027, 2, 23, 7, 30), datetime(2027, 3, 1, 7, 30)),
        (datetime(2027, 3, 2, 20, 15), datetime(2027, 2, 23, 19, 30), datetime(2027, 3, 1, 19, 30)),
        (
            datetime(2027, 3, 1, 12, 30),
            datetime(2027, 2, 22, 12, 30),
            datetime(2027, 2, 26, 12, 30),
        ),
        (datetime(2027, 3, 1, 7, 15), datetime(2027, 2, 22, 7, 30), datetime(2027, 2, 26, 7, 30)),
        (datetime(2027, 3, 6, 9, 30), datetime(2027, 2, 26, 9, 30), datetime(2027, 3, 5, 9, 30)),
    ],
)
def test_reminders_of_one_meeting(meeting: datetime, week: datetime, day: datetime) -> None:
    """The week's and the day's reminder come at the same wall time, or kindly near it."""
    due = reminder_times(meeting, LONDON)
    assert to_wall(due.week, LONDON) == week
    assert to_wall(due.day, LONDON) == day
    assert to_wall(due.soon, LONDON) == meeting - timedelta(minutes=15)


@given(
    st.sampled_from(BLOCKS),
    st.dates(date(2026, 1, 1), date(2036, 12, 31)),
    st.booleans(),
)
def test_nobody_is_disturbed(block: Block, near: date, weekends: bool) -> None:
    """For any meeting the first two reminders keep out of quiet hours and weekends, in order."""
    meeting = datetime.combine(
        near + timedelta(days=(block.weekday - near.weekday()) % 7), block.start
    )
    due = reminder_times(meeting, LONDON, weekends=weekends)
    start = to_utc(meeting, LONDON)
    assert due.week < due.day < due.soon < start
    assert start - due.soon == timedelta(minutes=15)
    assert timedelta(hours=18) <= start - due.day <= timedelta(days=3, hours=1)
    for moment in (due.week, due.day):
        wall = to_wall(moment, LONDON)
        assert time(7, 30) <= wall.time() < time(20)
        assert weekends or wall.weekday() < 5


def test_the_day_before_is_wall_clock_across_the_change() -> None:
    """On the day of the change "the day before" is the same time on the wall: 23 hours."""
    due = reminder_times(datetime(2027, 3, 28, 12, 30), LONDON, weekends=True)
    assert to_wall(due.day, LONDON) == datetime(2027, 3, 27, 12, 30)
    assert to_utc(datetime(2027, 3, 28, 12, 30), LONDON) - due.day == timedelta(hours=23)


def test_chosen_quiet_hours_are_kept() -> None:
    """A server's own quiet hours replace the usual ones."""
    due = reminder_times(datetime(2027, 3, 2, 18, 45), LONDON, (time(18), time(9)))
    assert to_wall(due.day, LONDON) == datetime(2027, 3, 1, 17, 30)

"""Calendar files are read by diaries that are not ours, over every clock change to 2036."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from learning.calendar import to_utc
from learning.diary import Entry
from learning.ics import calendar_of, uid_of

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
LONDON = "Europe/London"
TITLE = "Learning set"


def changes() -> list[date]:
    """List the last Sundays of March and October, 2026 to 2036, by the words of the law."""
    found: list[date] = []
    for year in range(2026, 2037):
        for month in (3, 10):
            last = date(year, month, 31)
            found.append(last - timedelta(days=(last.weekday() + 1) % 7))
    return found


def summer(wall: datetime) -> bool:
    """Say whether a London wall time is summer time, from the law and nothing else.

    Summer time begins at 01.00 UTC on the last Sunday of March and ends at 01.00 UTC on the last
    Sunday of October; an hour that comes twice is taken the first time, one that is left out is
    read as if the clocks had not gone forward yet.
    """
    march, october = (c for c in changes() if c.year == wall.year)
    begins = datetime(wall.year, 3, march.day, 2)
    ends = datetime(wall.year, 10, october.day, 2)
    return begins <= wall < ends


def around(day: date) -> Iterable[datetime]:
    """Go through wall times from two days before a change to two days after, by half-hours."""
    start = datetime(day.year, day.month, day.day) - timedelta(days=2)
    return (start + timedelta(minutes=30 * n) for n in range(48 * 5))


def read(data: bytes) -> list[Any]:
    """Read a file with the second library, and return what it says happens, by time."""
    calendar: Any = icalendar.Calendar.from_ical(data)
    query: Any = cast("Any", recurring_ical_events).of(calendar)
    return list(query.between(datetime(2025, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)))


def lines(data: bytes) -> list[str]:
    """Return the unfolded lines of a file."""
    return data.decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize("day", changes(), ids=str)
def test_an_instant_reads_back_as_it_was_meant(day: date) -> None:
    """A meeting at any wall time around a clock change is read back at that instant."""
    walls = list(around(day))
    entries = [
        Entry(meeting_id=f"m{n}", starts_at=to_utc(wall, LONDON), minutes=60)
        for n, wall in enumerate(walls)
    ]
    found = {str(e["UID"]): e for e in read(calendar_of(entries, title=TITLE, now=NOW))}
    assert len(found) == len(walls)
    for n, wall in enumerate(walls):
        gap = day.month == 3 and wall.date() == day and wall.hour == 1
        ahead = timedelta(hours=1) if summer(wall) and not gap else timedelta()
        meant = wall.replace(tzinfo=UTC) - ahead
        event = found[uid_of(f"m{n}")]
        assert event["DTSTART"].dt == meant, wall
        assert event["DTEND"].dt == meant + timedelta(minutes=60)


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("2027-03-28T00:30", "2027-03-28T00:30"),
        ("2027-03-28T01:30", "2027-03-28T01:30"),  # left out: an hour later, 02.30 summer time
        ("2027-03-28T02:30", "2027-03-28T01:30"),
        ("2027-03-28T12:30", "2027-03-28T11:30"),
        ("2027-03-27T12:30", "2027-03-27T12:30"),
        ("2027-10-31T00:30", "2027-10-30T23:30"),
        ("2027-10-31T01:30", "2027-10-31T00:30"),  # comes twice: the first
        ("2027-10-31T12:30", "2027-10-31T12:30"),
        ("2027-10-30T12:30", "2027-10-30T11:30"),
    ],
)
def test_the_two_changes_of_2027(wall: str, utc: str) -> None:
    """On 28 March and 31 October 2027 the file says the instant that was worked out by hand."""
    start = to_utc(datetime.fromisoformat(wall), LONDON)
    (event,) = read(
        calendar_of([Entry(meeting_id="m", starts_at=start, minutes=60)], title=TITLE, now=NOW)
    )
    assert event["DTSTART"].dt == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@given(
    st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2036, 12, 31)), min_size=1, max_size=8),
    st.integers(30, 180),
)
def test_a_whole_run_reads_back(walls: list[datetime], minutes: int) -> None:
    """Every meeting of a run comes back once, with its own instant and length, to the second."""
    starts = [to_utc(wall.replace(microsecond=0), LONDON) for wall in walls]
    entries = [
        Entry(meeting_id=f"m{n}", starts_at=start, minutes=minutes)
        for n, start in enumerate(starts)
    ]
    found = {str(e["UID"]): e for e in read(calendar_of(entries, title=TITLE, now=NOW))}
    assert {uid: e["DTSTART"].dt for uid, e in found.items()} == {
        uid_of(f"m{n}"): start for n, start in enumerate(starts)
    }
    assert all(
        e["DTEND"].dt - e["DTSTART"].dt == timedelta(minutes=minutes) for e in found.values()
    )


def test_a_move_keeps_the_name_and_raises_the_version() -> None:
    """A diary that has an entry finds the same UID with a higher SEQUENCE after every change."""
    first = Entry(meeting_id="abc", starts_at=NOW, minutes=60)
    told = [
        first,
        Entry(meeting_id="abc", starts_at=NOW + timedelta(days=1), minutes=60, moved=1),
        Entry(meeting_id="abc", starts_at=NOW + timedelta(days=2), minutes=60, moved=2),
        Entry(
            meeting_id="abc",
            starts_at=NOW + timedelta(days=2),
            minutes=60,
            moved=2,
            cancelled=True,
        ),
    ]
    events = [read(calendar_of([entry], title=TITLE, now=NOW))[0] for entry in told]
    assert {str(e["UID"]) for e in events} == {"abc@meetings.setwise.invalid"}
    assert [int(e["SEQUENCE"]) for e in events] == [0, 1, 2, 3]
    assert [str(e["STATUS"]) for e in events] == [*["CONFIRMED"] * 3, "CANCELLED"]


def test_the_bytes_are_what_the_standard_asks() -> None:
    """Lines end in CRLF, none is longer than 75 bytes, and only known properties stand there."""
    data = calendar_of(
        [Entry(meeting_id="m" * 60, starts_at=NOW, minutes=60)], title=TITLE, now=NOW
    )
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    names = {re.split("[:;]", line)[0] for line in lines(data) if line}
    assert names == {
        *("BEGIN", "END", "PRODID", "VERSION", "METHOD", "UID", "DTSTAMP", "DTSTART", "DTEND"),
        *("SEQUENCE", "SUMMARY", "ORGANIZER", "STATUS", "TRANSP", "ACTION", "TRIGGER"),
        "DESCRIPTION",
    }
    assert {"METHOD:PUBLISH", "TRIGGER:-P1D", "TRIGGER:-PT15M"} <= set(lines(data))


def test_a_diary_shows_only_the_title() -> None:
    """Whatever can be read in an entry is the title; there is no place, address or link."""
    entry = Entry(meeting_id="m", starts_at=NOW, minutes=60)
    said = [
        line.partition(":")[2]
        for line in lines(calendar_of([entry], title=TITLE, now=NOW))
        if line.startswith(("SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT"))
    ]
    assert set(said) == {TITLE}
    assert b"http" not in calendar_of([entry], title=TITLE, now=NOW)


def test_an_instant_without_a_zone_is_refused() -> None:
    """A naive instant never becomes somebody's diary entry."""
    with pytest.raises(ValueError, match="zone"):
        calendar_of(
            [Entry(meeting_id="m", starts_at=datetime(2027, 1, 1), minutes=1)], title=TITLE, now=NOW
        )


def test_the_same_dates_make_the_same_file() -> None:
    """The file depends on its meetings, its title and the moment alone."""
    entries = [Entry(meeting_id="m", starts_at=NOW, minutes=60)]
    made = {json.dumps(calendar_of(entries, title=TITLE, now=NOW).decode()) for _ in range(2)}
    assert len(made) == 1

"""Calendar files: the meetings of a set as iCalendar text (RFC 5545) that any diary can read.

Knows identity, version, instants and alarms. Must not know names, links or subjects: a
diary is seen by colleagues, so an entry holds the title that is handed over, and at most a room.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event, vUri

from learning.diary import Entry

DOMAIN = "meetings.setwise.invalid"  # .invalid (RFC 2606) can belong to nobody and gets no mail
PRODUCT = "-//Setwise//Learning sets//EN"
ALARMS = (timedelta(days=-1), timedelta(minutes=-15))


def calendar_of(entries: Iterable[Entry], *, title: str, now: datetime) -> bytes:
    """Return a calendar file of these meetings, made at `now` (aware), in UTF-8.

    An entry keeps its UID for ever and its SEQUENCE rises with every change, so that a diary
    changes the entry that it has. Instants are in UTC, one entry a meeting: no rule that another
    program could repeat an hour out after a clock change. The method is PUBLISH: nobody is asked
    for an answer, and nobody's address stands in it.
    """
    calendar: Any = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry, title, _utc(now)))
    return calendar.to_ical()


def uid_of(meeting_id: str) -> str:
    """Return the name by which every diary knows a meeting, however often it moves."""
    return f"{meeting_id}@{DOMAIN}"


def _event(entry: Entry, title: str, now: datetime) -> Any:
    start = _utc(entry.starts_at)
    event: Any = Event()
    event.add("UID", uid_of(entry.meeting_id))
    event.add("DTSTAMP", now)
    event.add("DTSTART", start)
    event.add("DTEND", start + timedelta(minutes=entry.minutes))
    event.add("SEQUENCE", entry.moved + entry.cancelled)
    event.add("SUMMARY", title)
    if entry.place:
        event.add("LOCATION", entry.place)
    # Outlook changes an entry instead of adding a second one only when it names an organiser.
    event.add("ORGANIZER", vUri(f"mailto:no-reply@{DOMAIN}"))
    event.add("STATUS", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    for before in () if entry.cancelled else ALARMS:
        event.add_component(_alarm(before, title))
    return event


def _alarm(before: timedelta, title: str) -> Any:
    alarm: Any = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", before)
    alarm.add("DESCRIPTION", title)
    return alarm


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(UTC).replace(microsecond=0)

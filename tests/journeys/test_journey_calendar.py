"""A member takes the dates home as a file for a diary, and a new one after a move."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import icalendar
import pytest
from journeys_stage import Evening

from learning.refusals import Refusal
from practice.hands import Answer, text_of
from practice.robot import buttons

LABEL = "Calendar file"


def entries(evening: Evening, answer: Answer) -> dict[str, Any]:
    """Read the calendar file that came with an answer, by UID."""
    assert answer.private
    (shown,) = (answer.message or {})["attachments"]
    assert shown["filename"] == "learning-set.ics"
    file = evening.stage.world.files[int(shown["id"])]
    calendar: Any = icalendar.Calendar.from_ical(file.content)
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


async def test_dates_go_home_as_a_file(gathered: Evening) -> None:
    """The file holds exactly the set's dates, and no name of anybody."""
    card = gathered.need(gathered.in_room("Priya", button=LABEL), "no card has the file")
    answer = await gathered.press("Priya", card, LABEL)
    found = entries(gathered, answer)
    meetings = await gathered.meetings("Priya")
    assert sorted(e["DTSTART"].dt for e in found.values()) == [m.starts_at for m in meetings]
    assert {str(e["SUMMARY"]) for e in found.values()} == {"Learning set"}
    said = "".join(str(e.to_ical()) for e in found.values())
    assert not [name for name in gathered.stage.everybody() if name in said]


async def test_a_stranger_does_not_get_the_file(gathered: Evening) -> None:
    """Somebody who is not of the set is refused, whatever button they found."""
    found = await gathered.set_of("Priya")
    made = gathered.stage.house.services.calendars
    with pytest.raises(Refusal):
        await made.make(gathered.who("Owen"), found.id, "Learning set")


async def test_a_move_brings_a_new_file(gathered: Evening) -> None:
    """After a move each member can take a new file: the same entry, a later version, and a word."""
    before = await gathered.meeting("Priya")
    found = await gathered.set_of("Priya")
    guide = gathered.name_of(found.guide_id)
    wall = (before.starts_at + timedelta(days=1)).strftime("%Y-%m-%d 12.30")
    await gathered.stage.house.services.moving.move(gathered.who(guide), wall)
    await gathered.rest()
    card = gathered.need(gathered.private("Tom", button=LABEL), "Tom is not offered a new file")
    assert "old time is in your diary" in text_of(card)
    assert LABEL in [one["label"] for one in buttons(card)]
    answer = await gathered.press("Tom", card, LABEL)
    event = entries(gathered, answer)[f"{before.id}@meetings.setwise.invalid"]
    after = await gathered.meeting("Tom")
    assert event["DTSTART"].dt == after.starts_at != before.starts_at
    assert int(event["SEQUENCE"]) == 1
    assert "delete that one" in answer.text

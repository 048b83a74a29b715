"""Dates as members change and keep them: another time, another place, their diary, Interested."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from journeys_stage import Evening, StageSet, labels, opened

from learning.meetings import Coming
from practice.hands import RefusedError, text_of

LONDON = ZoneInfo("Europe/London")
WEEK = timedelta(days=7)
LINK = "https://meet.example.org/room-7"


async def test_the_next_best_time_is_taken_by_whoever_guides(
    gathered: Evening, six: tuple[str, ...]
) -> None:
    """`/set block` gives all dates the next-best time, with their events, and tells everybody."""
    guide = await gathered.guide_of(six)
    other = next(name for name in six if name not in (guide, "Priya", "Amara"))
    before = await gathered.meetings("Bea")
    assert "guide" in (await gathered.tell(other, "set block")).lower()
    assert await gathered.meetings("Bea") == before
    said = await gathered.tell(guide, "set block")
    assert "Your set now meets at the other time" in said
    after = await gathered.meetings("Bea")
    walls = {one.starts_at.astimezone(LONDON).strftime("%a %H.%M") for one in after}
    assert len(walls) == 1
    assert walls != {"Tue 12.30"}
    events = gathered.stage.world.events.values()
    assert sorted(event.start for event in events) == [one.starts_at for one in after]
    for name in six:
        card = gathered.need(gathered.private(name, button="Coming"), f"{name} is not told")
        assert text_of(card).count("12.30 to") >= len(after)
    assert text_of(gathered.posted("Bea", "Our dates")).count(f"{walls.pop()[:3]} ") >= len(after)


async def test_a_place_is_told_to_the_set_and_to_nobody_else(
    gathered: Evening, six: tuple[str, ...]
) -> None:
    """`/session place`: a link, a room, or here; for one meeting, or for later ones too."""
    guide = await gathered.guide_of(six)
    other = next(name for name in six if name not in (guide, "Priya", "Amara"))
    for name, where, said in (
        (other, LINK, "guide"),
        (guide, "http://meet.example.org/x", "https://"),
        (guide, "https://me:word@meet.example.org/x", "https://"),
    ):
        assert said in (await gathered.tell(name, "session place", where=where)).lower()
    assert {one.where for one in await gathered.meetings("Bea")} == {""}
    await gathered.leap((await gathered.meeting("Bea")).starts_at - WEEK)
    assert "Done." in await gathered.tell(guide, "session place", where=LINK)
    assert [one.where for one in await gathered.meetings("Bea")] == [LINK, *[""] * 5]
    assert LINK in text_of(gathered.posted("Bea", "Where we meet: meeting 1"))
    assert LINK in text_of(gathered.need(gathered.private("Tom", button="Coming"), "no reminder"))
    told = await gathered.tell(guide, "session place", where="Library", number=2, which="later")
    assert "meeting 2" in told
    assert [one.where for one in await gathered.meetings("Bea")] == [LINK, *["Library"] * 5]
    assert text_of(gathered.posted("Tom", "Our dates")).count("Library") == 5
    await gathered.tell(guide, "session place", where="Discord")
    assert (await gathered.meeting("Bea")).where == ""
    events = [vars(one) for one in gathered.stage.world.events.values()]
    for secret in (LINK, "Library"):
        assert secret not in repr(events), "the whole server sees an event"
        assert gathered.stage.reads("Grace", secret) == []


async def test_a_diary_follows_by_a_private_link_until_it_is_stopped(
    stage_set: StageSet, six: tuple[str, ...]
) -> None:
    """`/me calendar`: a file; a link that shows each move; a new link or a stop ends the old."""
    stage_set.feed_url = "https://dates.example.org"
    async with opened(stage_set) as evening:
        await evening.gather(six)
        calendars = stage_set.house.services.calendars
        answer = await evening.command("Tom", "me calendar", what="file")
        assert [one["filename"] for one in (answer.message or {})["attachments"]] == [
            "learning-set.ics"
        ]
        first = _word(await evening.tell("Tom", "me calendar", what="link"))
        assert len(first) >= 32
        feed = await calendars.feed(first, "Learning set")
        assert feed is not None
        assert _starts(feed.data) == [one.starts_at for one in await evening.meetings("Tom")]
        guide = await evening.guide_of(six)
        await evening.tell(guide, "session move", to="2027-02-02 12.30", which="this")
        moved = await calendars.feed(first, "Learning set")
        assert moved is not None
        assert moved.tag != feed.tag
        assert _starts(moved.data) == [one.starts_at for one in await evening.meetings("Tom")]
        second = _word(await evening.tell("Tom", "me calendar", what="link"))
        assert await calendars.feed(first, "Learning set") is None
        assert await calendars.feed(second, "Learning set") is not None
        assert first not in stage_set.database.read_bytes().decode("latin-1")
        assert "no link" in await evening.tell("Tom", "me calendar", what="stop")
        assert await calendars.feed(second, "Learning set") is None


async def test_there_are_no_links_unless_an_owner_wants_them(gathered: Evening) -> None:
    """As shipped a link is refused with a sentence, and none is offered; the file is."""
    refused = await gathered.command("Tom", "me calendar", what="link")
    assert "http" not in refused.text
    shown = await gathered.command("Tom", "me calendar")
    assert labels(shown.message or {}) == ["Calendar file"]


async def test_interested_is_an_answer_and_an_answer_stands_beside_it(gathered: Evening) -> None:
    """A press on the native event says coming on the member's own card; taking it back undoes it.

    The newest word counts. Discord lets no bot press Interested for somebody: no more can be done.
    """
    meeting = await gathered.meeting("Tom")
    await gathered.leap(meeting.starts_at - WEEK)
    tom = gathered.hand("Tom")
    await tom.react_event(meeting.event_xid)
    await _until(gathered, "Tom", Coming.COMING)
    card = gathered.need(gathered.private("Tom", "**coming**"), "his card says something else")
    assert "Coming" not in labels(card)
    await tom.react_event(meeting.event_xid, interested=False)
    await _until(gathered, "Tom", Coming.UNKNOWN)
    card = gathered.need(gathered.private("Tom", button="Coming"), "he is not asked again")
    await gathered.press("Tom", card, "Can’t come")
    await tom.react_event(meeting.event_xid)
    await _until(gathered, "Tom", Coming.COMING)
    assert "**coming**" in text_of(gathered.need(gathered.private("Tom"), "his card is gone"))
    with pytest.raises(RefusedError):  # whoever is not of the set cannot see its voice room
        await gathered.hand("Grace").react_event(meeting.event_xid)


def _word(text: str) -> str:
    """Return the secret word of the link that stands in a card."""
    return text.partition("https://dates.example.org/calendar/")[2].partition(".ics")[0]


def _starts(data: bytes) -> list[Any]:
    calendar: Any = icalendar.Calendar.from_ical(data)
    return sorted(event["DTSTART"].dt for event in calendar.walk("VEVENT"))


async def _until(evening: Evening, name: str, coming: Coming) -> None:
    """Wait until what somebody pressed on the event has come in through the gateway."""
    meeting, person = await evening.meeting(name), await evening.person(name)
    key = f"{meeting.id}.{person.id}"
    for _ in range(400):
        await evening.breathe()
        found = await evening.stage.look(lambda unit: unit.answers.get(key))
        if found is not None and found.coming is coming:
            await evening.rest()
            return
    raise AssertionError(f"{name} is not {coming}")

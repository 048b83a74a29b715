"""Six dates on the wall's own clock, one event each, three reminders, and who is coming."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from journeys_stage import Evening, labels

from learning.calendar import why_not
from learning.meetings import Coming, Ready
from practice.hands import text_of
from practice.robot import control, form_of

LONDON = ZoneInfo("Europe/London")
CHANGE = datetime(2027, 3, 28, 1, tzinfo=UTC)
WEEK, DAY, SOON = timedelta(days=7), timedelta(days=1), timedelta(minutes=15)


async def test_six_dates_stand_at_one_time_on_the_wall(gathered: Evening) -> None:
    """Across the change of 28 March 2027 the wall says 12.30 each time; UTC does not."""
    meetings = await gathered.meetings("Amara")
    walls = [one.starts_at.astimezone(LONDON) for one in meetings]
    assert len(meetings) == 6
    assert {(wall.strftime("%a"), wall.time()) for wall in walls} == {("Tue", time(12, 30))}
    before = [one for one in meetings if one.starts_at < CHANGE]
    after = [one for one in meetings if one.starts_at > CHANGE]
    assert {one.starts_at.hour for one in before} == {12}
    assert {one.starts_at.hour for one in after} == {11}
    gaps = [(b.date() - a.date()).days for a, b in pairwise(walls)]
    assert all(28 <= gap <= 42 for gap in gaps), gaps
    assert all(why_not(wall.date()) is None for wall in walls)


async def test_each_date_has_one_event(gathered: Evening) -> None:
    """There is one event for each meeting, at its instant, in its room, telling nothing."""
    meetings = await gathered.meetings("Amara")
    found = await gathered.set_of("Amara")
    events = sorted(gathered.stage.world.events.values(), key=lambda one: one.id)
    starts = sorted(event.start for event in events)
    assert starts == [one.starts_at for one in meetings]
    assert {event.channel_id for event in events} == {found.voice_xid}
    for event in events:
        assert event.name == "Learning set"
        assert found.name not in event.name + (event.description or "")


async def test_the_card_of_dates_shows_the_time_on_the_wall(gathered: Evening) -> None:
    """The card in the room and `/set dates` show six dates with local times and days left out."""
    card = gathered.posted("Bea", "Our dates")
    text = text_of(card)
    assert text.count("12.30 to") == 6
    assert labels(card)[:3] == ["Works", "One clash", "Won’t work"]
    assert "Left out" in text
    assert (await gathered.tell("Bea", "set dates")).count("12.30 to") == 6


async def test_a_clash_is_counted_and_not_named(gathered: Evening) -> None:
    """Who presses One clash is counted on the card of all, and named nowhere."""
    card = gathered.need(gathered.in_room("Tom", button="One clash"), "no card of dates")
    await gathered.press("Tom", card, "One clash")
    own = gathered.need(gathered.in_room("Tom", "Which date clashes?"), "no answer")
    assert int(own["flags"]) & 64, "the answer is for all to see"
    await gathered.hand("Tom").choose(own, control(own, "s:dates.which"), ("2",))
    await gathered.rest()
    guide = gathered.name_of((await gathered.set_of("Tom")).guide_id)
    news = text_of(gathered.need(gathered.private(guide, "A date clashes"), "the guide hears not"))
    assert "meeting 2" in news
    assert "Tom" not in news
    shown = text_of(gathered.posted("Bea", "Our dates"))
    assert "1 of 6 has answered. 1 has a clash." in shown
    assert "Tom has" not in shown
    await gathered.press("Jonah", card, "Works")
    shown = text_of(gathered.posted("Bea", "Our dates"))
    assert "2 of 6 have answered. 1 has a clash." in shown


async def test_reminders_come_a_week_a_day_and_a_quarter_of_an_hour_before(
    gathered: Evening, six: tuple[str, ...]
) -> None:
    """Each member hears three times before a meeting, not a minute early, and each time once."""
    start = (await gathered.meeting("Amara")).starts_at
    for number, (ahead, button) in enumerate(
        ((WEEK, "Coming"), (DAY, "Coming"), (SOON, "Not yet"))
    ):
        await gathered.leap(start - ahead - timedelta(minutes=1))
        assert [_count(gathered, name) for name in six] == [min(number, 1)] * 6
        await gathered.leap(start - ahead)
        assert [_count(gathered, name) for name in six] == [1] * 6, (
            "one message takes the place of another"
        )
        for name in six:
            assert button in labels(gathered.need(gathered.private(name), "nothing came"))


async def test_the_clock_change_moves_no_reminder(gathered: Evening) -> None:
    """The meeting after the change is announced at 12.30 on the wall, a week and a day before."""
    meetings = await gathered.meetings("Amara")
    after = next(one for one in meetings if one.starts_at > CHANGE)
    work = await gathered.stage.look(lambda unit: unit.work.pending(f"remind:{after.id}"))
    at = {effect.card.detail: effect.due.astimezone(LONDON) for effect in work}
    assert (at["7d"].time(), at["24h"].time()) == (time(12, 30), time(12, 30))
    assert at["15m"].time() == time(12, 15)


async def test_nobody_is_disturbed_in_the_quiet_hours(
    evening: Evening, six: tuple[str, ...]
) -> None:
    """For a meeting at 07.15 the two early reminders wait until 07.30; the last is at 07.00."""
    await evening.gather(six, good=("thu-early",))
    start = (await evening.meeting("Amara")).starts_at
    assert start.astimezone(LONDON).time() == time(7, 15)
    for number, ahead in enumerate((WEEK, DAY)):
        await evening.leap(start - ahead + timedelta(minutes=14))
        before = gathered_ids(evening, "Amara")
        assert len(before) == number
        await evening.leap(start - ahead + timedelta(minutes=15))
        assert gathered_ids(evening, "Amara") - before, "nothing came at half past seven"
    before = gathered_ids(evening, "Amara")
    await evening.leap(start - SOON)
    assert len(gathered_ids(evening, "Amara") - before) == 1


async def test_an_answer_stands_on_the_reminder_and_can_be_changed(gathered: Evening) -> None:
    """Coming, Can't come and Type only each stand on one's own card, and nobody is told who."""
    start = (await gathered.meeting("Amara")).starts_at
    await gathered.leap(start - WEEK)
    for label, said, coming in (
        ("Can’t come", "can’t come", Coming.CANT),
        ("Type only", "type only", Coming.TYPING),
        ("Coming", "coming", Coming.COMING),
    ):
        card = gathered.need(gathered.private("Tom", button=label), f"no [{label}]")
        await gathered.press("Tom", card, label)
        shown = gathered.need(gathered.private("Tom"), "the card is gone")
        assert f"**{said}**" in text_of(shown)
        assert label not in labels(shown)
        assert (await _answer(gathered, "Tom")).coming is coming
    for name in ("Amara", "Bea"):
        assert gathered.stage.reads(name, "Tom said") == []


async def test_somewhere_private_and_not_yet(gathered: Evening) -> None:
    """The last reminder asks for a private place; Not yet can become yes."""
    start = (await gathered.meeting("Amara")).starts_at
    await gathered.leap(start - SOON)
    card = gathered.need(gathered.private("Tom", button="Not yet"), "no question")
    await gathered.press("Tom", card, "Not yet")
    assert (await _answer(gathered, "Tom")).ready is Ready.NOT_YET
    await gathered.press("Tom", card, "I am somewhere private")
    answer = await _answer(gathered, "Tom")
    assert (answer.ready, answer.coming) == (Ready.PRIVATE, Coming.COMING)


async def test_nobody_answers_for_somebody_else(gathered: Evening) -> None:
    """A reminder's button is believed only from the person it is about."""
    start = (await gathered.meeting("Amara")).starts_at
    await gathered.leap(start - WEEK)
    tom = await gathered.person("Tom")
    meeting = await gathered.meeting("Amara")
    refused = await gathered.raw_press("Bea", f"b:coming.no:{meeting.id}.{tom.id}.7d:0")
    assert "belongs to someone else" in refused.text
    assert (await _answer(gathered, "Tom")) is None


async def test_with_fewer_than_three_the_set_waits_and_then_lets_go(gathered: Evening) -> None:
    """With two people here the room is told twice that we wait, and then when we meet next."""
    start = (await gathered.meeting("Amara")).starts_at
    await gathered.leap(start - SOON)
    for name in ("Tom", "Bea"):
        card = gathered.need(gathered.private(name, button="Not yet"), "no question")
        await gathered.press(name, card, "I am somewhere private")
    await gathered.leap(start + timedelta(minutes=11))
    told = [text_of(message) for message in gathered.stage.reads("Tom", "Here")]
    assert [text.splitlines()[0] for text in told] == [
        "## We wait five minutes",
        "## We wait five minutes",
        "## We do not meet today",
    ]
    assert "We meet next on" in told[-1]
    assert len(gathered.stage.world.events) == 5, "the event of a meeting that is off still stands"


async def test_a_moved_meeting_tells_all_and_asks_again(
    gathered: Evening, six: tuple[str, ...]
) -> None:
    """After `/session move` the event, the reminders and the answers are those of the new time."""
    meeting = await gathered.meeting("Amara")
    guide = await gathered.guide_of(six)
    await gathered.leap(meeting.starts_at - WEEK)
    text = await gathered.tell(guide, "session move", to="2027-02-02 12.30", which="this")
    assert "Meeting 1 has moved" in text
    moved = await gathered.meeting("Amara")
    assert moved.starts_at == datetime(2027, 2, 2, 12, 30, tzinfo=UTC)
    assert min(event.start for event in gathered.stage.world.events.values()) == moved.starts_at
    assert len(gathered.stage.world.events) == 6
    for name in six:
        assert gathered.private(name, "Your meeting has moved") is not None
    before = _count(gathered, "Bea")
    await gathered.leap(meeting.starts_at + timedelta(minutes=1))
    assert (before, _count(gathered, "Bea")) == (0, 1), "only the week's reminder of the new time"
    await gathered.leap(moved.starts_at)
    assert _count(gathered, "Bea") == 1


async def test_a_meeting_is_not_moved_to_a_date_that_cannot_be(
    gathered: Evening, six: tuple[str, ...]
) -> None:
    """An impossible, past or far date is refused with the way to write it; nothing is moved."""
    before = await gathered.meetings("Amara")
    guide = await gathered.guide_of(six)
    for to, said in (
        ("2027-02-31 12.30", "I could not read"),
        ("tomorrow", "I could not read"),
        ("2027-02-02", "I could not read"),
        ("2027-01-01 12.30", "is not in that"),
        ("2029-01-01 12.30", "is not in that"),
    ):
        text = await gathered.tell(guide, "session move", to=to)
        assert f"“{to}”" in text
        assert said in text
        assert "2027-03-02 12.30" in text.replace("12:30", "12.30"), "how to write it is not said"
    assert await gathered.meetings("Amara") == before


async def test_only_who_guides_moves_a_meeting(gathered: Evening, six: tuple[str, ...]) -> None:
    """Another member is told who may move a meeting, and nothing is moved."""
    before = await gathered.meetings("Amara")
    found = await gathered.set_of("Amara")
    others = [
        name
        for name in six
        if (await gathered.person(name)).id not in (found.guide_id, found.deputy_id)
    ]
    text = await gathered.tell(others[0], "session move", to="2027-02-02 12.30")
    assert "guide" in text.lower()
    assert await gathered.meetings("Amara") == before


async def test_an_action_by_a_day_that_cannot_be_is_given_back(gathered: Evening) -> None:
    """An impossible day is refused in a sentence, and Change it brings all that was typed back."""
    opened = await gathered.command("Tom", "action add")
    for by_when, said in (
        ("31 February 2027", "I could not read “31 February 2027” as a day"),
        ("1 January 2027", "has gone by"),
        ("1 January 2031", "more than two years away"),
    ):
        typed = {"what": "Ask the ward", "by_when": by_when, "who_notices": "Joan"}
        refused = await gathered.fill("Tom", opened, typed)
        assert said in text_of(refused)
        opened = await gathered.hand("Tom").press(refused, "Change it")
        values = [one["component"]["value"] for one in form_of(opened)["components"]]
        assert values == list(typed.values())
    done = await gathered.fill("Tom", opened, {"by_when": "2 March 2027"})
    assert "Ask the ward" in text_of(done)
    assert "2 Mar" in text_of(done)


def _count(evening: Evening, name: str) -> int:
    """Return how many reminders of the first meeting somebody has had."""
    hand = evening.hand(name)
    said = ("Learning set on", "Your learning set starts", "Your learning set began")
    texts = [text_of(message) for message in hand.messages(hand.open_dm())]
    return sum(any(one in text for one in said) for text in texts)


def gathered_ids(evening: Evening, name: str) -> set[str]:
    """Return the ids of the reminders that stand in somebody's messages."""
    hand = evening.hand(name)
    said = ("Learning set on", "Your learning set starts", "Your learning set began")
    messages = hand.messages(hand.open_dm())
    return {m["id"] for m in messages if any(one in text_of(m) for one in said)}


async def _answer(evening: Evening, name: str) -> Any:
    meeting = await evening.meeting(name)
    person = await evening.person(name)
    return await evening.stage.look(lambda unit: unit.answers.get(f"{meeting.id}.{person.id}"))

"""Dates, moves and reminders: the last word that everybody received is the truth."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from services_world import BOSS, DAY, HOUR, World, fresh, person

from learning.calendar import BLOCKS, to_utc
from learning.meetings import Coming, MeetingState
from learning.refusals import Refusal, Stale
from learning.sets import Consent, DatesAnswer, Stage
from services.values import DatesCard, Note, ReminderCard


async def running(**more: int) -> World:
    """Return a world with a set that stands."""
    world = fresh()
    await world.running(**more)
    return world


def reminders(world: World, number: int) -> list[ReminderCard]:
    """Return all reminders of a person as they stand."""
    return [m.face for m in world.dms(number) if isinstance(m.face, ReminderCard)]


@pytest.mark.parametrize("block", [block.id for block in BLOCKS])
async def test_every_block_has_a_first_plan_and_a_later_one_that_fit(block: str) -> None:
    """In each of the 21 blocks six dates are fixed, and no meeting is longer than its block."""
    world = fresh()
    await world.set_up()
    await world.join(*(person(n, good=(block,), possible=()) for n in range(1, 7)))
    await world.proposed(6, block=block)
    for number in range(1, 7):
        await world.say(number, Consent.YES)
    meetings = sorted(await world.where("meetings", set_id="s1"), key=lambda m: m.number)
    long = next(b.minutes for b in BLOCKS if b.id == block)
    assert all(m.minutes <= long for m in meetings)
    assert meetings[0].plan_id == ("first-60" if long == 60 else "first-90")
    hour = block.endswith(("early", "lunch"))
    later = "lunch-60" if hour else "classic-90"
    assert [m.plan_id for m in meetings[1:]] == [later, later, "review-60", later, later]


async def test_nobody_guides_twice_before_everybody_has_once() -> None:
    """The guide leads the first two; then each of the others has one meeting."""
    world = await running(members=5, people=5)
    found = await world.get("sets", "s1")
    meetings = sorted(await world.where("meetings", set_id="s1"), key=lambda m: m.number)
    guides = [m.guide_id for m in meetings]
    assert guides[:2] == [found.guide_id] * 2
    assert guides[2] == found.deputy_id
    assert len(set(guides[2:])) == 4


async def test_the_three_reminders_come_in_time() -> None:
    """A week, a day and a quarter of an hour before: each takes the place of the one before it."""
    world = await running()
    first = min(await world.where("meetings", set_id="s1"), key=lambda m: m.starts_at)
    for before, ahead in ((DAY * 6, "7d"), (HOUR * 12, "24h"), (timedelta(minutes=1), "15m")):
        await world.go_to(first.starts_at - before)
        assert [card.ahead for card in reminders(world, 1)] == [ahead]
        assert reminders(world, 1)[0].starts_at == first.starts_at


async def test_a_moved_meeting_is_told_to_all_and_asked_again() -> None:
    """Everybody hears the new time, answers are asked anew, the event follows."""
    world = await running()
    first = min(await world.where("meetings", set_id="s1"), key=lambda m: m.starts_at)
    await world.go_to(first.starts_at - DAY * 3)
    await world.services.coming.answer(world.who(2), f"{first.id}.p02", coming=Coming.CANT)
    await world.services.moving.move(world.who(1), "2027-02-11 12.30")
    await world.settle()
    moved = await world.get("meetings", first.id)
    assert moved.starts_at == to_utc(datetime(2027, 2, 11, 12, 30), "Europe/London")
    assert (await world.get("answers", f"{first.id}.p02")).coming is Coming.UNKNOWN
    for number in range(1, 7):
        assert reminders(world, number)[-1].ahead == "moved"
        assert reminders(world, number)[-1].starts_at == moved.starts_at
    assert world.stage.events[moved.event_xid]["start"] == moved.starts_at


async def test_no_reminder_comes_late() -> None:
    """A meeting that moves to tomorrow has no reminder of the week before."""
    world = await running()
    await world.services.moving.move(world.who(1), "2027-01-13 12.30")
    keys = [e.key for e in await world.pending("remind:") if ":1:" in e.key]
    assert {key.split(":")[3] for key in keys} == {"24h", "15m"} or {
        key.split(":")[3] for key in keys
    } == {"15m"}
    assert all(e.due and e.due > world.now for e in await world.pending("remind:"))


async def test_only_a_guide_moves_a_meeting() -> None:
    """Others are refused, and so is a time that is past or too far away."""
    world = await running()
    found = await world.get("sets", "s1")
    other = next(n for n in range(1, 7) if f"p{n:02}" not in {found.guide_id, found.deputy_id})
    with pytest.raises(Refusal, match="not_guide"):
        await world.services.moving.move(world.who(other), "2027-02-11 12.30")
    with pytest.raises(Refusal, match=r"move\.when"):
        await world.services.moving.move(world.who(1), "2027-01-11 09.31")


async def test_two_who_say_wont_are_heard_once() -> None:
    """The guide and the coordinator are told that the dates do not suit; not who, and once."""
    world = await running()
    say = world.services.dating.answer
    await say(world.who(2), "s1", DatesAnswer.WONT)
    await world.settle()
    news = [m.face for m in world.stage.seen_by(BOSS) if isinstance(m.face, Note)]
    assert [note.key for note in news] == ["desk_news.complete"]
    for number in (3, 4):
        await say(world.who(number), "s1", DatesAnswer.WONT)
        await world.settle()
    told = [m.face.key for m in world.stage.seen_by(BOSS) if isinstance(m.face, Note)]
    assert told.count("desk_news.dates") == 1
    guide = [m.face.key for m in world.dms(1) if isinstance(m.face, Note)]
    assert guide == ["desk_news.dates", "block"]
    card = next(m.face for m in world.room() if isinstance(m.face, DatesCard))
    assert (card.answered, card.troubled) == (3, 3)


async def test_an_ended_set_tells_everybody_and_takes_everything_back() -> None:
    """Members hear it, events and reminders go, rooms close, people wait again."""
    world = await running()
    await world.services.lives.close(world.boss, "s1")
    await world.settle()
    told = world.dms(3)[-1].face
    assert isinstance(told, Note)
    assert (told.key, told.facts) == ("ended", {"set": "Kestrel"})
    assert world.stage.events == {}
    assert world.stage.rooms == {}
    assert await world.pending("remind:") == ()
    assert await world.pending("start:") == ()
    assert {p.standing for p in await world.where("people")} == {"waiting"}
    with pytest.raises(Refusal, match=r"set\.ended"):
        await world.services.lives.close(world.boss, "s1")


async def test_an_answer_to_a_meeting_that_is_gone_is_refused() -> None:
    """A reminder's buttons are old once its meeting is cancelled or its person has left."""
    world = await running()
    first = min(await world.where("meetings", set_id="s1"), key=lambda m: m.starts_at)
    thing = f"{first.id}.p02"
    with pytest.raises(Refusal, match="not_yours"):
        await world.services.coming.answer(world.who(3), thing, coming=Coming.COMING)
    await world.services.mydata.erase(world.who(2))
    with pytest.raises(Refusal):
        await world.services.coming.answer(world.who(2), thing, coming=Coming.COMING)
    await world.services.lives.close(world.boss, "s1")
    with pytest.raises(Stale):
        await world.services.coming.answer(world.who(3), f"{first.id}.p03", coming=Coming.COMING)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("hours"), st.integers(1, 24 * 9)),
        st.tuples(st.just("move"), st.integers(1, 30)),
        st.tuples(st.just("coming"), st.integers(1, 6)),
        st.tuples(st.just("wont"), st.integers(2, 6)),
        st.tuples(st.just("away"), st.integers(1, 3)),
        st.tuples(st.just("close"), st.just(0)),
    ),
    max_size=14,
)


@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])
@given(steps=STEPS)
def test_the_last_word_is_the_truth(steps: list[tuple[str, int]]) -> None:
    """Whatever is moved, answered or ended, and when: what each was told last is so."""
    asyncio.run(_play(steps))


async def _play(steps: list[tuple[str, int]]) -> None:
    world = await running()
    for what, amount in steps:
        try:
            await _step(world, what, amount)
        except Refusal:
            continue
    await world.pass_time(timedelta(minutes=3))
    meetings = {m.id: m for m in await world.where("meetings", set_id="s1")}
    ended = (await world.get("sets", "s1")).stage is Stage.ENDED
    for number in range(1, 7):
        last = {card.meeting_id: card for card in reminders(world, number)}
        for name, card in last.items():
            meeting = meetings[name]
            if meeting.state is MeetingState.PLANNED:
                assert card.starts_at == meeting.starts_at
        if ended:
            told = world.dms(number)[-1].face
            assert isinstance(told, Note)
            assert (told.key, told.facts) == ("ended", {"set": "Kestrel"})
    for xid, facts in world.stage.events.items():
        meeting = next(m for m in meetings.values() if m.event_xid == xid)
        assert meeting.state is not MeetingState.CANCELLED
        if meeting.state is MeetingState.PLANNED:
            assert facts["start"] == meeting.starts_at


async def _step(world: World, what: str, amount: int) -> None:
    match what:
        case "hours":
            await world.pass_time(HOUR * amount)
        case "move":
            day = (world.now + DAY * amount).date()
            await world.services.moving.move(world.who(1), f"{day} 12.30")
        case "coming":
            planned = await world.where("meetings", set_id="s1", state=MeetingState.PLANNED)
            if planned:
                soonest = min(planned, key=lambda m: m.starts_at)
                thing = f"{soonest.id}.p{amount:02}"
                await world.services.coming.answer(world.who(amount), thing, coming=Coming.COMING)
        case "wont":
            await world.services.dating.answer(world.who(amount), "s1", DatesAnswer.WONT)
        case "away":
            world.stage.away = True
            await world.pass_time(HOUR * amount)
            world.stage.away = False
        case _:
            await world.services.lives.close(world.boss, "s1")

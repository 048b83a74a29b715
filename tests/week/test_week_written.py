"""A week in writing, day by day: who may write, what is seen when, and who is reminded."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import pytest
from services_world import BOSS, World, fresh

from learning.calendar import to_utc
from learning.refusals import Refusal, Stale
from learning.sets import Stage
from services.values import (
    Note,
    WeekAnswer,
    WeekBegins,
    WeekPartCard,
    WeekRemind,
    WeekTold,
)

V = TypeVar("V")
LONDON = "Europe/London"
SIX = (1, 2, 3, 4, 5, 6)


async def begun() -> tuple[World, str]:
    """Return a set whose guide has begun a week; the story opens on Monday 18 January at eight."""
    world = fresh()
    await world.running()
    found = await world.get("sets", "s1")
    shown = await world.services.weeks.start(world.who(int(found.guide_id[1:])))
    await world.settle()
    return world, shown.session_id


async def to(world: World, day: int, hour: int, minute: int = 0) -> None:
    """Let time pass until a time on the wall in January 2027."""
    await world.go_to(to_utc(datetime(2027, 1, day, hour, minute), LONDON))


async def brings(world: World, week: str) -> int:
    """Return the number of whoever brings something."""
    session = await world.get("sessions", week)
    return int(next(run.presenter_id for run in session.parts if run.presenter_id)[1:])


async def write(world: World, week: str, number: int, part: int, *texts: str) -> Note:
    """Let somebody write in a part."""
    said = await world.services.week_writing.take(world.who(number), week, part, texts)
    await world.settle()
    return said


async def story_told() -> tuple[World, str, int]:
    """Return a week on Monday at nine, with the number of whoever has just told a story."""
    world, week = await begun()
    await to(world, 18, 9)
    one = await brings(world, week)
    await write(world, week, one, 0, "A story.")
    return world, week, one


def cards(world: World, kind: type[V]) -> list[V]:
    """Return the cards of one kind in the set's room."""
    return [one.face for one in world.room() if isinstance(one.face, kind)]


async def test_the_room_sees_all_its_days_before_it_begins() -> None:
    """One card says who brings something, and when each part is open."""
    world, _ = await begun()
    (card,) = cards(world, WeekBegins)
    assert card.presenter
    assert [f"{opens:%a %H}" for _, _, opens, _ in card.parts][:2] == ["Mon 08", "Tue 08"]
    assert not cards(world, WeekPartCard)
    await to(world, 18, 8)
    (part,) = cards(world, WeekPartCard)
    assert (part.open, part.title, part.who) == (True, "The story", "presenter")


async def test_questions_appear_all_at_once_and_without_names() -> None:
    """Until the time is up only their number is seen; then all come in one card, mixed."""
    world, week = await begun()
    await to(world, 18, 9)
    one = await brings(world, week)
    await write(world, week, one, 0, "A porter who sings.")
    assert [c.lines[0][1] for c in cards(world, WeekTold)] == ["A porter who sings."]
    await to(world, 19, 9)
    askers = [n for n in SIX if n != one]
    for n in askers:
        await write(world, week, n, 1, f"What did {n} hear?", f"How did {n} feel?")
    assert cards(world, WeekPartCard)[-1].written == len(askers)
    assert len(cards(world, WeekTold)) == 1, "a question was seen before the time was up"
    await to(world, 20, 11, 59)
    assert len(cards(world, WeekTold)) == 1
    await to(world, 20, 12)
    told = cards(world, WeekTold)[-1]
    assert sorted(text for _, text in told.lines) == sorted(
        text for n in askers for text in (f"What did {n} hear?", f"How did {n} feel?")
    )
    assert {name for name, _ in told.lines} == {""}
    assert not cards(world, WeekPartCard)[1].open


async def test_a_second_text_takes_the_place_of_the_first() -> None:
    """Until a part closes its writer may change it, and the room sees the last."""
    world, week = await begun()
    await to(world, 18, 9)
    one = await brings(world, week)
    for text in ("first", "second"):
        await write(world, week, one, 0, text)
    (card,) = cards(world, WeekTold)
    assert [text for _, text in card.lines] == ["second"]


async def test_only_those_whose_part_it_is_write_and_only_while_it_is_open() -> None:
    """The others, a stranger, and whoever is too late are each told kindly why not."""
    world, week = await begun()
    with pytest.raises(Refusal, match="nothing_open"):
        await write(world, week, 1, 0, "too early")
    await to(world, 18, 9)
    one = await brings(world, week)
    other = next(n for n in SIX if n != one)
    with pytest.raises(Refusal, match="presenter_writes"):
        await write(world, week, other, 0, "not mine")
    with pytest.raises(Refusal, match="not_yours"):
        await world.services.week_writing.take(world.who(9), week, 0, ["hello"])
    with pytest.raises(Refusal, match="long"):
        await write(world, week, one, 0, "word " * 251)
    await write(world, week, one, 0, "word " * 250)
    await to(world, 19, 9)
    with pytest.raises(Stale, match="over"):
        await write(world, week, one, 0, "late")
    with pytest.raises(Refusal, match="others_write"):
        await write(world, week, one, 1, "What do I ask myself?")


async def test_advice_is_kept_with_a_kind_hint() -> None:
    """A question that sounds like advice is taken all the same; its writer alone hears of it."""
    world, week, one = await story_told()
    await to(world, 19, 9)
    other = next(n for n in SIX if n != one)
    said = await write(world, week, other, 1, "Have you tried a choir?")
    assert said.key == "week.kept.advice"
    said = await write(world, week, other, 1, "What have you heard?")
    assert said.key == "week.kept_until"
    await to(world, 22, 9)
    said = await write(world, week, other, 3, "I heard how tired you are.")
    assert said.key == "week.kept_until"


async def test_each_question_is_answered_by_itself_and_at_once() -> None:
    """An answer comes to the room with its question; a better one takes its place."""
    world, week, one = await story_told()
    await to(world, 19, 9)
    other = next(n for n in SIX if n != one)
    await write(world, week, other, 1, "What matters most?")
    await to(world, 20, 13)
    writing, who = world.services.week_writing, world.who(one)
    assert (await writing.questions(who, week)).questions == (("What matters most?", ""),)
    for text in ("This one is for me.", "My sister."):
        await writing.answer(who, week, 1, text)
        await world.settle()
    (card,) = cards(world, WeekAnswer)
    assert (card.number, card.question, card.answer) == (1, "What matters most?", "My sister.")
    with pytest.raises(Refusal, match="no_question"):
        await writing.answer(who, week, 2, "x")
    with pytest.raises(Refusal, match="presenter_writes"):
        await writing.answer(world.who(other), week, 1, "x")


async def test_only_those_who_have_not_written_are_reminded_once() -> None:
    """Three hours before the end, in private, on a working day."""
    world, week, one = await story_told()
    await to(world, 19, 10)
    quick, *slow = (n for n in SIX if n != one)
    await write(world, week, quick, 1, "What else?")
    await to(world, 20, 8, 59)
    assert not any(isinstance(m.face, WeekRemind) for n in SIX for m in world.dms(n))
    await to(world, 20, 9)
    reminded = [n for n in SIX for m in world.dms(n) if isinstance(m.face, WeekRemind)]
    assert reminded == slow


async def test_what_each_takes_is_in_the_log_and_the_week_ends_by_itself() -> None:
    """The last part is told with names, kept as shared reflections, and closes the week."""
    world, week, _ = await story_told()
    await to(world, 25, 13)
    await write(world, week, 2, 5, "I wait longer now.")
    await to(world, 26, 12)
    told = cards(world, WeekTold)[-1]
    assert told.lines == (("Name2", "I wait longer now."),)
    log = await world.services.reflecting.log(world.who(3))
    assert [(line.name, line.text) for line in log.lines] == [("Name2", "I wait longer now.")]
    assert [n.key for n in cards(world, Note)] == ["week.end.over"]
    session = await world.get("sessions", week)
    assert session.ended_at == session.ends_at
    with pytest.raises(Refusal, match="none"):
        await world.services.weeks.mine(world.who(1))


async def test_if_nothing_is_brought_it_ends_kindly() -> None:
    """On Monday evening, without a story, the week is over and another may be begun."""
    world, week = await begun()
    await to(world, 18, 20)
    assert [n.key for n in cards(world, Note)] == ["week.end.no_story"]
    assert not any(card.open for card in cards(world, WeekPartCard))
    await to(world, 27, 20)
    assert len(cards(world, WeekPartCard)) == 1
    found = await world.get("sets", "s1")
    again = await world.services.weeks.start(world.who(int(found.guide_id[1:])))
    assert again.session_id != week


async def test_somebody_who_guides_begins_and_ends_it() -> None:
    """A member who does not guide is told so; once the set leads itself anybody may."""
    world, _ = await begun()
    found = await world.get("sets", "s1")
    with pytest.raises(Refusal, match="already"):
        await world.services.weeks.start(world.who(int(found.guide_id[1:])))
    with pytest.raises(Refusal, match="not_guide"):
        await world.services.weeks.stop(world.who(6))
    await world.save("sets", replace(found, stage=Stage.SELF_LED))
    await world.services.weeks.stop(world.who(6))
    await world.settle()
    assert [n.key for n in cards(world, Note)] == ["week.end.stopped"]
    await to(world, 27, 9)
    assert not cards(world, WeekPartCard)


async def test_an_outage_of_two_days_leaves_out_what_nobody_can_use() -> None:
    """What opened and closed meanwhile is not told; the part that is open now is."""
    world, _, _ = await story_told()
    world.stage.away = True
    world.clock.move(to_utc(datetime(2027, 1, 20, 13), LONDON))
    world.stage.away = False
    await world.settle()
    assert [card.title for card in cards(world, WeekPartCard)] == ["The story", "Answers"]
    assert not any(isinstance(m.face, WeekRemind) for n in SIX for m in world.dms(n))
    assert not [key for key, why in world.lost if why != "too_late"]


async def test_nothing_of_it_reaches_the_coordinator_and_it_is_forgotten() -> None:
    """A fortnight after the end every text is gone, but for what each chose to share."""
    world, week = await begun()
    await to(world, 18, 9)
    one = await brings(world, week)
    before = len(world.stage.seen_by(BOSS))
    await write(world, week, one, 0, "A story.")
    await to(world, 26, 12)
    assert len(world.stage.seen_by(BOSS)) == before
    assert await world.where("slips", session_id=week)
    await world.go_to(to_utc(datetime(2027, 2, 9, 13), LONDON))
    assert await world.where("slips", session_id=week) == ()


async def test_dated_meetings_go_their_own_way() -> None:
    """A week has no number: dates, diary and hours of the set know nothing of it."""
    world, _ = await begun()
    dates = await world.services.dating.show(world.who(1))
    assert [line.number for line in dates.dates] == [1, 2, 3, 4, 5, 6]
    rota = await world.services.keeping.rota(world.who(1))
    assert [line.number for line in rota.guides] == [1, 2, 3, 4, 5, 6]
    file = await world.services.calendars.make(world.who(1), "s1", "Learning set")
    assert file.data.count(b"BEGIN:VEVENT") == 6

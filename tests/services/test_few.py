"""When not enough people come: a shorter meeting, another day, or not today."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from meeting_scenes import MINUTE, at_start, come, in_room, meeting_of, notes, session_of
from services_world import World

from learning.meetings import Coming, MeetingState
from learning.refusals import Refusal, Stale
from learning.session.commands import HandOver
from learning.session.seats import lead
from services.values import BoardCard, Note


async def choose(world: World, number: int, choice: str) -> Note:
    """Let somebody press one of the buttons on the card."""
    meeting = await meeting_of(world, 2)
    answer = await world.services.few.choose(world.who(number), meeting.id, choice)
    await world.settle()
    return answer


async def test_three_are_asked_what_they_would_like() -> None:
    """With three here, and a plan for four, the room is offered trio, lunch and a wait."""
    world = await at_start((1, 2, 3))
    assert notes(world) == ["too_few.three"]
    (card,) = in_room(world, Note)
    assert [verb for verb, _, _ in card.buttons] == ["start.trio", "start.lunch", "start.wait"]
    assert await session_of(world) is None


@pytest.mark.parametrize(("choice", "plan"), [("trio", "trio-30"), ("lunch", "lunch-60")])
async def test_any_of_the_three_begins_by_another_plan(choice: str, plan: str) -> None:
    """One press begins at once by the plan that was chosen, and the card loses its buttons."""
    world = await at_start((1, 2, 3))
    await world.pass_time(MINUTE)
    await choose(world, 3, choice)
    session = await session_of(world)
    assert session.plan_id == plan
    assert (await meeting_of(world, 2)).plan_id == plan
    assert notes(world) == ["too_few.three_over"]
    assert not in_room(world, Note)[0].buttons
    assert in_room(world, BoardCard)


async def test_of_many_presses_at_once_one_wins() -> None:
    """Three people press different buttons at once: one session begins, the others are told."""
    world = await at_start((1, 2, 3))
    presses = [choose(world, n, c) for n, c in ((1, "trio"), (2, "lunch"), (3, "trio"))]
    said = await asyncio.gather(*presses, return_exceptions=True)
    assert len(await world.where("sessions")) == 1
    assert all(isinstance(one, Note | Stale) for one in said)


async def test_with_a_fourth_the_meeting_runs_as_it_was_planned() -> None:
    """When somebody presses Trio but a fourth has come, nobody is left out."""
    world = await at_start((1, 2, 3))
    await come(world, await meeting_of(world, 2), (4,))
    await choose(world, 1, "trio")
    assert (await session_of(world)).plan_id == "classic-90"


async def test_if_three_choose_nothing_they_begin_by_themselves() -> None:
    """After two waits the half hour for three begins; nobody has to press anything."""
    world = await at_start((1, 2, 3))
    meeting = await meeting_of(world, 2)
    await choose(world, 2, "wait")
    await world.go_to(meeting.starts_at + MINUTE * 9)
    assert await session_of(world) is None
    await world.go_to(meeting.starts_at + MINUTE * 10)
    session = await session_of(world)
    assert session.plan_id == "trio-30"
    assert session.ends_at == meeting.starts_at + MINUTE * 40


async def test_two_can_meet_on_the_next_date() -> None:
    """Two people give the meeting the next date of their block, and everybody hears of it."""
    world = await at_start((1, 2))
    before = await meeting_of(world, 2)
    (card,) = in_room(world, Note)
    assert [verb for verb, _, _ in card.buttons] == ["start.move", "start.off"]
    await choose(world, 2, "move")
    after = await meeting_of(world, 2)
    assert after.state is MeetingState.PLANNED
    assert after.starts_at == card.facts["later"]
    assert after.starts_at - before.starts_at >= timedelta(days=6)
    assert after.starts_at.weekday() == before.starts_at.weekday()
    others = [m for m in await world.where("meetings", set_id="s1") if m.number != 2]
    assert after.starts_at.date() not in {one.starts_at.date() for one in others}
    assert not in_room(world, Note)[0].buttons
    await come(world, after, (1, 2, 3, 4))
    await world.go_to(after.starts_at)
    assert (await session_of(world)).plan_id == "classic-90"


async def test_two_can_let_it_go() -> None:
    """Two people call the meeting off; the room is told once, and nothing is asked again."""
    world = await at_start((1, 2))
    await choose(world, 1, "off")
    assert (await meeting_of(world, 2)).state is MeetingState.CANCELLED
    await world.pass_time(MINUTE * 30)
    assert notes(world) == ["too_few.two_over", "too_few.off"]


async def test_nobody_comes_and_it_is_let_go_kindly() -> None:
    """With nobody there the room waits twice and then lets this one go."""
    world = await at_start(())
    await world.pass_time(MINUTE * 11)
    assert notes(world) == ["too_few.wait", "too_few.wait", "too_few.off"]
    assert (await meeting_of(world, 2)).state is MeetingState.CANCELLED


async def test_a_third_who_comes_late_is_asked_at_once() -> None:
    """While two wait, a third arrives: the three are asked without waiting for the next look."""
    world = await at_start((1, 2))
    meeting = await meeting_of(world, 2)
    await world.pass_time(MINUTE)
    await world.services.coming.answer(world.who(3), f"{meeting.id}.p03", coming=Coming.COMING)
    await world.settle()
    assert notes(world) == ["too_few.two", "too_few.three"]


async def test_nobody_chooses_before_the_hour_or_for_another_set() -> None:
    """A forged press before the start, after it, or by a stranger is refused."""
    world = await at_start((1, 2, 3))
    third = await meeting_of(world, 3)
    with pytest.raises(Refusal, match="too_early"):
        await world.services.few.choose(world.who(1), third.id, "off")
    with pytest.raises(Refusal, match="not_yours"):
        await world.services.few.choose(world.who(9), (await meeting_of(world, 2)).id, "off")
    await choose(world, 1, "trio")
    with pytest.raises(Stale, match="begun"):
        await choose(world, 2, "off")


async def test_when_nobody_named_has_come_the_set_is_asked_who_guides() -> None:
    """After three minutes without a guide the room is asked; one press, and that one guides."""
    world = await at_start((3, 4, 5, 6))
    found = await world.get("sets", "s1")
    assert not {found.guide_id, found.deputy_id} & {"p03", "p04", "p05", "p06"}
    assert lead(await session_of(world)) == ""
    await world.pass_time(MINUTE * 3)
    assert notes(world) == ["no_guide"]
    session = await session_of(world)
    who = world.who(5)
    await world.services.sessions.say(
        who, session.id, None, lambda by, rev: HandOver(by=by, revision=rev, to=by)
    )
    await world.settle()
    assert lead(await session_of(world)) == "p05"
    assert notes(world) == ["no_guide.found"]


async def test_the_deputy_stands_in_first() -> None:
    """When the guide is away and the deputy is here, the deputy leads and nobody is asked."""
    world = await at_start((2, 3, 4, 5))
    found = await world.get("sets", "s1")
    assert found.deputy_id == "p02"
    assert lead(await session_of(world)) == "p02"
    await world.pass_time(MINUTE * 4)
    assert notes(world) == []

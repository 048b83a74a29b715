"""Time passes for many sessions in one commit as it does for each alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from meeting_scenes import at_start, meeting_of, say, session_of
from services_world import World

from learning.effects import Effect, wake
from learning.ports import Unit
from learning.session.commands import HandUp, Pause
from learning.session.due import next_wake
from learning.session.state import Session
from services.sessions import Sessions
from services.ticking import AHEAD, GOOD_FOR

HERE = (1, 2, 3, 4, 5, 6)
SECOND = timedelta(seconds=1)


async def before_a_moment(world: World) -> datetime:
    """Go to ten seconds before the next moment of the session; returns the moment."""
    session = await session_of(world)
    at = next_wake(session, world.kit.plan(session.plan_id))
    assert at is not None
    await world.go_to(at - 10 * SECOND)
    return at


async def story(*, ahead: bool, together: bool, plan: str) -> list[tuple[Session, list[Effect]]]:
    """Let a whole session pass, moment by moment, and note how it stands after each."""
    world = await at_start(HERE, plan=plan)
    seen: list[tuple[Session, list[Effect]]] = []
    while (await session_of(world)).status == "running":
        at = await before_a_moment(world)
        if ahead:
            await world.services.ticking.ahead()
        world.clock.move(at)
        if together:
            assert await world.services.ticking.together()
        await world.settle()
        waiting = [one for one in await world.pending() if one.due and one.due > world.now]
        seen.append((await session_of(world), waiting))
    return seen


@pytest.mark.parametrize("ahead", [True, False], ids=["made ready", "at its moment"])
@pytest.mark.parametrize("plan", ["classic-90", "first-90", "trio-30"])
async def test_together_is_as_alone(plan: str, *, ahead: bool) -> None:
    """Every moment of a session leaves it, and what is due, as if it had been called alone."""
    alone = await story(ahead=False, together=False, plan=plan)
    assert await story(ahead=ahead, together=True, plan=plan) == alone


async def test_what_was_made_ready_is_what_is_kept() -> None:
    """A moment that was made ready is not worked out again."""
    world = await at_start(HERE)
    at = await before_a_moment(world)
    assert await world.services.ticking.ahead() == 1
    assert await world.services.ticking.ahead() == 0
    assert await world.services.ticking.together() == 0
    world.clock.move(at)
    before = await session_of(world)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sessions, "step", _never)
        assert await world.services.ticking.together() == 1
    assert (await session_of(world)).revision == before.revision + 1


async def test_a_press_in_between_is_not_forgotten() -> None:
    """A session that was touched since it was made ready is worked out anew."""
    world = await at_start(HERE)
    at = await before_a_moment(world)
    await world.services.ticking.ahead()
    session = await session_of(world)
    away = next(seat.person_id for seat in session.seats if seat.person_id != session.floor_id)
    await say(world, session, HandUp(by=away))
    touched = await session_of(world)
    world.clock.move(at)
    assert await world.services.ticking.together()
    now = await session_of(world)
    assert now.revision > touched.revision


async def test_a_pause_in_between_lets_no_moment_come() -> None:
    """What was made ready before a pause is not kept in it."""
    world = await at_start(HERE)
    at = await before_a_moment(world)
    await world.services.ticking.ahead()
    session = await session_of(world)
    await say(world, session, Pause(by=session.guide_id))
    paused = await session_of(world)
    world.clock.move(at)
    await world.services.ticking.together()
    assert await session_of(world) == paused


async def test_what_comes_too_late_is_worked_out_anew() -> None:
    """After an outage a session is stepped to where wall time says."""
    world = await at_start(HERE)
    at = await before_a_moment(world)
    await world.services.ticking.ahead()
    world.clock.move(at + GOOD_FOR)
    assert await world.services.ticking.together()
    assert (await session_of(world)).changed_at == at + GOOD_FOR


async def test_nothing_is_made_ready_long_before() -> None:
    """Only what is due soon is looked at."""
    world = await at_start(HERE)
    session = await session_of(world)
    at = next_wake(session, world.kit.plan(session.plan_id))
    assert at is not None
    await world.go_to(at - AHEAD - SECOND)
    assert await world.services.ticking.ahead() == 0
    await world.pass_time(2 * SECOND)
    assert await world.services.ticking.ahead() == 1


async def test_one_that_cannot_be_stepped_does_not_hold_up_another() -> None:
    """A session whose plan is gone is left to be done alone; the rest is kept."""
    world = await at_start(HERE)
    at = await before_a_moment(world)
    session = await session_of(world)
    third = await meeting_of(world, 3)
    async with world.units.write() as unit:
        await _another(unit, replace(session, id=third.id, plan_id="gone", revision=1), at)
    world.clock.move(at)
    assert await world.services.ticking.together() == 1
    assert (await session_of(world)).revision == session.revision + 1
    assert [one.key for one in await world.pending(f"tick:{third.id}")] == [f"tick:{third.id}:r1"]
    assert await world.services.ticking.together() == 0


async def _another(unit: Unit, session: Session, at: datetime) -> None:
    await unit.sessions.add(session)
    await unit.work.add([wake(f"tick:{session.id}:r1", "session", session.id, at)], at)


async def _never(*_: object) -> None:
    raise AssertionError("stepped at its moment")

"""Actions from one meeting to the next: one question each time, and after two a kinder one."""

from __future__ import annotations

from datetime import timedelta

from services_world import World, fresh

from learning.writing import ActionState
from services.values import ActionLine, ActionsView


async def acting() -> World:
    """Return a world with one running set, in which person 1 said what they will try."""
    world = fresh()
    await world.running()
    await world.services.acting.add(world.who(1), "Ring the choir", "", "Sam")
    return world


async def asked(world: World) -> list[ActionLine]:
    """Go to the next question about open actions; returns what it asks."""
    before = len(questions(world))
    for _ in range(60):
        await world.pass_time(timedelta(days=1))
        if len(questions(world)) > before:
            return list(questions(world)[-1].mine)
    raise AssertionError("nobody was asked")


def questions(world: World) -> list[ActionsView]:
    """Return the questions that person 1 was sent."""
    return [m.face for m in world.dms(1) if isinstance(m.face, ActionsView)]


async def test_one_question_a_meeting_and_a_kinder_one_after_two() -> None:
    """Asked once before each meeting; the third question is whether it is still wanted."""
    world = await acting()
    tired = list[bool]()
    view = ActionsView(mine=(), others=())
    for _ in range(3):
        (line,) = await asked(world)
        tired.append(line.tired)
        await world.services.acting.nudge((await world.where("meetings"))[0].id)
        view = await world.services.acting.answer(
            world.who(1), line.action_id, line.revision, ActionState.NOT_YET
        )
        assert view.mine[0].state is ActionState.NOT_YET
    assert tired == [False, False, True]
    line = view.mine[0]
    view = await world.services.acting.go_on(
        world.who(1), line.action_id, line.revision, "Find the number"
    )
    assert (view.mine[0].what, view.mine[0].tired) == ("Find the number", False)
    assert [line.tired for line in await asked(world)] == [False]


async def test_how_it_went_is_its_owners_until_told() -> None:
    """Others see what somebody will try, unchanged by their answer, until the owner tells."""
    world = await acting()
    services = world.services.acting
    mine = (await services.show(world.who(1))).mine[0]
    before = (await services.show(world.who(2))).others
    after = await services.answer(world.who(1), mine.action_id, mine.revision, ActionState.DID)
    seen = (await services.show(world.who(2))).others
    assert [(one.what, one.state) for one in seen] == [(one.what, one.state) for one in before]
    done = after.mine[0]
    told = await services.tell(world.who(1), done.action_id, done.revision)
    assert told.mine[0].told
    assert (await services.show(world.who(2))).others == ()

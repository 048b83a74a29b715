"""The process that makes large plans: the same plan as a thread makes, and gone after."""

from __future__ import annotations

import asyncio
import multiprocessing

import pytest

from bot.planner import Planner
from learning.forming.problem import Area, Member, Problem
from learning.refusals import Refusal
from services.making import Run, in_thread

BLOCKS = tuple(f"{day}-lunch" for day in ("mon", "tue", "wed", "thu", "fri"))


def problem(people: int) -> Problem:
    """Make people of two kinds who can make a few of five times."""
    return Problem(
        areas=(Area("A", "A", "local"),),
        blocks=BLOCKS,
        members=tuple(
            Member(
                id=f"p{n:03}",
                role="gp" if n % 2 else "artist",
                area="A",
                how_far="local",
                good=frozenset({BLOCKS[n * 7 % 5], BLOCKS[n * 3 % 5]}),
            )
            for n in range(people)
        ),
    )


@pytest.mark.parametrize("few", [0, 100])
async def test_it_makes_the_plan_that_the_solver_makes(few: int) -> None:
    """In a process or in a thread: the same question has the same answer."""
    asked = problem(20)
    run = Run()
    plan = await Planner(few)(asked, seed=3, budget=50, locked=(), run=run)
    assert plan == await in_thread(asked, seed=3, budget=50, locked=(), run=Run())
    assert plan.sets
    assert not multiprocessing.active_children()


async def test_a_question_that_cannot_be_meant_is_refused_across_the_processes() -> None:
    """A refusal comes back as it was raised, with its facts."""
    asked = problem(6)
    twice = Problem(asked.areas, asked.blocks, (*asked.members, asked.members[0]))
    with pytest.raises(Refusal, match="member_twice") as no:
        await Planner(0)(twice, seed=1, budget=10, locked=(), run=Run())
    assert no.value.facts["person"] == "p000"


async def test_enough_is_enough() -> None:
    """A plan with work for a day is there soon after somebody said that it is enough."""
    run = Run()
    doing = asyncio.gather(Planner(0)(problem(150), seed=1, budget=10**7, locked=(), run=run))
    while not run.spent and not doing.done():  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    run.stop()
    (plan,) = await doing
    assert plan.placed > 100

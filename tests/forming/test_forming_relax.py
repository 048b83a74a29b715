"""The smallest thing to relax is found: it works when done, and nothing smaller would do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pytest
from forming_judge import is_allowed
from forming_makers import drawn

from learning.forming.plan import Plan, Reason, Unplaced
from learning.forming.problem import LEVELS, Member, Problem
from learning.forming.relax import (
    Relaxation,
    everybody_wider,
    sign_up_advice,
    what_if_wider,
    wider_steps,
)
from learning.forming.solve import solve


def nobody_placed(problem: Problem) -> Plan:
    """A plan without sets, to ask what a few people need."""
    unplaced = tuple(Unplaced(one.id, Reason("none")) for one in problem.members)
    return Plan(1, "feasible", 0, 0, 0, (), unplaced)


def changed(problem: Problem, people: Iterable[str], kind: str, block: str) -> Problem:
    """The problem when these people do what is asked of them."""
    wanted = set(people)

    def give(one: Member) -> Member:
        if one.id not in wanted:
            return one
        if kind == "times":
            return replace(one, possible=one.possible | {block})
        return replace(one, how_far=LEVELS[LEVELS.index(one.how_far) + 1])

    return replace(problem, members=tuple(give(one) for one in problem.members))


def some_set(problem: Problem, sizes: tuple[int, int] | None = None) -> bool:
    """Whether any set at all is allowed, by trying every group."""
    whole = problem if sizes is None else replace(problem, sizes=sizes)
    return any(
        is_allowed(whole, team, block)
        for size in range(whole.sizes[0], whole.sizes[1] + 1)
        for team in combinations(whole.members, size)
        for block in whole.blocks
    )


def newcomer(problem: Problem, answer: Relaxation) -> Problem:
    """The problem with the newcomers that an answer names."""
    role = answer.reason.key.split(".")[3]
    new = tuple(
        Member(f"new{at}", role, answer.area, "region", good=frozenset({answer.block}))
        for at in range(answer.count)
    )
    return replace(problem, members=problem.members + new)


def thin(seed: int) -> Problem | None:
    """Eight people who can form no set as they are; None when they can."""
    problem = drawn(8, seed)
    return None if some_set(problem) else problem


def check(problem: Problem, answer: Relaxation) -> None:
    """Fail unless the answer makes a set, and one fewer would not."""
    if answer.kind == "newcomer":
        assert some_set(newcomer(problem, answer))
        return
    if answer.kind == "smaller":
        assert some_set(problem, (problem.sizes[0] - 1, problem.sizes[1]))
        return
    made = changed(problem, answer.people, answer.kind, answer.block)
    team = [one for one in made.members if one.id in answer.team]
    assert is_allowed(made, team, answer.block)
    assert len(answer.people) == answer.count > 0
    ids = [one.id for one in problem.members]
    further = [one.id for one in problem.members if one.how_far != "region"]
    for fewer in combinations(ids if answer.kind == "times" else further, answer.count - 1):
        for block in problem.blocks if answer.kind == "times" else ("",):
            assert not some_set(changed(problem, fewer, answer.kind, block))


def look_at(seeds: Iterable[int]) -> set[str]:
    """Check every answer for these seeds; the kinds that were seen."""
    seen: set[str] = set()
    for seed in seeds:
        problem = thin(seed)
        if problem is None:
            continue
        for answer in what_if_wider(problem, nobody_placed(problem)):
            if answer.count < 3:
                check(problem, answer)
                seen.add(answer.kind)
    return seen


def test_what_is_asked_is_enough_and_the_least() -> None:
    """Doing what is asked makes the set; asking fewer people makes none."""
    assert look_at(range(60)) == {"newcomer", "wider", "times", "smaller"}


@pytest.mark.proof
@pytest.mark.parametrize("start", range(60, 3060, 500))
def test_what_is_asked_is_the_least_many_times(start: int) -> None:
    """The same for many more."""
    look_at(range(start, start + 500))


def test_no_answer_means_none_would_do() -> None:
    """When nobody's going further is found to help, everybody's does not help either."""
    silent = 0
    for seed in range(40):
        problem = thin(seed)
        if problem is None:
            continue
        kinds = {one.kind for one in what_if_wider(problem, nobody_placed(problem))}
        if "wider" not in kinds:
            assert not some_set(everybody_wider(problem))
            silent += 1
    assert silent


def test_steps_are_sets_that_share_nobody() -> None:
    """Each step makes one more set out of people who are still without one."""
    steps_seen = 0
    for seed in range(20):
        problem = drawn(14, seed)
        plan = solve(problem, seed=1, budget=1)
        loose = {one.id for one in plan.unplaced}
        for step in wider_steps(problem, plan):
            assert loose.issuperset(step.team)
            loose -= set(step.team)
            steps_seen += 1
    assert steps_seen > 2


def test_advice_is_given_to_those_who_gave_few_times() -> None:
    """Six times or more need no advice."""
    one = Member("a", "gp", "L1", "icb", good=frozenset("abcde"))
    advice = sign_up_advice(one)
    assert advice is not None
    assert advice.facts == {"count": 5, "need": 6}
    assert sign_up_advice(replace(one, good=frozenset("abcdef"))) is None

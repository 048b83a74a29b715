"""Whole plans: never a broken rule, never above the bound, the same twice, the best when small."""

from __future__ import annotations

from dataclasses import replace

import pytest
from forming_judge import brute_force, is_allowed, placement, points, smallest
from forming_makers import drawn, problems
from hypothesis import given, settings

from benchmarks.forming_people import people
from learning.forming.files import write_csv, write_sets
from learning.forming.plan import Plan
from learning.forming.problem import Problem
from learning.forming.rules import breaks
from learning.forming.solve import solve
from learning.forming.work import budget_for
from learning.refusals import Refusal


def hold_to_the_rules(problem: Problem, plan: Plan) -> None:
    """Fail if the plan breaks a rule, miscounts, forgets a person or passes its bound."""
    by_id = {member.id: member for member in problem.members}
    total = 0
    for formed in plan.sets:
        team = [by_id[member] for member in formed.members]
        assert is_allowed(problem, team, formed.block)
        assert breaks(problem, formed) == []
        assert formed.area == smallest(problem, team)
        assert dict(formed.terms) == points(problem, team, formed.block)
        assert formed.reasons
        total += placement(team) + sum(formed.terms.values())
    named = [member for formed in plan.sets for member in formed.members]
    assert sorted(named + [person.id for person in plan.unplaced]) == sorted(by_id)
    assert plan.objective == total <= plan.bound
    assert plan.placed == len(named) <= plan.placed_bound
    assert plan.quality <= plan.quality_bound
    assert (plan.status == "optimal") == (plan.objective == plan.bound)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_rules_hold_for_any_problem(problem: Problem) -> None:
    """Whatever is asked, the plan breaks no hard rule and its sums are right."""
    hold_to_the_rules(problem, solve(problem, seed=1, budget=5))


@settings(max_examples=25, deadline=None)
@given(problems(most=90))
def test_rules_hold_for_larger_problems(problem: Problem) -> None:
    """Plans that are searched for, not listed, keep every rule too."""
    hold_to_the_rules(problem, solve(problem, seed=2, budget=3))


@pytest.mark.parametrize("people", [5, 8, 9, 10, 11])
def test_small_problems_are_solved_to_the_optimum(people: int) -> None:
    """Trying every packing finds nothing better, and the plan says it is optimal."""
    for seed in range(40):
        problem = drawn(people, 1000 * people + seed)
        plan = solve(problem, seed=seed, budget=1)
        assert plan.objective == brute_force(problem)
        assert plan.status == "optimal"


@pytest.mark.proof
@pytest.mark.parametrize("start", range(0, 3000, 100))
def test_thousands_of_small_problems_are_solved_to_the_optimum(start: int) -> None:
    """The same for three thousand more, of up to eleven people and any sizes allowed."""
    for seed in range(start, start + 100):
        sizes = ((5, 7), (4, 8), (4, 6), (5, 8))[seed % 4]
        problem = drawn(5 + seed % 7, 100_000 + seed, sizes=sizes)
        plan = solve(problem, seed=seed, budget=1)
        hold_to_the_rules(problem, plan)
        assert plan.objective == brute_force(problem)
        assert plan.status == "optimal"


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Two runs with one seed and budget write the same file, byte for byte."""
    problem = drawn(80, 3)
    texts = [
        write_sets(solve(problem, seed=9, budget=4), lambda key, facts: f"{key} {dict(facts)}")
        for _ in range(2)
    ]
    assert texts[0] == texts[1]


def test_locked_sets_stay_as_they_are() -> None:
    """A pinned set keeps its people and block, and nobody in it is used twice."""
    problem = drawn(30, 12)
    first = solve(problem, seed=1, budget=2)
    pinned = first.sets[0]
    again = solve(problem, seed=2, budget=2, locked=[pinned])
    hold_to_the_rules(problem, again)
    assert any(
        formed.members == pinned.members and formed.block == pinned.block for formed in again.sets
    )


def test_a_locked_set_that_breaks_a_rule_is_refused() -> None:
    """Pinning cannot be used to break a hard rule."""
    problem = drawn(30, 12)
    pinned = solve(problem, seed=1, budget=2).sets[0]
    with pytest.raises(Refusal):
        solve(problem, seed=1, budget=1, locked=[replace(pinned, members=pinned.members[:3])])
    with pytest.raises(Refusal):
        solve(problem, seed=1, budget=1, locked=[pinned, pinned])


def test_cancelling_gives_a_sound_plan() -> None:
    """A cancelled search returns the best it had, whole and allowed."""
    problem = drawn(90, 4)
    hold_to_the_rules(problem, solve(problem, seed=1, budget=50, cancelled=lambda: True))


def test_progress_is_told() -> None:
    """Progress never runs backwards and never passes the budget."""
    told: list[tuple[int, int]] = []
    solve(
        drawn(100, 4, sizes=(4, 8)),
        seed=1,
        budget=21,
        on_progress=lambda at, of: told.append((at, of)),
    )
    assert told == sorted(told)
    assert all(0 <= at <= of for at, of in told)


def test_the_spreadsheet_cannot_run_a_formula() -> None:
    """A cell that a spreadsheet would run is written with a quote before it."""
    problem = drawn(9, 1)
    odd = replace(problem.members[0], id="=1+1", not_with=frozenset())
    rest = tuple(
        replace(m, not_with=m.not_with - {problem.members[0].id}) for m in problem.members[1:]
    )
    plan = solve(replace(problem, members=(odd, *rest)), seed=1, budget=1)
    text = write_csv(plan, lambda key, facts: key)
    assert "'=1+1" in text
    assert ",=1+1" not in text


def test_a_place_where_only_one_kind_of_work_is_done_is_priced_as_nothing() -> None:
    """Where no mix of roles can be a set, the search goes on with the other places."""
    problem = people(240, 8)  # has such a place; a search of less than four seconds prices none
    plan = solve(problem, seed=8, budget=budget_for(problem, 4))
    assert 0 < plan.placed <= plan.placed_bound

"""A time limit is kept by what is left of it; without one, only the budget counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from forming_judge import placement
from forming_makers import drawn
from test_forming_solve import hold_to_the_rules

from benchmarks.forming_people import people
from learning.forming.arrays import arrays
from learning.forming.placement import Placement
from learning.forming.problem import Area, Member, Problem
from learning.forming.rules import allowed
from learning.forming.seats import seat
from learning.forming.solve import solve
from learning.forming.table import build


def running_out(asks: int) -> Callable[[], float]:
    """Return a clock on which so many looks are left, of a minute each."""
    left = [asks]

    def seconds() -> float:
        left[0] -= 1
        return 60.0 * left[0]

    return seconds


@pytest.mark.parametrize("looks", [0, 3, 12])
def test_a_search_ends_when_its_time_is_over(looks: int) -> None:
    """Wherever time runs out, the plan is sound, its bound holds, and most work is not done."""
    problem = people(130, 1)
    told: list[int] = []
    plan = solve(
        problem,
        seed=1,
        budget=20_000,
        on_progress=lambda at, _: told.append(at),
        seconds=running_out(looks),
    )
    hold_to_the_rules(problem, plan)
    assert max(told) < 2_000


def test_a_clock_that_does_not_run_out_changes_nothing() -> None:
    """The same seed and budget give the same plan, with a time limit that is kept or without."""
    problem = people(40, 2)
    assert solve(problem, seed=1, budget=100) == solve(
        problem, seed=1, budget=100, seconds=lambda: 1e6
    )


def test_who_is_let_in_makes_nearly_a_plan() -> None:
    """Sets made of those let in together place almost the most weight that anything could."""
    problem = people(130, 3)
    table = build(problem)
    weight = [1 + waited for waited in table.waited]
    found = Placement(table).most(weight, whole=True, seats=True)
    roster = seat(table, arrays(table), found.groups, Random(1))
    placed = sum(weight[row] for team in roster.teams.values() for row in team)
    assert 0.97 * found.most <= placed <= found.most
    by_row = problem.members
    assert 1000 * placed == sum(
        placement([by_row[row] for row in team]) for team in roster.teams.values()
    )


def test_nothing_places_more_than_could_be_let_in() -> None:
    """The best plan of small problems places no more weight than either bound on it."""
    for seed in range(30):
        problem = drawn(11, 3_000 + seed)
        weight = [1 + one.rounds_waited for one in problem.members]
        plan = solve(problem, seed=1, budget=1)
        best = plan.objective - plan.quality
        for whole in (False, True):
            assert 1000 * Placement(build(problem)).most(weight, whole=whole).most >= best


def test_many_of_one_kind_need_others_with_them() -> None:
    """Ten GPs and two artists who can all meet: seven people at most have a set."""
    areas = (Area("A", "Anywhere", "icb"),)
    members = tuple(
        Member(str(at), "gp" if at < 10 else "artist", "A", "icb", good=frozenset({"mon"}))
        for at in range(12)
    )
    table = build(Problem(areas, ("mon",), members))
    assert Placement(table).most([1] * 12, whole=False).most == 7


def test_two_who_are_apart_need_somebody_each() -> None:
    """Ten are two sets, unless two of the three artists are kept apart: then one set of seven."""
    areas = (Area("A", "Anywhere", "icb"),)
    roles = ["gp"] * 5 + ["researcher"] * 2 + ["artist"] * 3
    members = [
        Member(str(at), role, "A", "icb", good=frozenset({"mon"})) for at, role in enumerate(roles)
    ]
    free = build(Problem(areas, ("mon",), tuple(members)))
    assert Placement(free).most([1] * 10, whole=True, seats=True).most == 10
    for apart in ({"organisation": "one"}, {"not_with": frozenset({"8", "9"})}):
        two = [replace(one, **apart) for one in members[8:]]
        two = [replace(one, not_with=one.not_with - {one.id}) for one in two]
        table = build(Problem(areas, ("mon",), (*members[:8], *two)))
        assert Placement(table).most([1] * 10, whole=True, seats=True).most == 7


def test_bounds_hold_where_two_sets_are_possible() -> None:
    """Eleven people in sets of four and five: no plan places more than could be let in."""
    for seed in range(20):
        problem = drawn(11, 7_000 + seed, sizes=(4, 5))
        weight = [1 + one.rounds_waited for one in problem.members]
        plan = solve(problem, seed=1, budget=1)
        best = plan.objective - plan.quality
        for seats in (False, True):
            found = Placement(build(problem)).most(weight, whole=True, seats=seats)
            assert 1000 * found.most >= best


def test_letting_in_a_few_again_gives_sets_as_they_are() -> None:
    """One set at most at each place and time: every group let in is a set that keeps the rules."""
    problem = people(130, 3)
    table = build(problem)
    groups = Placement(table).again([1] * table.size, range(0, 130, 2))
    assert groups
    for group in groups:
        assert allowed(table, group)

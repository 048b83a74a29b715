"""The whole answer to a problem: sets, who is left, how good that is, and why.

Knows the order of work. Must not know how each step is done. The search, with numpy and HiGHS in
it, is loaded with the first plan: a bot that only holds meetings does without.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from learning.forming import score
from learning.forming.checks import check
from learning.forming.explain import explain_left, explain_set
from learning.forming.plan import FormedSet, Plan
from learning.forming.problem import Problem
from learning.forming.rules import breaks
from learning.forming.table import Table, build
from learning.forming.work import Clock, Work, endless
from learning.refusals import Refusal

if TYPE_CHECKING:
    from learning.forming.bound import Bound

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

EVERY = 100


def solve(
    problem: Problem,
    *,
    seed: int,
    budget: int,
    locked: Sequence[FormedSet] = (),
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    seconds: Clock = endless,
) -> Plan:
    """Form sets; the same problem, seed and budget give the same plan.

    `budget` is work, about 200 for each second (see `work.budget_for`); `locked` sets stay as
    they are. `on_progress` is told what is spent and the budget; when `cancelled` says so, the
    best plan so far is returned, as when nothing is left of `seconds`.
    """
    from learning.forming.search import search

    check(problem)
    table = build(problem)
    kept = _kept(table, locked)
    fixed = {member for formed in locked for member in formed.members}
    free = _without(problem, fixed)
    step = _stepper(budget, on_progress, cancelled)
    found = search(free, Random(seed), Work(step, budget, seconds))
    teams = [
        tuple(sorted(table.index[free.members[row].id] for row in team)) for team in found.teams
    ]
    return _plan(table, seed, kept, teams, found.bound)


def _without(problem: Problem, fixed: AbstractSet[str]) -> Problem:
    if not fixed:
        return problem
    members = tuple(
        replace(member, not_with=member.not_with - fixed)
        for member in problem.members
        if member.id not in fixed
    )
    return replace(problem, members=members)


def _kept(table: Table, locked: Sequence[FormedSet]) -> list[tuple[tuple[int, ...], int]]:
    kept: list[tuple[tuple[int, ...], int]] = []
    seen: set[str] = set()
    for formed in locked:
        wrong = breaks(table.problem, formed)
        if wrong:
            raise Refusal(wrong[0].key, **wrong[0].facts)
        twice = seen.intersection(formed.members)
        if twice:
            raise Refusal("forming.refused.locked_twice", person=min(twice), field="locked")
        seen.update(formed.members)
        team = tuple(sorted(table.index[m] for m in formed.members))
        kept.append((team, table.problem.blocks.index(formed.block)))
    return kept


def _stepper(
    budget: int, on_progress: Progress | None, cancelled: Cancelled | None
) -> Callable[[int], bool]:
    told = [0]

    def step(turn: int) -> bool:
        if on_progress is not None and turn >= told[0]:
            told[0] = turn + EVERY
            on_progress(min(turn, budget), budget)
        return cancelled is not None and cancelled()

    return step


def _plan(
    table: Table,
    seed: int,
    kept: list[tuple[tuple[int, ...], int]],
    teams: list[tuple[int, ...]],
    bound: Bound,
) -> Plan:
    chosen = kept + [(team, score.best_block(table, team)) for team in teams]
    chosen.sort(key=lambda pair: (score.place(table, pair[0]), pair[1], pair[0]))
    credit = sum(score.credit(table, team) for team, _ in chosen)
    quality = sum(score.quality(table, team, block) for team, block in chosen)
    held = sum(score.credit(table, t) + score.quality(table, t, b) for t, b in kept)
    most = max(credit + quality, bound.objective + held)
    placed = sum(len(team) for team, _ in chosen)
    housed = {row for team, _ in chosen for row in team}
    left = [row for row in range(table.size) if row not in housed]
    return Plan(
        seed=seed,
        status="optimal" if most == credit + quality else "feasible",
        objective=credit + quality,
        bound=most,
        placed=placed,
        sets=tuple(explain_set(table, team, block) for team, block in chosen),
        unplaced=explain_left(table, left, [team for team, _ in chosen]),
        placed_bound=max(placed, bound.placed + sum(len(team) for team, _ in kept)),
        quality=quality,
        quality_bound=most - credit,
    )

"""One hole in one set: who could fill it best while everybody else stays where they are.

Knows joining one set. Must not move anybody who is already placed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from learning.forming import score
from learning.forming.checks import check
from learning.forming.explain import explain_set
from learning.forming.plan import FormedSet
from learning.forming.problem import Problem
from learning.forming.rules import allowed
from learning.forming.table import Table, build


@dataclass(frozen=True, slots=True)
class Repair:
    """Who fills the hole, if anybody; the set as it would be, or None when it cannot go on."""

    newcomer: str | None
    formed: FormedSet | None

    @property
    def goes_on(self) -> bool:
        """Whether the set may meet, with or without a newcomer."""
        return self.formed is not None


def repair(
    problem: Problem, members: Sequence[str], block: str, pool: Sequence[str], seed: int
) -> Repair:
    """Find the best single person of `pool` for the set of `members` left, keeping its block.

    Those who waited longest come first, then points; equals are drawn by `seed`. Without anybody,
    the rest go on when they are still an allowed set.
    """
    check(problem)
    table = build(problem)
    team = [table.index[m] for m in members]
    at = problem.blocks.index(block)
    drawn = sorted({table.index[m] for m in pool} - set(team))
    Random(seed).shuffle(drawn)
    able = [row for row in drawn if _keeps(table, [*team, row], at)]
    if able:
        best = max(able, key=lambda row: _gain(table, [*team, row], at))
        whole = sorted([*team, best])
        return Repair(problem.members[best].id, explain_set(table, whole, at))
    if _keeps(table, team, at):
        return Repair(None, explain_set(table, sorted(team), at))
    return Repair(None, None)


def _keeps(table: Table, team: Sequence[int], block: int) -> bool:
    return allowed(table, team) and bool(score.common(table, team) >> block & 1)


def _gain(table: Table, team: Sequence[int], block: int) -> int:
    return score.credit(table, team) + score.quality(table, team, block)

"""Holes in sets: who could fill them best while everybody else stays where they are.

Knows joining one set. Must not move anybody who is already placed. numpy and HiGHS are loaded when
they are needed: see `solve`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from learning.forming import score
from learning.forming.checks import check
from learning.forming.explain import explain_set
from learning.forming.plan import FormedSet
from learning.forming.problem import Problem
from learning.forming.rules import allowed
from learning.forming.table import Table, build

NODES = 200
MOST_ABLE = (0, 300, 40, 20)


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


@dataclass(frozen=True, slots=True)
class Hole:
    """A set that lost somebody: those who are left, its block, and how many it may take in."""

    members: tuple[str, ...]
    block: str
    places: int = 1


@dataclass(frozen=True, slots=True)
class Mended:
    """Who comes into a set, and the set as it would be; None when it cannot go on."""

    newcomers: tuple[str, ...]
    formed: FormedSet | None


def repair_all(
    problem: Problem, holes: Sequence[Hole], pool: Sequence[str], seed: int
) -> tuple[Mended, ...]:
    """Fill several holes at once from one pool, in the order of the holes; nobody else moves.

    Everything that could be done with each hole is listed and the best whole is chosen, so that
    one hole does not take the only person who could fill another. Equals are drawn by `seed`.
    """
    import numpy as np

    from learning.forming.pack import pack

    check(problem)
    table = build(problem)
    taken = {table.index[one] for hole in holes for one in hole.members}
    drawn = sorted({table.index[one] for one in pool} - taken)
    Random(seed).shuffle(drawn)
    worth: list[int] = []
    columns: list[list[int]] = []
    ways: list[tuple[int, tuple[int, ...]]] = []
    for at, hole in enumerate(holes):
        for comers, value in _fillings(table, hole, drawn):
            worth.append(value)
            columns.append([at, *(len(holes) + drawn.index(row) for row in comers)])
            ways.append((at, comers))
    chosen, _ = pack(len(holes) + len(drawn), np.array(worth, dtype=np.int64), columns, NODES)
    best = dict(ways[at] for at in chosen)
    return tuple(_mended(table, hole, best.get(at)) for at, hole in enumerate(holes))


def _fillings(
    table: Table, hole: Hole, drawn: Sequence[int]
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Every way to mend one hole that keeps the rules, and what the set is then worth."""
    team = [table.index[one] for one in hole.members]
    block = table.problem.blocks.index(hole.block)
    room = table.problem.sizes[1] - len(team)
    able = [row for row in drawn if table.can[row] >> block & 1 and _fits(table, team, row)]
    for count in range(min(hole.places, room) + 1):
        for comers in combinations(able[: MOST_ABLE[min(count, len(MOST_ABLE) - 1)]], count):
            whole = [*team, *comers]
            if _keeps(table, whole, block):
                yield comers, _gain(table, whole, block)


def _fits(table: Table, team: Sequence[int], row: int) -> bool:
    return table.avoid[row].isdisjoint(team) and score.place(table, [*team, row]) >= 0


def _mended(table: Table, hole: Hole, comers: tuple[int, ...] | None) -> Mended:
    if comers is None:
        return Mended((), None)
    whole = sorted([*(table.index[one] for one in hole.members), *comers])
    formed = explain_set(table, whole, table.problem.blocks.index(hole.block))
    return Mended(tuple(table.problem.members[row].id for row in comers), formed)


def _keeps(table: Table, team: Sequence[int], block: int) -> bool:
    return allowed(table, team) and bool(score.common(table, team) >> block & 1)


def _gain(table: Table, team: Sequence[int], block: int) -> int:
    return score.credit(table, team) + score.quality(table, team, block)

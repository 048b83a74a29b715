"""Everybody assigned to numbered sets by one integer program, solved by HiGHS: the public baseline.

Knows the rules as inequalities, and two terms of the score (good times and people placed). Must
not know how our own search works.
"""

from __future__ import annotations

from collections.abc import Iterable

from learning.forming import score
from learning.forming.pack import Rules
from learning.forming.problem import Problem
from learning.forming.rules import allowed
from learning.forming.score import best_block
from learning.forming.table import Table, build

Answer = list[tuple[tuple[str, ...], str]]
SECONDS = {60: 60, 240: 120}  # larger ones were not worth the wait: nothing was found in minutes
NODES = 10_000_000


class Direct:
    """The program: who is in which set, when and where each set meets."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.rules = Rules()
        self.low, self.high = table.problem.sizes
        count = table.size // self.low
        self.inside = [self._set() for _ in range(count)]
        for row in range(table.size):
            self.rules.rule({ways[row]: 1 for ways in self.inside}, most=1)

    def _set(self) -> list[int]:
        """Add one set; the columns that say who is in it."""
        table, rule, column = self.table, self.rules.rule, self.rules.column
        made = column(0, most=1, whole=True)
        ways = [column(score.PLACED * (1 + w), most=1, whole=True) for w in table.waited]
        times = [column(0, most=1, whole=True) for _ in table.problem.blocks]
        places = [column(0, most=1, whole=True) for _ in table.places]
        rule({**dict.fromkeys(times, 1), made: -1}, least=0, most=0)
        rule({**dict.fromkeys(places, 1), made: -1}, least=0, most=0)
        rule({**dict.fromkeys(ways, 1), made: -self.low}, least=0)
        rule({**dict.fromkeys(ways, 1), made: -self.high}, most=0)
        for row, way in enumerate(ways):
            rule({way: 1, **dict.fromkeys(_of(times, table.can[row]), -1)}, most=0)
            rule({way: 1, **dict.fromkeys(_of(places, table.reach[row]), -1)}, most=0)
            for other in table.avoid[row]:
                if row < other:
                    rule({way: 1, ways[other]: 1}, most=1)
            liked = column(score.GOOD, most=1)
            rule({liked: 1, way: -1}, most=0)
            rule({liked: 1, **dict.fromkeys(_of(times, table.good[row]), -1)}, most=0)
        self._kinds(ways, made)
        return ways

    def _kinds(self, ways: list[int], made: int) -> None:
        """Two kinds of work at least, and nobody alone of theirs."""
        rule, there = self.rules.rule, list[int]()
        for role in sorted(set(self.table.role)):
            here = self.rules.column(0, most=1, whole=True)
            there.append(here)
            same = [way for way, kind in zip(ways, self.table.role, strict=True) if kind == role]
            rule({**dict.fromkeys(same, 1), here: -2}, least=0)
            for way in same:
                rule({way: 1, here: -1}, most=0)
        rule({**dict.fromkeys(there, 1), made: -2}, least=0)

    def teams(self, seconds: float) -> list[list[int]]:
        """The sets of the best answer found in time; none when there was none."""
        used = self.rules.most(NODES, seconds).used
        found = [[row for row, way in enumerate(ways) if used[way] > 0.5] for ways in self.inside]
        return [team for team in found if team]


def _of(columns: list[int], mask: int) -> Iterable[int]:
    return [one for at, one in enumerate(columns) if mask >> at & 1]


def direct(problem: Problem, _seed: int) -> Answer:
    """The answer of HiGHS when its time is over; what breaks a rule by rounding is left out."""
    table = build(problem)
    teams = Direct(table).teams(SECONDS.get(table.size, 60))
    members, blocks = problem.members, problem.blocks
    sound = [team for team in teams if allowed(table, team)]
    return [(tuple(members[r].id for r in t), blocks[best_block(table, t)]) for t in sound]

"""A first plan, quickly: the hardest to place choose first, one set built at a time.

Knows how to grow one good set. Must not know bounds or how a plan is improved.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np

from learning.forming import score
from learning.forming.arrays import Arrays, Bits, Flags, Ints, Small
from learning.forming.problem import ROLES
from learning.forming.rules import allowed
from learning.forming.table import Table

AIM = 6
LEVELS = len(score.LEVEL)


@dataclass(frozen=True, slots=True)
class Ground:
    """What building needs again and again; `hard` is larger for people harder to place."""

    table: Table
    data: Arrays
    hard: Ints


def first_plan(
    table: Table, data: Arrays, rng: Random, free: Flags | None = None
) -> list[tuple[int, ...]]:
    """Sets that share nobody, each of them allowed; `free` limits who may be used."""
    if table.size < table.problem.sizes[0]:
        return []
    left = np.ones(table.size, dtype=np.bool_) if free is None else free.copy()
    ground = Ground(table, data, hardness(table, data, rng))
    teams: list[tuple[int, ...]] = []
    for row in np.argsort(-ground.hard, kind="stable").tolist():
        if left[row]:
            team = grow(ground, row, left)
            if team:
                teams.append(team)
                left[list(team)] = False
    return teams


def hardness(table: Table, data: Arrays, rng: Random) -> Ints:
    """How hard each member is to place: few others near who can do the same blocks."""
    width = len(table.problem.blocks)
    can = (data.can[:, None] >> np.arange(width, dtype=np.uint64) & np.uint64(1)).astype(np.int64)
    crowd = np.zeros(table.size, dtype=np.int64)
    for level in range(LEVELS):
        line = data.line[:, level]
        names, place = np.unique(line, return_inverse=True)
        count = np.zeros((len(names), width), dtype=np.int64)
        np.add.at(count, place, can)
        here = (count[place] * can).sum(axis=1)
        crowd = np.maximum(crowd, np.where(line >= 0, here, 0))
    jitter = np.array([rng.randrange(100) for _ in range(table.size)], dtype=np.int64)
    waited = np.array(table.waited, dtype=np.int64)
    return 1000 * waited - 100 * crowd // max(1, int(crowd.max()) // 100 + 1) + jitter // 10


def grow(ground: Ground, row: int, left: Flags) -> tuple[int, ...]:
    """An allowed set with this row from those left, in the smallest area that gives one."""
    line = ground.data.line
    for level in range(LEVELS):
        if line[row, level] < 0:
            continue
        pool = np.nonzero(left & (line[:, level] == line[row, level]))[0]
        if len(pool) < ground.table.problem.sizes[0]:
            continue
        team = _Growing(ground, row, pool).finish()
        if team:
            return team
    return ()


class _Growing:
    """One set being built from a pool of rows who can all meet in one place."""

    def __init__(self, ground: Ground, row: int, pool: Ints) -> None:
        table, data = ground.table, ground.data
        self.ground = ground
        pool = pool[(data.can[pool] & data.can[row]) != 0]
        self.pool: Ints = pool[pool != row]
        self.team = [row]
        self.can: Bits = data.can[row]
        self.good: Small = data.good[row].copy()
        self.themes: Small = data.themes[row] + data.plain[row]
        self.counts = [0] * len(ROLES)
        self.counts[table.role[row]] += 1
        self.blocks = np.arange(data.good.shape[1], dtype=np.uint64)
        self._drop(row)

    def finish(self) -> tuple[int, ...]:
        """Add people until the set is full; the empty set when it cannot be made allowed."""
        low, high = self.ground.table.problem.sizes
        best: tuple[int, ...] = ()
        aim = min(max(AIM, low), high)
        while len(self.team) < high:
            row = self._next(max(aim, len(self.team) + 1) - len(self.team) - 1)
            if row < 0:
                break
            self._take(row)
            if allowed(self.ground.table, self.team):
                best = tuple(sorted(self.team))
                if len(self.team) >= aim:
                    break
        return best

    def _next(self, after: int) -> int:
        roles = np.array([self._role_points(role, after) for role in range(len(ROLES))])
        fits = roles[self.ground.data.role[self.pool]]
        keep = fits > -1000
        pool = self.pool[keep]
        if not len(pool):
            return -1
        return int(pool[(fits[keep] + self._points(pool)).argmax()])

    def _role_points(self, role: int, after: int) -> int:
        counts = list(self.counts)
        counts[role] += 1
        if sum(1 for count in counts if count == 1) > after:
            return -10_000
        if after == 0 and sum(1 for count in counts if count) < 2:
            return -10_000
        short = 15 if role in (score.GP, score.ARTIST) and counts[role] <= 2 else 0
        return short - 20 * max(0, counts[role] - 3)

    def _points(self, pool: Ints) -> Ints:
        data = self.ground.data
        can = data.can[pool] & self.can
        left = np.bitwise_count(can).astype(np.int64)
        open_ = (can[:, None] >> self.blocks & np.uint64(1)).astype(np.bool_)
        good = np.where(open_, data.good[pool] + self.good, np.int8(-1)).max(axis=1)
        points = 20 * good.astype(np.int64) + 12 * np.minimum(left, 3) + np.minimum(left, 6)
        if data.themes.shape[1]:
            shared = (data.themes[pool] + data.plain[pool][:, None] + self.themes).max(axis=1)
            points += 10 * shared.astype(np.int64)
        guided = any(self.ground.table.guide[row] for row in self.team)
        points += np.where(data.guide[pool], -8 if guided else 20, 0)
        return points + self.ground.hard[pool] // 20

    def _take(self, row: int) -> None:
        data = self.ground.data
        self.team.append(row)
        self.can = self.can & data.can[row]
        self.good = self.good + data.good[row]
        self.themes = self.themes + data.themes[row] + data.plain[row]
        self.counts[self.ground.table.role[row]] += 1
        self.pool = self.pool[((data.can[self.pool] & self.can) != 0) & (self.pool != row)]
        self._drop(row)

    def _drop(self, row: int) -> None:
        avoid = self.ground.table.avoid[row]
        if avoid:
            self.pool = self.pool[~np.isin(self.pool, list(avoid))]

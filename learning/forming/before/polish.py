"""Making a plan better: free a few sets, list every set their people could make, choose again.

Knows neighbourhoods. Must not know how the first plan came about.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np

from learning.forming import score
from learning.forming.arrays import Arrays
from learning.forming.before.exact import best_of
from learning.forming.table import Table

Teams = list[tuple[int, ...]]
Step = Callable[[int], bool]

POOL = 34
LISTING = 150_000
TRIES = 3


def polish(table: Table, data: Arrays, teams: Teams, rng: Random, budget: int, step: Step) -> Teams:
    """Improve a plan by up to `budget` neighbourhoods; `step` says when to stop early."""
    plan = _Plan(table, data, list(teams))
    for turn in range(budget):
        if step(turn):
            break
        plan.improve(rng)
    return plan.teams


class _Plan:
    """A plan being improved; its worth never falls."""

    def __init__(self, table: Table, data: Arrays, teams: Teams) -> None:
        self.table, self.data, self.teams = table, data, teams
        placed = {row for team in teams for row in team}
        self.loose = [row for row in range(table.size) if row not in placed]

    def improve(self, rng: Random) -> None:
        centre = self._centre(rng)
        width = POOL
        for _ in range(TRIES):
            freed, extra = self._around(rng, centre, width)
            pool = sorted({row for at in freed for row in self.teams[at]} | set(extra))
            if len(pool) < self.table.problem.sizes[0]:
                return
            best = best_of(self.table, self.data, pool, LISTING)
            if best is not None:
                self._replace(freed, pool, best.teams, best.worth)
                return
            width = width * 2 // 3

    def _centre(self, rng: Random) -> int:
        if self.loose and (not self.teams or rng.random() < 0.5):
            return self.loose[rng.randrange(len(self.loose))]
        team = self.teams[rng.randrange(len(self.teams))]
        return team[rng.randrange(len(team))]

    def _around(self, rng: Random, centre: int, width: int) -> tuple[list[int], list[int]]:
        near = (self.data.line == self.data.line[centre]).any(axis=1)
        near &= (self.data.can & self.data.can[centre]) != 0
        sets = [at for at, team in enumerate(self.teams) if near[list(team)].any()]
        rng.shuffle(sets)
        sets.sort(key=lambda at: centre not in self.teams[at])
        loose = [row for row in self.loose if near[row] and row != centre]
        rng.shuffle(loose)
        extra = [centre] if centre in self.loose else []
        freed: list[int] = []
        count = len(extra)
        for at in sets:
            if count + len(self.teams[at]) > width * 3 // 4 and freed:
                break
            freed.append(at)
            count += len(self.teams[at])
        return freed, extra + loose[: max(0, width - count)]

    def _replace(self, freed: list[int], pool: list[int], teams: Teams, worth: int) -> None:
        old = sum(score.worth(self.table, self.teams[at]) for at in freed)
        if worth < old:
            return
        gone = set(freed)
        self.teams = [team for at, team in enumerate(self.teams) if at not in gone] + teams
        placed = {row for team in teams for row in team}
        self.loose = sorted((set(self.loose) - set(pool)) | (set(pool) - placed))


def loose_rows(table: Table, teams: Teams) -> list[int]:
    """Rows in no set."""
    placed = {row for team in teams for row in team}
    return [row for row in range(table.size) if row not in placed]


def total(table: Table, teams: Teams) -> int:
    """The objective of a plan."""
    return int(np.sum([score.worth(table, team) for team in teams], dtype=np.int64))

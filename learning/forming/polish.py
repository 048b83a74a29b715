"""Making a plan better: free a few sets, list every set their people could make, choose again.

Knows neighbourhoods. Must not know how the first plan came about.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np

from learning.forming import score
from learning.forming.arrays import Arrays, Ints
from learning.forming.exact import choose, prices
from learning.forming.listing import list_pool
from learning.forming.table import Table

Teams = list[tuple[int, ...]]
Step = Callable[[int], bool]

WIDTHS = (62, 44, 30, 20)
LISTING = 120_000
COLUMNS = 2_500
NODES = 40
DRAWS = 4


class Polish:
    """A plan being improved; its worth never falls."""

    def __init__(self, table: Table, data: Arrays, teams: Teams, rng: Random) -> None:
        self.table, self.data, self.rng = table, data, rng
        self.teams: dict[int, tuple[int, ...]] = dict(enumerate(teams))
        self.worth = {at: score.worth(table, team) for at, team in self.teams.items()}
        self.home: Ints = np.full(table.size, -1, dtype=np.int64)
        for at, team in self.teams.items():
            self.home[list(team)] = at
        self.next = len(teams)
        self.width = dict.fromkeys(range(table.size), 0)

    def run(self, budget: int, step: Step) -> Teams:
        """Improve by up to `budget` neighbourhoods; `step` says when to stop early."""
        for turn in range(budget):
            if step(turn):
                break
            self.improve(self._centre())
        return list(self.teams.values())

    def improve(self, centre: int) -> None:
        """Free what is near one member and choose again; narrower when that is too rich."""
        for at in range(self.width[centre], len(WIDTHS)):
            freed, pool = self._around(centre, WIDTHS[at])
            if len(pool) < self.table.problem.sizes[0]:
                return
            listed = list_pool(self.table, self.data, pool, LISTING)
            if listed is None:
                self.width[centre] = at + 1
                continue
            beat = sum(self.worth[team] for team in freed)
            priced = prices(len(pool), listed)
            best = choose(len(pool), listed, priced, beat=beat, nodes=NODES, most=COLUMNS)
            if best.teams:
                self._replace(freed, pool, best.teams)
            return

    def _centre(self) -> int:
        """A member of a poor set, or one left out: the poorest of a few drawn."""
        draws = [self.rng.randrange(self.table.size) for _ in range(DRAWS)]
        return min(draws, key=self._fortune)

    def _fortune(self, row: int) -> float:
        at = int(self.home[row])
        if at < 0:
            return 200 * self.rng.random()
        team = self.teams[at]
        return (self.worth[at] - score.credit(self.table, team)) / len(team)

    def _around(self, centre: int, width: int) -> tuple[list[int], list[int]]:
        near = self._nearness(centre)
        freed: list[int] = []
        pool: set[int] = {centre}
        for row in np.argsort(-near, kind="stable").tolist():
            if near[row] < 0 or len(pool) >= width:
                break
            at = int(self.home[row])
            if at < 0:
                pool.add(row)
            elif at not in freed and len(pool) + len(self.teams[at]) <= width:
                freed.append(at)
                pool.update(self.teams[at])
        return freed, sorted(pool)

    def _nearness(self, centre: int) -> Ints:
        data = self.data
        level = (data.line == data.line[centre]).argmax(axis=1)
        meets = (data.line == data.line[centre]).any(axis=1)
        shared = np.bitwise_count(data.can & data.can[centre]).astype(np.int64)
        noise = np.frombuffer(self.rng.randbytes(self.table.size), dtype=np.uint8)
        near = 60 * shared - 40 * level + noise.astype(np.int64)
        near[~meets | (shared == 0)] = -1
        near[centre] = 10_000
        return np.maximum(near, -1)

    def _replace(self, freed: list[int], pool: list[int], chosen: Teams) -> None:
        for at in freed:
            self.home[list(self.teams.pop(at))] = -1
            del self.worth[at]
        for part in chosen:
            team = tuple(pool[at] for at in part)
            self.teams[self.next] = team
            self.worth[self.next] = score.worth(self.table, team)
            self.home[list(team)] = self.next
            self.next += 1


def loose_rows(table: Table, teams: Teams) -> list[int]:
    """Rows in no set."""
    placed = {row for team in teams for row in team}
    return [row for row in range(table.size) if row not in placed]

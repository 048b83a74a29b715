"""Making a plan better: free a few sets, list every set their people could make, choose again.

Knows neighbourhoods, and widens them when they give nothing. Must not know how the first plan
came about.
"""

from __future__ import annotations

from random import Random

import numpy as np

from learning.forming.arrays import Arrays, Ints
from learning.forming.exact import better
from learning.forming.prices import prices
from learning.forming.roster import Roster
from learning.forming.sources import Source
from learning.forming.table import Table
from learning.forming.work import Work

FEW, MANY = 3, 40
PATIENCE = 15
TURNS = 60
DRAWS = 3
LOOSE = 200


class Polish:
    """A roster being improved; its worth never falls."""

    def __init__(
        self,
        table: Table,
        data: Arrays,
        roster: Roster,
        rng: Random,
        source: Source,
        sets: int,
        work: Work,
    ) -> None:
        self.table, self.data, self.roster, self.work = table, data, roster, work
        self.rng, self.source = rng, source
        self.sets = sets
        self.idle = 0
        self.room = np.full(table.size, source.most, dtype=np.int64)
        source.beaten(roster.total)

    def run(self, share: float, bound: float) -> None:
        """Improve until so much work is done, or the bound is reached."""
        until = self.work.spent + share
        while self.work.spent < until and self.roster.total < bound and not self.work.over():
            self.improve(self._centre())

    def improve(self, centre: int) -> None:
        """Free what is near one member and choose again, once."""
        freed, pool = self._around(centre, int(self.room[centre]))
        listed = self.source.listed(pool)
        self.work.pay(self.source.cost(listed))
        if listed is None:
            self.room[pool] = np.minimum(self.room[pool], max(12, len(pool) * 4 // 5))
            return
        beat = sum(self.roster.worth[team] for team in freed)
        priced = prices(len(pool), listed)
        best = better(len(pool), listed, priced, beat=beat, rng=self.rng, turns=TURNS)
        self.work.pay(best.work)
        if best.worth > beat:
            self.roster.replace(freed, [tuple(pool[at] for at in part) for part in best.teams])
            self.source.beaten(self.roster.total)
        self._learn(found=best.worth > beat)

    def _learn(self, *, found: bool) -> None:
        self.idle = 0 if found else self.idle + 1
        if self.idle >= PATIENCE:
            self.idle = 0
            self.sets = min(MANY, self.sets + 1)

    def _centre(self) -> int:
        """A member of a poor set, or one left out: the poorest of a few drawn."""
        draws = [self.rng.randrange(self.table.size) for _ in range(DRAWS)]
        return min(draws, key=self._fortune)

    def _fortune(self, row: int) -> float:
        points = self.roster.fortune(row)
        return points if points >= 0 else LOOSE * self.rng.random()

    def _around(self, centre: int, room: int) -> tuple[list[int], list[int]]:
        near = self._nearness(centre)
        freed: list[int] = []
        pool: set[int] = {centre}
        for row in np.argsort(-near, kind="stable").tolist():
            if near[row] < 0 or len(pool) >= room:
                break
            at = int(self.roster.home[row])
            if at < 0:
                pool.add(row)
            elif at not in freed and len(freed) < self.sets:
                if len(pool) + len(self.roster.teams[at]) > room:
                    break
                freed.append(at)
                pool.update(self.roster.teams[at])
        return freed, sorted(pool)

    def _nearness(self, centre: int) -> Ints:
        data = self.data
        same = data.line == data.line[centre]
        shared = np.bitwise_count(data.can & data.can[centre]).astype(np.int64)
        noise = np.frombuffer(self.rng.randbytes(self.table.size), dtype=np.uint8)
        near = 60 * shared - 40 * same.argmax(axis=1) + noise.astype(np.int64) + 500
        near[~same.any(axis=1) | (shared == 0)] = -1
        near[centre] = 1_000_000
        return near

"""A plan from prices: choose the sets a relaxation is surest of, price again, and so on down.

Knows prices, kinds and real sets. Must not know neighbourhoods or bounds.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from learning.forming import score
from learning.forming.arrays import Flags
from learning.forming.classes import NEVER, Classes
from learning.forming.pack import Floats, Master
from learning.forming.rules import allowed
from learning.forming.table import Table
from learning.forming.work import Work

Team = tuple[int, ...]

SURE = 0.9
LIKELY = 0.5
PART = 12
NEW = 400
NEAR = 120.0


class Descent:
    """One way down; `teams` are the sets chosen so far."""

    def __init__(self, classes: Classes, price: Floats, known: Iterable[Team]) -> None:
        self.classes = classes
        self.table: Table = classes.table
        self.data = classes.data
        self.free: Flags = np.ones(self.table.size, dtype=np.bool_)
        self.teams: list[Team] = []
        self.price = price
        self._master = Master(self.table.size, way="corner")
        self._columns: list[Team] = []
        self._known: set[Team] = set()
        self._add(known, NEAR)

    def run(self, work: Work) -> list[Team]:
        """Choose until nothing is left to choose, or the work is over."""
        while not work.over():
            relaxed = self._master.relax(work.seconds())
            if work.over():
                break
            self.price = relaxed.price
            if self._improve():
                relaxed = self._master.relax(work.seconds())
                if work.over():
                    break
                self.price = relaxed.price
            chosen = self._surest(relaxed.used)
            if not chosen:
                break
            for team in chosen:
                self.teams.append(team)
                self.free[list(team)] = False
                self._master.close(team)
        return self.teams

    def _improve(self) -> bool:
        net = np.where(self.free, self.data.credit - self.price, NEVER)
        offer = self.classes.offer(net)
        order = np.argsort(-offer.value, kind="stable")[: 4 * NEW]
        return self._add((offer.teams[int(at)] for at in order), 0.0)

    def _add(self, teams: Iterable[Team], within: float) -> bool:
        """Add real teams worth their price, or nearly."""
        new = [team for team in dict.fromkeys(teams) if team not in self._known]
        self._known.update(new)
        real = [team for team in new if allowed(self.table, team)]
        worth = [score.worth(self.table, team) for team in real]
        over = [one - self.price[list(team)].sum() for one, team in zip(worth, real, strict=True)]
        keep = [at for at, one in enumerate(over) if one > -within]
        self._columns += [real[at] for at in keep]
        self._master.add([worth[at] for at in keep], [real[at] for at in keep])
        return bool(keep)

    def _surest(self, used: Floats) -> list[Team]:
        """The sets used most: all that are sure, and some of the likely ones."""
        order = np.argsort(-used, kind="stable")
        chosen: list[Team] = []
        taken = ~self.free
        some = max(1, int(self.free.sum()) // 6 // PART)
        for at in map(int, order):
            if used[at] < 1e-6 or (used[at] < LIKELY and chosen):
                break
            team = list(self._columns[at])
            if taken[team].any():
                continue
            if used[at] < SURE and len(chosen) >= some:
                break
            chosen.append(self._columns[at])
            taken[team] = True
        return chosen

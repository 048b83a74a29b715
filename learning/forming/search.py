"""The order of work that finds a good plan and a bound.

Knows which method suits which size. Must not know how any of them works.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np

from learning.forming import score
from learning.forming import work as costs
from learning.forming.arrays import arrays
from learning.forming.bound import Bound, simple_bound
from learning.forming.classes import Classes
from learning.forming.descent import Descent
from learning.forming.listing import list_all
from learning.forming.placement import Placement
from learning.forming.polish import Polish
from learning.forming.problem import Problem
from learning.forming.relaxed import Relaxed
from learning.forming.roster import Roster, Team
from learning.forming.sources import Fresh
from learning.forming.start import first_plan
from learning.forming.swap import Swaps
from learning.forming.table import build
from learning.forming.whole import search_whole
from learning.forming.work import Work

LISTED_ROWS = 400
LISTING = 2_500_000
LISTING_LEAST, LISTING_EACH = 200_000, 2_000
POOL_LISTING = 40_000
RELAXED_ROWS = 100
SETS = 5
SWEEPS = 60
FEW_ROWS, FEW_SHARE, MANY_SHARE = 2_500, 0.3, 0.85
GUESS = 85.0
EASE = 1e-6


@dataclass(frozen=True, slots=True)
class Found:
    """Teams by row, and what nothing can beat."""

    teams: list[Team]
    bound: Bound


def search(problem: Problem, rng: Random, work: Work) -> Found:
    """Find sets for everybody in the problem."""
    return _Search(problem, rng, work).run()


class _Search:
    """One search: a plan, and a bound that only falls."""

    def __init__(self, problem: Problem, rng: Random, work: Work) -> None:
        self.table = build(problem)
        self.data = arrays(self.table)
        self.rng, self.work = rng, work
        self.size = self.table.size
        self.bound = simple_bound(self.table, self.data)
        self.roster = Roster(self.table, first_plan(self.table, self.data, rng))
        self.swaps = Swaps(self.table, self.data, self.roster, rng)

    def run(self) -> Found:
        """Every stage that the budget allows."""
        self.swaps.run(0, self._sweeping)
        if not self.work.stopped:
            self._from_prices()
        if not self.work.stopped and not self._whole():
            self._heat()
            source = Fresh(self.table, self.data, POOL_LISTING)
            polish = Polish(self.table, self.data, self.roster, self.rng, source, SETS)
            polish.run(int(self.work.left / costs.STEP) + 1, lambda: self.work.spend(costs.STEP))
            self.swaps.run(0, self._sweeping)
        return Found(list(self.roster.teams.values()), self.bound)

    def _sweeping(self) -> bool:
        return self.work.spend(costs.sweep_cost(self.size))

    def _from_prices(self) -> None:
        """Price all kinds of sets for a bound, and go down from the prices to a plan."""
        price, down = costs.bound_cost(self.size), costs.descent_cost(self.size)
        fits = Classes.fits(self.table) and self.size > RELAXED_ROWS
        if not fits or price > self.work.left or self.work.spend(price):
            return
        placement = Placement(self.table)
        waits = [1 + waited for waited in self.table.waited]
        classes = Classes(self.table, self.data)
        relaxed = self._relaxed(classes, score.PLACED * placement.most(waits))
        self._lower(int(relaxed.bound + EASE), placement.most([1] * self.size))
        if down <= self.work.left and not self.work.spend(down):
            self._descend(relaxed)

    def _relaxed(self, classes: Classes, most: int) -> Relaxed:
        credit = self.data.credit.astype(np.float64)
        relaxed = Relaxed(classes, credit, most)
        luck = [self.roster.fortune(row) for row in range(self.size)]
        price = credit + np.where(self.roster.home >= 0, luck, GUESS)
        relaxed.hint(price, list(self.roster.teams.values()), list(self.roster.worth.values()))
        relaxed.run(lambda: self.work.spend(0))
        return relaxed

    def _lower(self, objective: int, placed: int) -> None:
        self.bound = Bound(min(self.bound.objective, objective), min(self.bound.placed, placed))

    def _descend(self, relaxed: Relaxed) -> None:
        descent = Descent(relaxed.classes, relaxed.price, relaxed.seen)
        other = Roster(self.table, descent.run(lambda: self.work.spend(0)))
        other.replace([], first_plan(self.table, self.data, self.rng, other.home < 0))
        swaps = Swaps(self.table, self.data, other, self.rng)
        swaps.run(0, self._sweeping)
        if other.total > self.roster.total:
            self.roster, self.swaps = other, swaps

    def _whole(self) -> bool:
        """Search with every set listed, when there are not too many; whether that was done."""
        if self.size > LISTED_ROWS:
            return False
        most = min(LISTING, LISTING_LEAST + LISTING_EACH * self.work.budget)
        listed = list_all(self.table, self.data, most)
        if listed is None:
            return False
        found = search_whole(self.table, self.data, listed, self.roster, self.rng, self.work)
        self._lower(found.objective, found.placed)
        return True

    def _heat(self) -> None:
        share = FEW_SHARE if self.size <= FEW_ROWS else MANY_SHARE
        sweeps = int(self.work.left * share / costs.sweep_cost(self.size))
        self.swaps.run(min(SWEEPS, sweeps), self._sweeping)

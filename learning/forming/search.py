"""The order of work that finds a good plan and a bound, and how work is counted.

Knows which method suits which size. Must not know how any of them works.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from learning.forming.arrays import Arrays, arrays
from learning.forming.bound import Bound, simple_bound
from learning.forming.exact import prove
from learning.forming.listing import list_all
from learning.forming.polish import Polish
from learning.forming.prices import Listed, prices
from learning.forming.problem import Problem
from learning.forming.roster import Roster, Team
from learning.forming.sources import Fresh, Whole
from learning.forming.start import first_plan
from learning.forming.swap import Swaps
from learning.forming.table import Table, build

Step = Callable[[int], bool]

LISTING = 6_000_000
LISTING_LEAST, LISTING_EACH = 200_000, 3_000
POOL_LISTING = 40_000
SMALL = 120
FULL_EFFORT = 1000
FIRST_TRY = 30
PER_SECOND = 200
STEP_COST = 20
SWEEP_COST = 0.05
SETUP_COST = 0.25
SWEEPS = 60
LISTED_SETS, FRESH_SETS = 8, 5


@dataclass(frozen=True, slots=True)
class Found:
    """Teams by row, and what nothing can beat."""

    teams: list[Team]
    bound: Bound


def budget_for(problem: Problem, seconds: float) -> int:
    """The budget that usually fits a time on one modest core; the same on every machine."""
    return max(1, int(PER_SECOND * 0.8 * seconds - SETUP_COST * len(problem.members)))


def search(problem: Problem, rng: Random, budget: int, step: Step) -> Found:
    """Find sets for everybody in the problem; `step` is told how much is spent, and may stop it."""
    table = build(problem)
    data = arrays(table)
    count = _Count(step, table.size, budget)
    roster = Roster(table, first_plan(table, data, rng))
    swaps = Swaps(table, data, roster, rng)
    swaps.run(count.sweeps, count.sweep)
    if not count.stopped:
        listed = list_all(table, data, min(LISTING, LISTING_LEAST + LISTING_EACH * budget))
        if listed is not None:
            return _Listed(table, data, listed, roster).find(rng, count)
        source = Fresh(table, data, POOL_LISTING)
        Polish(table, data, roster, rng, source, FRESH_SETS).run(count.steps, count.step)
        swaps.fill()
    return Found(list(roster.teams.values()), simple_bound(table, data))


class _Listed:
    """A search through a list of every set that anybody could form."""

    def __init__(
        self, table: Table, data: Arrays, listed: Sequence[Listed], roster: Roster
    ) -> None:
        self.table, self.data, self.listed, self.roster = table, data, listed, roster
        self.priced = prices(table.size, listed)

    def find(self, rng: Random, count: _Count) -> Found:
        """Polish a little, try to prove it, and polish on for as long as there is budget."""
        source = Whole(self.table.size, self.listed, self.priced)
        polish = Polish(self.table, self.data, self.roster, rng, source, LISTED_SETS)
        first = min(FIRST_TRY, count.steps) if self.table.size <= SMALL else 0
        proved = False
        for turns in (first, count.steps - first):
            polish.run(turns, lambda at: count.step(at) or self._reached())
            proved = self._prove(rng, count.effort)
            if proved or count.stopped or count.spent >= count.budget:
                break
        bound = self.roster.total if proved else self.priced.bound
        return Found(list(self.roster.teams.values()), Bound(bound, self._heads()))

    def _reached(self) -> bool:
        return self.roster.total >= self.priced.bound

    def _prove(self, rng: Random, effort: float) -> bool:
        """Look at all sets that could be in anything better; whether that settled it."""
        beat = self.roster.total
        if self.table.size > SMALL:
            return beat >= self.priced.bound
        best = prove(self.table.size, self.listed, self.priced, beat=beat, rng=rng, effort=effort)
        if best.teams:
            self.roster.replace(list(self.roster.teams), best.teams)
        return best.proved

    def _heads(self) -> int:
        """The most people that any packing could place."""
        heads = [
            Listed(part.teams, np.full_like(part.worth, part.teams.shape[1]))
            for part in self.listed
        ]
        return prices(self.table.size, heads).bound


class _Count:
    """How a budget is shared between sweeps and steps, and how much of it is spent."""

    def __init__(self, step: Step, size: int, budget: int) -> None:
        sweep = max(1.0, size * SWEEP_COST)
        share = 0.35 if size <= 2000 else 0.85
        self.sweeps = min(SWEEPS, int(budget * share / sweep))
        self.steps = max(1, int((budget - self.sweeps * sweep) / STEP_COST))
        self.effort = min(1.0, budget / FULL_EFFORT)
        self.budget = budget
        self.spent = 0.0
        self.stopped = False
        self._sweep, self._step = sweep, step

    def sweep(self) -> bool:
        """One more sweep is about to begin; whether to stop."""
        self.stopped = self._step(int(self.spent))
        self.spent += self._sweep
        return self.stopped

    def step(self, _: int) -> bool:
        """One more step is about to begin; whether to stop."""
        self.stopped = self._step(int(self.spent))
        self.spent += STEP_COST
        return self.stopped

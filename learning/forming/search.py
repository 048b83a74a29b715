"""The order of work that finds a good plan and a bound.

Knows which method suits which size. Must not know how any of them works.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np

from learning.forming import score
from learning.forming.arrays import arrays
from learning.forming.ascent import ascend
from learning.forming.bound import Bound, most_each, simple_bound
from learning.forming.classes import Classes
from learning.forming.descent import Descent
from learning.forming.listing import list_all
from learning.forming.pack import Floats
from learning.forming.placement import Placement
from learning.forming.polish import Polish
from learning.forming.problem import Problem
from learning.forming.relaxed import Relaxed
from learning.forming.roster import Roster, Team
from learning.forming.seats import let_in_again, seat
from learning.forming.sources import Fresh
from learning.forming.start import first_plan
from learning.forming.swap import Swaps
from learning.forming.table import build
from learning.forming.whole import search_whole
from learning.forming.work import Work

LISTED_ROWS = 120
LISTING, LISTING_LEAST, LISTING_EACH = 2_500_000, 60_000, 2_000
LISTED = 0.00025
POOL_LISTING = 40_000
PRICED_ROWS = 2_500
WHOLE_COST, WHOLE_SHARE = 1500.0, 0.35
DOWN = 0.004
SETS = 5
ROUNDS, ROUNDS_SHARE = 6, 0.25
CELL = 0.000035
SEATED_SHARE, FEW_SHARE, MANY_SHARE = 0.05, 0.3, 0.9
GUESS = 85.0
BELOW = 12.0
PLACES = 0.5
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
        self.seated = False
        self.bound = simple_bound(self.table, self.data)
        self.roster = Roster(self.table, first_plan(self.table, self.data, rng))
        self.swaps = Swaps(self.table, self.data, self.roster, rng, work)

    def run(self) -> Found:
        """Every stage that the budget allows."""
        self.swaps.settle()
        if not self.work.stopped and not self._whole():
            self._price()
            self.swaps.cool(self.work.left * self._cooling())
            source = Fresh(self.table, self.data, POOL_LISTING)
            polish = Polish(self.table, self.data, self.roster, self.rng, source, SETS, self.work)
            polish.run(self.work.left, self.bound.objective)
            self.swaps.fill()
        return Found(list(self.roster.teams.values()), self.bound)

    def _cooling(self) -> float:
        """The part of the work for exchanges: little where people were let in one by one."""
        if self.size > PRICED_ROWS:
            return MANY_SHARE
        return SEATED_SHARE if self.seated else FEW_SHARE

    def _whole(self) -> bool:
        """Search with every set listed, when there are not too many; whether that was done."""
        if self.size > LISTED_ROWS:
            return False
        most = min(LISTING, LISTING_LEAST + int(LISTING_EACH * self.work.left))
        listed = list_all(self.table, self.data, most)
        if listed is None:
            self.work.pay(LISTED * most)
            return False
        self.work.pay(LISTED * sum(len(part.worth) for part in listed))
        found = search_whole(self.table, self.data, listed, self.roster, self.rng, self.work)
        self._lower(found.objective, found.placed)
        if int((self.roster.home >= 0).sum()) < found.placed and not self.work.stopped:
            heads = Placement(self.table, self.work.seconds).most([1] * self.size, whole=True)
            self._lower(found.objective, heads.most)
        return True

    def _price(self) -> None:
        """Bound what can be placed, and what it can be worth, as far as the budget goes."""
        if self.work.over():
            return
        placement = Placement(self.table, self.work.seconds)
        whole = self.size <= PRICED_ROWS and self.work.left * WHOLE_SHARE > WHOLE_COST
        waits = [1 + waited for waited in self.table.waited]
        placed = placement.most(waits, whole=whole, seats=True)
        heads = placement.most([1] * self.size, whole=whole)
        self.work.pay(placement.cost)
        self._lower(self.bound.objective, heads.most)
        self.seated = bool(placed.groups)
        if self.seated:
            plan = seat(self.table, self.data, placed.groups, self.rng)
            let_in_again(plan, placement, placed.most, self.rng, self.work)
            self._rival(plan)
        credit = score.PLACED * placed.most
        if not Classes.fits(self.table):
            return
        if self.size <= PRICED_ROWS:
            self._from_relaxed(credit)
        else:
            self._from_ascent()

    def _from_relaxed(self, most: int) -> None:
        """Price all kinds of sets for a bound, and go down from the prices to a plan."""
        classes = Classes(self.table, self.data)
        if CELL * classes.cells * ROUNDS > self.work.left * ROUNDS_SHARE:
            return
        relaxed = Relaxed(classes, self.data.credit.astype(np.float64), most)
        teams, worth = list(self.roster.teams.values()), list(self.roster.worth.values())
        relaxed.hint(self._first_price(), teams, worth)
        relaxed.run(self.work)
        self._lower(int(relaxed.bound + EASE), self.bound.placed)
        down = DOWN * self.size**2
        if down <= self.work.left and not self.work.over():
            self.work.pay(down)
            self._descend(relaxed)

    def _from_ascent(self) -> None:
        classes = Classes(self.table, self.data)
        once = CELL * classes.cells
        rounds = min(ROUNDS, int(self.work.left * ROUNDS_SHARE / max(once, 1.0)))
        self.work.pay(once * rounds)
        credit = self.data.credit.astype(np.float64)
        start = most_each(self.table, self.data).astype(np.float64) - BELOW
        found = ascend(classes, credit, start, rounds, self.work.over)
        if rounds:
            self._lower(int(found.bound + EASE), self.bound.placed)

    def _first_price(self) -> Floats:
        luck = [self.roster.fortune(row) for row in range(self.size)]
        credit = self.data.credit.astype(np.float64)
        return credit + np.where(self.roster.home >= 0, luck, GUESS)

    def _lower(self, objective: int, placed: int) -> None:
        self.bound = Bound(min(self.bound.objective, objective), min(self.bound.placed, placed))

    def _descend(self, relaxed: Relaxed) -> None:
        descent = Descent(relaxed.classes, relaxed.price, relaxed.seen)
        other = Roster(self.table, descent.run(self.work))
        other.replace([], first_plan(self.table, self.data, self.rng, other.home < 0))
        self._rival(other)

    def _rival(self, other: Roster) -> None:
        """Keep the better of two plans, when the other is settled too."""
        swaps = Swaps(self.table, self.data, other, self.rng, self.work)
        swaps.settle()
        if self._promise(other) > self._promise(self.roster):
            self.roster, self.swaps = other, swaps

    def _promise(self, roster: Roster) -> float:
        """What may come of a plan: points are won later more easily than places."""
        return roster.total + PLACES * float(self.data.credit[roster.home >= 0].sum())

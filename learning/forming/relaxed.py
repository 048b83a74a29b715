"""A bound that holds for any plan, and the sets that matter near it, for a moderate problem.

Knows prices over kinds of sets. Must not know the plan it is compared with.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from learning.forming.classes import Classes, Offer
from learning.forming.pack import Floats, Master
from learning.forming.work import Work

Team = tuple[int, ...]

ROUNDS = 60
NEW = 1500
HOLD = 0.5
CLOSE = 2e-4
EASE = 1e-6
SCALE = 1000.0
SHARE = 0.5
PASSED, BUILT, RELAXED = 0.000012, 0.006, 0.01


class Relaxed:
    """Column generation over kinds; `bound` falls as it runs, `price` is the price of the best.

    No plan places people of more than `most` credit; `ease` is the price of that limit.
    """

    def __init__(self, classes: Classes, credit: Floats, most: float) -> None:
        self.classes = classes
        self.credit = np.where(classes.hopeful, credit, 0.0)
        self.limit = min(most, float(self.credit.sum()))
        self.price: Floats = self.credit.copy()
        self.ease = 0.0
        self.bound = float("inf")
        self.seen: dict[Team, float] = {}
        self._master = Master(len(credit), way="middle")
        self._master.limit(self.credit / SCALE, self.limit / SCALE)

    def hint(self, price: Floats, teams: Sequence[Team], worth: Sequence[int]) -> None:
        """Begin from these prices and known teams."""
        self.price = np.where(self.classes.hopeful, np.maximum(price, 0.0), 0.0)
        self._add(list(zip(teams, map(float, worth), strict=True)))

    def run(self, work: Work) -> None:
        """Lower the bound until it is close to its limit or the budget is half spent."""
        until = work.spent + SHARE * work.left
        price, ease = self.price, self.ease
        for _ in range(ROUNDS):
            offer = self.classes.offer((1 - ease) * self.credit - price)
            self._judge(price, ease, offer)
            new = self._new(price + ease * self.credit, offer)
            work.pay(PASSED * self.classes.passed + BUILT * len(offer.teams))
            if not new or work.over() or work.spent > until:
                break
            self._add(new)
            relaxed = self._master.relax(work.seconds())
            work.pay(RELAXED * self._master.count)
            if work.over():
                break
            if self.bound - relaxed.worth < CLOSE * self.bound:
                break
            price = HOLD * self.price + (1 - HOLD) * relaxed.price[:-1]
            ease = HOLD * self.ease + (1 - HOLD) * float(relaxed.price[-1]) / SCALE

    def _judge(self, price: Floats, ease: float, offer: Offer) -> None:
        over = np.maximum(offer.most, 0.0).sum()
        bound = float(price.sum() + ease * self.limit + over)
        if bound < self.bound:
            self.bound, self.price, self.ease = bound, price, ease

    def _new(self, price: Floats, offer: Offer) -> list[tuple[Team, float]]:
        order = np.argsort(-offer.value, kind="stable")
        new: dict[Team, float] = {}
        for at in map(int, order):
            team = offer.teams[at]
            worth = float(offer.value[at]) + float(price[list(team)].sum())
            if worth > max(new.get(team, 0.0), self.seen.get(team, 0.0)) + EASE:
                new[team] = worth
            if len(new) >= NEW:
                break
        return list(new.items())

    def _add(self, new: Sequence[tuple[Team, float]]) -> None:
        self.seen.update(new)
        self._master.add([worth for _, worth in new], [team for team, _ in new])

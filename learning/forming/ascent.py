"""Prices for any number of people, found by asking only what is the best for each.

Each round asks for the most a head that any set with a person could bring beyond its price, and
moves the price of that person by a part of it. What is left over bounds every plan.

Knows prices and what they bound. Must not know plans or packings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from learning.forming.classes import Classes
from learning.forming.pack import Floats

PART = 1.2


@dataclass(frozen=True, slots=True)
class Ascent:
    """No plan is worth more than `bound`; `price` is the price of each row that says so."""

    bound: float
    price: Floats


def ascend(
    classes: Classes, credit: Floats, start: Floats, rounds: int, stop: Callable[[], bool]
) -> Ascent:
    """Move prices from a start for some rounds; the best bound that was met."""
    price = np.where(classes.hopeful, np.maximum(start, 0.0), 0.0)
    credit = np.where(classes.hopeful, credit, 0.0)
    best = Ascent(float("inf"), price)
    for _ in range(rounds):
        if stop():
            break
        most = classes.most(credit - price)
        bound = float(price.sum() + np.maximum(most[classes.hopeful], 0.0).sum())
        if bound < best.bound:
            best = Ascent(bound, price)
        price = np.where(classes.hopeful, np.maximum(price + PART * most, 0.0), 0.0)
    return best

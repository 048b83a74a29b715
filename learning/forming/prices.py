"""What each person is worth to a plan, when every set they could be in is listed.

Knows prices and what they bound. Must not know how sets are listed or chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from learning.forming.arrays import Ints, Rows
from learning.forming.pack import Floats, Master

ROUND = 200
ROUNDS = 500
NEAREST = 150_000
EASE = 1e-6


@dataclass(frozen=True, slots=True)
class Listed:
    """Teams of one size, numbered from nought, with the worth of each; teams in small integers."""

    teams: Rows
    worth: Ints

    def reduced(self, price: Floats) -> Floats:
        """Worth beyond the price of its members."""
        reduced = self.worth.astype(np.float64)
        for at in range(self.teams.shape[1]):
            reduced -= price[self.teams[:, at]]
        return reduced


@dataclass(frozen=True, slots=True)
class Priced:
    """A price for each member such that no packing is worth more than `bound`."""

    price: Floats
    bound: int


def prices(members: int, listed: Sequence[Listed]) -> Priced:
    """Solve the relaxation over all listed teams, adding those worth more than their price.

    Most of the work is done on the teams nearest their price; all are looked at before it ends.
    """
    master = Master(members)
    price = np.zeros(members)
    while True:
        near = [_nearest(part, price) for part in listed]
        before = master.count
        price = _settle(master, near, price)
        if master.count == before or all(len(part.worth) <= NEAREST for part in listed):
            return Priced(price, int(np.floor(_sure(price, listed) + EASE)))


def _settle(master: Master, listed: Sequence[Listed], price: Floats) -> Floats:
    for _ in range(ROUNDS):
        before = master.count
        for part in listed:
            reduced = part.reduced(price)
            top = _largest(reduced, ROUND)
            top = top[reduced[top] > EASE]
            master.add(part.worth[top], part.teams[top])
        if master.count == before:
            break
        price = master.relax().price
    return price


def _nearest(part: Listed, price: Floats) -> Listed:
    if len(part.worth) <= NEAREST:
        return part
    keep = _largest(part.reduced(price), NEAREST)
    return Listed(part.teams[keep], part.worth[keep])


def _largest(reduced: Floats, count: int) -> Ints:
    if len(reduced) <= count:
        return np.arange(len(reduced))
    return np.sort(np.argpartition(-reduced, count)[:count])


def _sure(price: Floats, listed: Sequence[Listed]) -> float:
    """The price of everybody, raised until no listed team is worth more than its members."""
    over = (float(part.reduced(price).max()) / part.teams.shape[1] for part in listed)
    return float(price.sum()) + len(price) * max(0.0, max(over, default=0.0))


def near_price(
    listed: Sequence[Listed], price: Floats, reach: float, most: int
) -> tuple[Ints, list[Rows], bool]:
    """Teams within `reach` of their price, at most `most`, and whether that is all of those."""
    reduced = [part.reduced(price) for part in listed]
    line = -reach - EASE
    count = sum(int((part >= line).sum()) for part in reduced)
    if count > most:
        line = -np.partition(-np.concatenate(reduced), most)[most]
    worth: list[Ints] = [np.empty(0, dtype=np.int64)]
    teams: list[Rows] = []
    for part, value in zip(listed, reduced, strict=True):
        keep = np.nonzero(value >= line)[0]
        worth.append(part.worth[keep])
        teams.extend(part.teams[keep])
    return np.concatenate(worth), teams, count <= most

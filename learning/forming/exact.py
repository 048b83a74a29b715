"""The best packing of people whose every set can be listed.

Knows how to be certain, by price first and then by branching on the few sets that matter. Must
not know how sets are listed, nor who the people are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from learning.forming.arrays import Ints
from learning.forming.pack import Floats, Master, pack

ROUND = 200
ROUNDS = 500
EASE = 1e-6
FIRST_REACH = 400.0
MOST_COLUMNS = 30_000


@dataclass(frozen=True, slots=True)
class Listed:
    """Teams of one size, numbered from nought, with the worth of each."""

    teams: Ints
    worth: Ints

    def reduced(self, price: Floats) -> Floats:
        """Worth beyond the price of its members."""
        return self.worth - price[self.teams].sum(axis=1)


@dataclass(frozen=True, slots=True)
class Priced:
    """A price for each member such that no packing is worth more than `bound`."""

    price: Floats
    bound: int


@dataclass(frozen=True, slots=True)
class Best:
    """Chosen teams and their worth; `proved` when nothing listed can beat them."""

    teams: list[tuple[int, ...]]
    worth: int
    proved: bool


def prices(members: int, listed: Sequence[Listed]) -> Priced:
    """Solve the relaxation over all listed teams, adding those worth more than their price."""
    master = Master(members)
    price = np.zeros(members)
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
    return Priced(price, int(np.floor(_sure(price, listed) + EASE)))


def choose(
    members: int,
    listed: Sequence[Listed],
    priced: Priced,
    *,
    beat: int,
    nodes: int,
    most: int = MOST_COLUMNS,
) -> Best:
    """The best packing worth more than `beat`; no teams when there is none or none was found."""
    if priced.bound <= beat:
        return Best([], beat, proved=True)
    gap = float(priced.bound - beat)
    reach = min(gap, FIRST_REACH)
    while True:
        worth, teams, every = _near(listed, priced.price, reach, most)
        chosen, proved = pack(members, worth, teams, nodes)
        total = int(worth[chosen].sum())
        sure = proved and every and (reach >= gap or priced.bound - total <= reach)
        better = total > beat
        if sure or not (proved and every):
            found = [tuple(teams[at].tolist()) for at in chosen] if better else []
            return Best(found, max(total, beat), sure or total >= priced.bound)
        gap = float(priced.bound - max(total, beat))
        reach = max(gap, reach + 1)


def _largest(reduced: Floats, count: int) -> Ints:
    if len(reduced) <= count:
        return np.arange(len(reduced))
    return np.sort(np.argpartition(-reduced, count)[:count])


def _sure(price: Floats, listed: Sequence[Listed]) -> float:
    """The price of everybody, raised until no listed team is worth more than its members."""
    over = (float(part.reduced(price).max()) / part.teams.shape[1] for part in listed)
    return float(price.sum()) + len(price) * max(0.0, max(over, default=0.0))


def _near(
    listed: Sequence[Listed], price: Floats, reach: float, most: int
) -> tuple[Ints, list[Ints], bool]:
    """Teams within `reach` of their price, at most `most`, and whether that is all of those."""
    reduced = [part.reduced(price) for part in listed]
    line = -reach - EASE
    count = sum(int((part >= line).sum()) for part in reduced)
    if count > most:
        line = -np.partition(-np.concatenate(reduced), most)[most]
    worth: list[Ints] = [np.empty(0, dtype=np.int64)]
    teams: list[Ints] = []
    for part, value in zip(listed, reduced, strict=True):
        keep = np.nonzero(value >= line)[0]
        worth.append(part.worth[keep])
        teams.extend(part.teams[keep])
    return np.concatenate(worth), teams, count <= most

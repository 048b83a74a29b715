"""The best packing of people whose every set can be listed.

Knows how to be certain, by price first and then by branching on the few sets that matter, or
how to look for better when being certain would take too long. Must not know how sets are listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from learning.forming.arrays import Ints, Rows
from learning.forming.dive import Dive
from learning.forming.pack import Floats, Master, pack

ROUND = 200
ROUNDS = 500
NEAREST = 150_000
EASE = 1e-6
FIRST_REACH = 400.0
MOST_DIVED = 2_500


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


@dataclass(frozen=True, slots=True)
class Best:
    """Chosen teams and their worth; `proved` when nothing listed can beat them."""

    teams: list[tuple[int, ...]]
    worth: int
    proved: bool


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


def choose(
    members: int,
    listed: Sequence[Listed],
    priced: Priced,
    *,
    beat: int,
    nodes: int,
    most: int,
) -> Best:
    """The best packing worth more than `beat`; no teams when there is none or none was found.

    Nothing is proved when more than `most` teams could matter.
    """
    if priced.bound <= beat:
        return Best([], beat, proved=True)
    gap = float(priced.bound - beat)
    reach = min(gap, FIRST_REACH)
    best = Best([], beat, proved=False)
    while True:
        worth, teams, every = _near(listed, priced.price, reach, most)
        if not every:
            return best
        chosen, proved = pack(members, worth, teams, nodes)
        total = int(worth[chosen].sum())
        if total > best.worth:
            best = Best([tuple(teams[at].tolist()) for at in chosen], total, proved=False)
        if not proved:
            return best
        gap = float(priced.bound - best.worth)
        if reach >= gap:
            return Best(best.teams, best.worth, proved=True)
        reach = gap


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


def better(
    members: int, listed: Sequence[Listed], priced: Priced, *, beat: int, rng: Random, turns: int
) -> Best:
    """A packing worth more than `beat`, looked for by diving; no teams when none was found."""
    gap = float(priced.bound - beat)
    if gap <= 0:
        return Best([], beat, proved=True)
    worth, teams, every = _near(listed, priced.price, gap, MOST_DIVED)
    if not len(worth):
        return Best([], beat, proved=True)
    dive = Dive(members, worth, teams, beat, rng)
    done = dive.run(turns)
    found = [tuple(teams[at].tolist()) for at in dive.chosen]
    return Best(found, dive.best, proved=done and every)

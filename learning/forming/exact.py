"""Choosing the best packing of listed teams: a quick look for better, or all the way to proof.

Knows three ways to look, and in which order they pay. Must not know people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from learning.forming.arrays import Ints, Rows
from learning.forming.dive import Dive
from learning.forming.pack import pack
from learning.forming.prices import Listed, Priced, near_price
from learning.forming.settle import Settle

MOST_DIVED = 2_500
MOST_PROVED = 6_000
MOST_BRANCHED = 1_700
PROOF_TURNS = 400
LOOKS = 20_000_000
NODES = 400
RELAX_COST, COLUMN_COST = 0.06, 0.00016


@dataclass(frozen=True, slots=True)
class Best:
    """Chosen teams and their worth; `proved` when nothing listed can beat them."""

    teams: list[tuple[int, ...]]
    worth: int
    proved: bool
    work: float = 0.0


@dataclass(frozen=True, slots=True)
class _Near:
    """The teams that could be in anything better than `beat`."""

    members: int
    worth: Ints
    teams: list[Rows]
    priced: Priced
    beat: int

    def best(self, chosen: Sequence[int], *, proved: bool) -> Best:
        total = int(self.worth[list(chosen)].sum())
        if total <= self.beat:
            return Best([], self.beat, proved)
        return Best([tuple(self.teams[at].tolist()) for at in chosen], total, proved)


def better(
    members: int, listed: Sequence[Listed], priced: Priced, *, beat: int, rng: Random, turns: int
) -> Best:
    """A packing worth more than `beat`, looked for by diving; no teams when none was found."""
    if priced.bound <= beat:
        return Best([], beat, proved=True)
    worth, teams, every = near_price(listed, priced.price, priced.bound - beat, MOST_DIVED)
    near = _Near(members, worth, teams, priced, beat)
    found = _diving(near, rng, turns)
    return Best(found.teams, found.worth, found.proved and every, found.work)


def prove(
    members: int,
    listed: Sequence[Listed],
    priced: Priced,
    *,
    beat: int,
    rng: Random,
    effort: float,
) -> Best:
    """The best packing, proved when that is not too much work; no teams when `beat` stands.

    `effort` is the part of the most work to do, above nought and up to one.
    """
    best = Best([], beat, proved=False)
    for look in (_dive, _settle, _branch):
        if priced.bound <= best.worth:
            return Best(best.teams, best.worth, proved=True)
        gap = priced.bound - best.worth
        worth, teams, every = near_price(listed, priced.price, gap, MOST_PROVED)
        if not every:
            return best
        found = look(_Near(members, worth, teams, priced, best.worth), rng, effort)
        best = Best(found.teams or best.teams, found.worth, found.proved)
        if best.proved:
            break
    return best


def _diving(near: _Near, rng: Random, turns: int) -> Best:
    if not near.teams:
        return Best([], near.beat, proved=True)
    dive = Dive(near.members, near.worth, near.teams, near.beat, rng)
    done = dive.run(turns)
    found = near.best(dive.chosen, proved=done)
    cost = (turns - max(0, dive.turns)) * (RELAX_COST + COLUMN_COST * len(near.teams))
    return Best(found.teams, found.worth, found.proved, cost)


def _dive(near: _Near, rng: Random, effort: float) -> Best:
    return _diving(near, rng, int(PROOF_TURNS * effort) + 1)


def _settle(near: _Near, _rng: Random, effort: float) -> Best:
    settle = Settle(near.priced.price, near.worth, near.teams, near.beat, int(LOOKS * effort) + 1)
    done = settle.run()
    return near.best(settle.chosen, proved=done)


def _branch(near: _Near, _rng: Random, effort: float) -> Best:
    if len(near.teams) > MOST_BRANCHED * effort:
        return Best([], near.beat, proved=False)
    chosen, done = pack(near.members, near.worth, near.teams, NODES)
    return near.best(chosen, proved=done)

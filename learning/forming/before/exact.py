"""The best packing of a pool small enough to list every set it could make.

Knows how to be certain. Must not know pools too rich to list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from learning.forming.arrays import Arrays, Ints, value
from learning.forming.before.columns import every_team
from learning.forming.pack import Floats, Master, pack
from learning.forming.table import Table

ROUND = 200
ROUNDS = 500
EASE = 1e-6
MIP_NODES = 20_000
MOST_COLUMNS = 60_000
FIRST_REACH = 400.0


@dataclass(frozen=True, slots=True)
class Listed:
    """Every team of one size, as pool positions, with its worth."""

    teams: Ints
    worth: Ints

    def reduced(self, price: Floats) -> Floats:
        """Worth beyond the price of its members."""
        return self.worth - price[self.teams].sum(axis=1)


@dataclass(frozen=True, slots=True)
class Best:
    """Teams as table rows, their worth, a bound on the best worth, equal when proved.

    `placed_bound` is the most people that any packing could place.
    """

    teams: list[tuple[int, ...]]
    worth: int
    bound: int
    placed_bound: int = 0


def best_of(
    table: Table, data: Arrays, pool: Sequence[int], most: int, certify: bool = False
) -> Best | None:
    """The best packing of these people alone; None when listing would pass `most`."""
    found = every_team(table, data, pool, most)
    if found is None:
        return None
    rows = np.array(pool, dtype=np.int64)
    listed = [
        Listed(np.searchsorted(rows, teams), value(table, data, teams)[1])
        for teams in found.values()
        if len(teams)
    ]
    best = choose(len(pool), listed)
    teams = [tuple(rows[list(team)].tolist()) for team in best.teams]
    heads = [Listed(part.teams, np.full_like(part.worth, part.teams.shape[1])) for part in listed]
    most = choose(len(pool), heads).bound if certify else 0
    return Best(teams, best.worth, best.bound, most)


def choose(members: int, listed: Sequence[Listed]) -> Best:
    """The best packing of listed teams, by price and then by branching on the few that matter."""
    if not listed:
        return Best([], 0, 0)
    price = _prices(members, listed)
    bound = int(np.floor(_sure(price, listed) + EASE))
    reach = FIRST_REACH
    while True:
        worth, teams, every = _near(listed, price, reach)
        chosen, proved = pack(members, worth, teams, MIP_NODES)
        total = int(worth[chosen].sum())
        best = Best([tuple(teams[at].tolist()) for at in chosen], total, bound)
        if not proved or total >= bound:
            return best
        if every or bound - total <= reach:
            return Best(best.teams, total, total)
        reach = float(bound - total)


def _prices(members: int, listed: Sequence[Listed]) -> Floats:
    master = Master(members)
    price = np.zeros(members)
    for _ in range(ROUNDS):
        before = master.count
        for part in listed:
            reduced = part.reduced(price)
            top = np.argsort(-reduced, kind="stable")[:ROUND]
            top = top[reduced[top] > EASE]
            master.add(part.worth[top], part.teams[top])
        if master.count == before:
            break
        price = master.relax().price
    return price


def _sure(price: Floats, listed: Sequence[Listed]) -> float:
    over = max(float(part.reduced(price).max()) / part.teams.shape[1] for part in listed)
    return float(price.sum()) + len(price) * max(0.0, over)


def _near(listed: Sequence[Listed], price: Floats, reach: float) -> tuple[Ints, list[Ints], bool]:
    worth: list[Ints] = []
    teams: list[Ints] = []
    total = sum(len(part.worth) for part in listed)
    for part in listed:
        keep = np.nonzero(part.reduced(price) >= -reach - EASE)[0]
        worth.append(part.worth[keep])
        teams.extend(part.teams[keep])
    return np.concatenate(worth), teams, len(teams) == total

"""Making a plan better quickly: exchange one member of a set for anybody else, all tried at once.

Knows single exchanges. Must not know listing, packing or bounds.
"""

from __future__ import annotations

from collections import defaultdict
from random import Random

import numpy as np

from learning.forming import score
from learning.forming.arrays import Arrays, Flags, Ints, value
from learning.forming.problem import ROLES
from learning.forming.roster import Roster
from learning.forming.rules import together
from learning.forming.table import Table
from learning.forming.work import Work

POOL = 400
SHORTLIST = 200
LOSS = 80
CHECKED = 12
TRIED = 20
HEAT = 9.0
COLD = 4
ENOUGH = 60
MOST_JOINING = 500
EXCHANGE_COST, JOIN_COST, TEAM_COST = 0.15, 0.1, 0.00065


class Swaps:
    """Exchanges over one roster; the worth of the roster never falls."""

    def __init__(self, table: Table, data: Arrays, roster: Roster, rng: Random, work: Work) -> None:
        self.table, self.data, self.roster, self.rng = table, data, roster, rng
        self.work = work
        self.pools = _pools(data)

    def cool(self, share: float) -> None:
        """Sweep with falling heat until so much work is done, then cold."""
        start, until = self.work.spent, self.work.spent + share
        while self.work.spent < until and not self.work.over():
            left = (until - self.work.spent) / (until - start)
            self.sweep(HEAT * left**1.5)
        self.settle()

    def settle(self) -> None:
        """Sweep cold until little is gained, and let join whoever can."""
        for _ in range(COLD):
            if self.work.over() or self.sweep() < ENOUGH:
                break
        self.fill()

    def sweep(self, heat: float = 0.0) -> int:
        """Try every set once, in a drawn order; how much was gained.

        With `heat`, an exchange that loses points is made now and then, the less likely the more
        it loses; without, only those that gain.
        """
        before = self.roster.total
        order = list(self.roster.teams)
        self.rng.shuffle(order)
        for at in order:
            if self.work.over():
                break
            if at in self.roster.teams:
                self.exchange(at, heat)
        return self.roster.total - before

    def fill(self) -> None:
        """Let everybody in no set join one with room, where that gains most."""
        for row in self.roster.loose()[:MOST_JOINING]:
            best = self._joining(row)
            if best is not None:
                at, team = best
                self.roster.replace([at], [team])

    def _joining(self, row: int) -> tuple[int, tuple[int, ...]] | None:
        high = self.table.problem.sizes[1]
        by_size: defaultdict[int, list[int]] = defaultdict(list)
        for at, team in self.roster.teams.items():
            if len(team) < high and self.table.avoid[row].isdisjoint(team):
                by_size[len(team)].append(at)
        self.work.pay(JOIN_COST + TEAM_COST * sum(map(len, by_size.values())))
        best: tuple[int, int, tuple[int, ...]] | None = None
        for ats in by_size.values():
            teams = np.array([(*self.roster.teams[at], row) for at in ats])
            here = np.nonzero(fitting(self.data, teams))[0]
            if not len(here):
                continue
            old = np.array([self.roster.worth[ats[at]] for at in map(int, here)])
            gain = value(self.table, self.data, teams[here])[1] - old
            top = int(gain.argmax())
            if gain[top] > (0 if best is None else best[0]):
                team = tuple(sorted(map(int, teams[here[top]])))
                best = (int(gain[top]), ats[int(here[top])], team)
        return None if best is None else best[1:]

    def exchange(self, at: int, heat: float) -> bool:
        """Make the best exchange found for one set; whether there was one."""
        team = self.roster.teams[at]
        pool = self._pool(team)
        out, into, teams = self._exchanges(team, pool)
        self.work.pay(EXCHANGE_COST + TEAM_COST * len(into))
        if not len(into):
            return False
        gain = value(self.table, self.data, teams)[1] - self.roster.worth[at]
        moved = self.data.credit[into] - self.data.credit[out]
        other = self.roster.home[into]
        short = _shortlist(gain - np.where(other >= 0, moved, 0))
        gain, out, into, other = gain[short], out[short], into[short], other[short]
        gain += self._other_side(out, into, other)
        if heat > 0:
            gain = gain + self._luck(len(gain), heat)
        for here in np.argsort(-gain, kind="stable")[:CHECKED].tolist():
            if gain[here] <= 0:
                return False
            if self._make(at, int(out[here]), int(into[here]), int(other[here])):
                return True
        return False

    def _luck(self, count: int, heat: float) -> Ints:
        drawn = np.frombuffer(self.rng.randbytes(4 * count), dtype=np.uint32)
        luck = -heat * np.log((drawn + 1.0) / (1 << 32))
        chance = np.frombuffer(self.rng.randbytes(count), dtype=np.uint8)
        return np.where(chance < TRIED, luck, -(10**6)).astype(np.int64)

    def _pool(self, team: tuple[int, ...]) -> Ints:
        line = self.data.line[list(team)]
        pool = np.empty(0, dtype=np.int64)
        for level in range(line.shape[1]):
            place = int(line[0, level])
            if place >= 0 and (line[:, level] == place).all():
                pool = self.pools[place]
                if len(pool) >= POOL:
                    break
        return pool

    def _exchanges(self, team: tuple[int, ...], pool: Ints) -> tuple[Ints, Ints, Ints]:
        """For each member, everybody who could stand in: who goes, who comes, the new team."""
        data = self.data
        outs: list[Ints] = []
        intos: list[Ints] = []
        teams: list[Ints] = []
        inside = np.isin(pool, team)
        for row in team:
            rest = [other for other in team if other != row]
            can = score.common(self.table, rest)
            keep = ((data.can[pool] & np.uint64(can)) != 0) & ~inside
            keep &= _roles_that_fit(self.table, rest)[data.role[pool]]
            into = pool[keep]
            outs.append(np.full(len(into), row, dtype=np.int64))
            intos.append(into)
            teams.append(np.column_stack([np.tile(rest, (len(into), 1)), into]))
        return np.concatenate(outs), np.concatenate(intos), np.concatenate(teams)

    def _other_side(self, out: Ints, into: Ints, other: Ints) -> Ints:
        """What each exchange does to the set that the newcomer leaves."""
        gain = np.zeros(len(into), dtype=np.int64)
        by_size: defaultdict[int, list[int]] = defaultdict(list)
        for here, at in enumerate(map(int, other)):
            if at >= 0:
                by_size[len(self.roster.teams[at])].append(here)
        for heres in by_size.values():
            here = np.array(heres)
            teams = np.array([self.roster.teams[at] for at in map(int, other[here])])
            teams = np.where(teams == into[here][:, None], out[here][:, None], teams)
            worth = np.array([self.roster.worth[at] for at in map(int, other[here])])
            fits = fitting(self.data, teams)
            change = np.full(len(here), -(10**9), dtype=np.int64)
            if fits.any():
                change[fits] = value(self.table, self.data, teams[fits])[1] - worth[fits]
            gain[here] = change
        return gain

    def _make(self, at: int, out: int, into: int, other: int) -> bool:
        mine = tuple(sorted({*self.roster.teams[at], into} - {out}))
        if not together(self.table, mine):
            return False
        if other < 0:
            self.roster.replace([at], [mine])
            return True
        theirs = tuple(sorted({*self.roster.teams[other], out} - {into}))
        if not together(self.table, theirs):
            return False
        self.roster.replace([at, other], [mine, theirs])
        return True


def fitting(data: Arrays, teams: Ints) -> Flags:
    """Which teams share a block, are near enough and have nobody alone of their kind."""
    can = np.bitwise_and.reduce(data.can[teams], axis=1) != 0
    line = data.line[teams]
    near = ((line == line[:, :1]).all(axis=1) & (line[:, 0] >= 0)).any(axis=1)
    roles = data.role[teams]
    counts = np.stack([(roles == role).sum(axis=1) for role in range(len(ROLES))])
    return can & near & ~(counts == 1).any(axis=0) & ((counts > 0).sum(axis=0) > 1)


def _roles_that_fit(table: Table, rest: list[int]) -> Flags:
    counts = np.bincount([table.role[row] for row in rest], minlength=len(ROLES))
    fit = np.zeros(len(ROLES), dtype=np.bool_)
    for role in range(len(ROLES)):
        after = counts.copy()
        after[role] += 1
        fit[role] = not (after == 1).any() and (after > 0).sum() > 1
    return fit


def _shortlist(gain: Ints) -> Ints:
    keep = np.nonzero(gain > -LOSS)[0]
    if len(keep) <= SHORTLIST:
        return keep
    return keep[np.argsort(-gain[keep], kind="stable")[:SHORTLIST]]


def _pools(data: Arrays) -> dict[int, Ints]:
    pools: dict[int, Ints] = {}
    for level in range(data.line.shape[1]):
        line = data.line[:, level]
        for place in np.unique(line[line >= 0]):
            pools[int(place)] = np.nonzero(line == place)[0]
    return pools

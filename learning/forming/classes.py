"""Kinds of sets: one place and up to three blocks that all its members can do.

Knows that every allowed set belongs to a kind. Forgetting who is kept apart, and giving full
marks for theme and guide, the best set of a kind is found by sorting; so nothing that is real is
missed and nothing is under-valued. Must not know which sets are chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from learning.forming import score
from learning.forming.arrays import LEVEL, SIZE, Arrays, Flags, Ints
from learning.forming.pack import Floats
from learning.forming.problem import ROLES
from learning.forming.table import Table

MOST_BLOCKS = 24
MOST_ROWS = 2_500
NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Mixes:
    """Every allowed count of each role in a set, its size, and its points for size and mix."""

    counts: Ints
    size: Ints
    points: Ints


@dataclass(frozen=True, slots=True)
class Place:
    """Rows that can meet in one place, and which of the kinds they could fill."""

    rows: Ints
    role: Ints
    each: float
    kinds: Ints
    inside: Flags


@dataclass(frozen=True, slots=True)
class Offer:
    """The best of many kinds: `most` is how much each row's best kind is worth a head."""

    most: Floats
    teams: list[tuple[int, ...]]
    value: Floats


class Classes:
    """All kinds of sets of a problem of moderate size; see `fits`."""

    def __init__(self, table: Table, data: Arrays) -> None:
        self.table, self.data = table, data
        self.mixes = _mixes(table.problem.sizes)
        self.blocks, self.spare, masks = _kinds(len(table.problem.blocks))
        self.can = (data.can[None, :] & masks[:, None]) == masks[:, None]
        self.places = list(self._places())
        self.hopeful = np.zeros(table.size, dtype=np.bool_)
        for place in self.places:
            self.hopeful[place.rows[place.inside.any(axis=0)]] = True

    def among(self, pool: Flags) -> list[Place]:
        """The places again, with only these rows in them."""
        low = self.table.problem.sizes[0]
        found: list[Place] = []
        for place in self.places:
            keep = pool[place.rows]
            if keep.sum() < low:
                continue
            part = _place(
                place.rows[keep], place.role[keep], place.each, place.inside[:, keep], low
            )
            if len(part.kinds):
                found.append(replace(part, kinds=place.kinds[part.kinds]))
        return found

    @staticmethod
    def fits(table: Table) -> bool:
        """Whether a problem is small enough for this."""
        return table.size <= MOST_ROWS and len(table.problem.blocks) <= MOST_BLOCKS

    def _places(self) -> Iterator[Place]:
        low = self.table.problem.sizes[0]
        for level in range(self.data.line.shape[1]):
            line = self.data.line[:, level]
            for name in np.unique(line[line >= 0]):
                rows = np.nonzero(line == name)[0]
                each = float(LEVEL[level] + score.GUIDE + score.THEME)
                place = _place(rows, self.data.role[rows], each, self.can[:, rows], low)
                if len(place.kinds):
                    yield place

    def offer(
        self, net: Floats, *, points: bool = True, places: Sequence[Place] | None = None
    ) -> Offer:
        """The best team of each kind when each row brings `net`, and quality if `points`."""
        most = np.full(self.table.size, NEVER)
        found: list[tuple[int, ...]] = []
        values: list[Floats] = []
        for place in self.places if places is None else places:
            for at in range(self.blocks.shape[1] if points else 1):
                part = _Part(self, place, at, net, points=points)
                if not len(part.kinds):
                    continue
                most[place.rows] = np.maximum(most[place.rows], part.most())
                chosen, value = part.teams()
                found += chosen
                values.append(value)
        empty = np.empty(0)
        return Offer(most, found, np.concatenate([empty, *values]))


class _Part:
    """One place, and one of the blocks of each kind as the block to meet in."""

    def __init__(self, whole: Classes, place: Place, at: int, net: Floats, *, points: bool) -> None:
        keep = np.nonzero(whole.spare[place.kinds] >= at)[0]
        self.place = place
        self.kinds = place.kinds[keep]
        self.inside = place.inside[keep]
        block = whole.blocks[self.kinds, at]
        bring = np.broadcast_to(net[place.rows], self.inside.shape)
        if points:
            bring = bring + score.GOOD * whole.data.good[place.rows][:, block].T
        self.bring = np.where(self.inside, bring, NEVER)
        self.mixes = whole.mixes
        self.rows_of_role: list[Ints] = []
        self.first = self._first()
        self.total = self._total(whole.spare[self.kinds], points=points)

    def _first(self) -> Floats:
        """The sum of the best k rows of each role, for each kind."""
        longest = int(self.mixes.counts.max())
        first = np.full((len(self.kinds), len(ROLES), longest + 1), 10 * NEVER)
        first[:, :, 0] = 0
        for role in range(len(ROLES)):
            here = np.nonzero(self.place.role == role)[0]
            self.rows_of_role.append(here)
            many = min(longest, len(here))
            if many < 2:
                continue
            value = self.bring[:, here]
            if len(here) > many:
                value = np.partition(value, len(here) - many, axis=1)[:, -many:]
            first[:, role, 1 : many + 1] = np.cumsum(-np.sort(-value, axis=1), axis=1)
        return first

    def _total(self, spare: Ints, *, points: bool) -> Floats:
        mixes = self.mixes
        total = np.zeros((len(self.kinds), len(mixes.size)))
        for role in range(len(ROLES)):
            total += self.first[:, role][:, mixes.counts[:, role]]
        if points:
            each = self.place.each + score.SPARE * spare
            total += mixes.points[None, :] + mixes.size[None, :] * each[:, None]
        return total

    def most(self) -> Floats:
        """For each row of the place, the most a head of the kinds it belongs to."""
        head = (self.total / self.mixes.size[None, :]).max(axis=1)
        return np.where(self.inside, head[:, None], NEVER).max(axis=0)

    def teams(self) -> tuple[list[tuple[int, ...]], Floats]:
        """The best team of each kind worth more than nothing, and its value."""
        best = self.total.argmax(axis=1)
        value = self.total[np.arange(len(best)), best]
        keep = np.nonzero(value > 1e-3)[0]
        return [self._team(int(at), int(best[at])) for at in keep], value[keep]

    def _team(self, kind: int, mix: int) -> tuple[int, ...]:
        team: list[int] = []
        for role, here in enumerate(self.rows_of_role):
            count = int(self.mixes.counts[mix, role])
            if count:
                order = np.argsort(-self.bring[kind, here], kind="stable")[:count]
                team += [int(row) for row in self.place.rows[here[order]]]
        return tuple(sorted(team))


def _place(rows: Ints, role: Ints, each: float, inside: Flags, low: int) -> Place:
    """A place with only the kinds that enough of these rows could fill."""
    count = np.stack([inside[:, role == r].sum(axis=1) for r in range(len(ROLES))], 1)
    paired = np.where(count >= 2, count, 0)
    enough = (paired.sum(axis=1) >= low) & ((paired > 0).sum(axis=1) >= 2)
    kinds = np.nonzero(enough)[0]
    return Place(rows, role, each, kinds, inside[kinds])


def _mixes(sizes: tuple[int, int]) -> Mixes:
    low, high = sizes
    counts = [
        mix
        for mix in product(range(high - 1), repeat=len(ROLES))
        if low <= sum(mix) <= high and 1 not in mix and sum(count > 0 for count in mix) > 1
    ]
    table = np.array(counts, dtype=np.int64)
    size = table.sum(axis=1)
    both = (table[:, score.GP] >= 2) & (table[:, score.ARTIST] >= 2)
    even = table.max(axis=1) <= -(-size // 2)
    return Mixes(table, size, size * (SIZE[size] + score.MIX * (both.astype(np.int64) + even)))


def _kinds(blocks: int) -> tuple[Ints, Ints, NDArray[np.uint64]]:
    """The blocks of each kind (padded with the first), how many are spare, and the mask."""
    sets = [
        kind
        for size in range(1, score.SPARE_MOST + 2)
        for kind in combinations(range(blocks), size)
    ]
    width = score.SPARE_MOST + 1
    padded = np.array([kind + kind[:1] * (width - len(kind)) for kind in sets], dtype=np.int64)
    spare = np.array([len(kind) - 1 for kind in sets], dtype=np.int64)
    masks = np.array([sum(1 << block for block in kind) for kind in sets], dtype=np.uint64)
    return padded, spare, masks

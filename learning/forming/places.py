"""The parts that kinds of sets are made of: mixes of roles, blocks, and who is where.

Knows who could fill which part. Must not know prices or what a set is worth to a plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from learning.forming import score
from learning.forming.arrays import SIZE, Arrays, Flags, Ints
from learning.forming.pack import Floats
from learning.forming.problem import ROLES
from learning.forming.table import Table


@dataclass(frozen=True, slots=True)
class Mixes:
    """Every allowed count of each role in a set, its size, and its points for size and mix."""

    counts: Ints
    size: Ints
    points: Ints

    def among(self, crews: Sequence[Crew]) -> Mixes:
        """The mixes of these roles alone."""
        others = np.ones(len(ROLES), dtype=np.bool_)
        others[[crew.role for crew in crews]] = False
        keep = ~(self.counts[:, others] > 0).any(axis=1)
        return Mixes(self.counts[keep], self.size[keep], self.points[keep])


@dataclass(frozen=True, slots=True)
class Crew:
    """Everybody of one role in a place, by organisation; all as positions in the place."""

    role: int
    order: Ints
    starts: Ints
    guides: Ints

    def best(self, bring: Floats) -> Floats:
        """The best of each organisation, for each kind."""
        value = bring[:, self.order]
        if len(self.starts) == len(self.order):
            return value
        return np.maximum.reduceat(value, self.starts, axis=1)

    def pick(self, bring: Floats, count: int, *, guided: bool) -> list[int]:
        """The best few, one an organisation, with a guide among them if asked for."""
        value = bring[self.order]
        ends = [*self.starts[1:].tolist(), len(self.order)]
        firsts = [
            int(self.order[start + value[start:end].argmax()])
            for start, end in zip(self.starts.tolist(), ends, strict=True)
        ]
        chosen = sorted(firsts, key=lambda at: (-bring[at], at))[:count]
        if guided:
            guide = int(self.guides[bring[self.guides].argmax()])
            if guide not in chosen:
                chosen[-1] = guide
        return chosen


@dataclass(frozen=True, slots=True)
class Place:
    """Rows that can meet in one place, and which of the kinds they could fill."""

    rows: Ints
    crews: tuple[Crew, ...]
    each: float
    kinds: Ints
    inside: Flags


def make_place(rows: Ints, data: Arrays, firm: Ints, each: float, inside: Flags, low: int) -> Place:
    """A place with only the kinds that enough of these rows could fill."""
    role = data.role[rows]
    count = np.stack([inside[:, role == r].sum(axis=1) for r in range(len(ROLES))], 1)
    paired = np.where(count >= 2, count, 0)
    enough = (paired.sum(axis=1) >= low) & ((paired > 0).sum(axis=1) >= 2)
    kinds = np.nonzero(enough)[0]
    crews = [_crew(r, np.nonzero(role == r)[0], firm[rows], data.guide[rows]) for r in set(role)]
    crews = [crew for crew in crews if len(crew.starts) > 1]
    return Place(rows, tuple(crews), each, kinds, inside[kinds])


def _crew(role: int, here: Ints, firm: Ints, guide: Flags) -> Crew:
    order = here[np.argsort(firm[here], kind="stable")]
    starts = np.nonzero(np.diff(firm[order], prepend=-1))[0]
    return Crew(int(role), order, starts, here[guide[here]])


def firms_of(table: Table) -> Ints:
    """A number for each organisation, and one for each person without."""
    numbers: dict[str, int] = {}
    members = enumerate(table.problem.members)
    names = [member.organisation or f"\0{at}" for at, member in members]
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)


def all_mixes(sizes: tuple[int, int]) -> Mixes:
    """Every allowed count of each role: two roles at least, and nobody alone."""
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


def all_kinds(blocks: int) -> tuple[Ints, Ints, NDArray[np.uint64]]:
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

"""Every set that a small pool of people could make, listed all at once with numpy.

Knows how to list whole sets. Must not know what they are worth or which are chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learning.forming.arrays import FAR_APART, Arrays, Bits, Flags, Ints, meeting_level
from learning.forming.problem import ROLES
from learning.forming.table import NIBBLE, Table

MOST_POOL = 64
ONE = np.uint64(1)
FULL = np.int64((1 << NIBBLE) - 1)


@dataclass(frozen=True, slots=True)
class _Front:
    """Part-built teams of one size, by pool position, and what is still open to each."""

    team: NDArray[np.uint8]
    can: Bits
    open: Bits
    kinds: Ints

    def where(self, keep: Flags) -> _Front:
        return _Front(self.team[keep], self.can[keep], self.open[keep], self.kinds[keep])


def friends(table: Table, data: Arrays, pool: Sequence[int]) -> Flags:
    """Which pairs of the pool may ever share a set: near enough, not kept apart, a block."""
    rows = np.array(pool, dtype=np.int64)
    near = meeting_level(data, rows[:, None], rows[None, :]) < FAR_APART
    near &= (data.can[rows][:, None] & data.can[rows][None, :]) != 0
    at = {row: here for here, row in enumerate(pool)}
    for row, here in at.items():
        for other in table.avoid[row]:
            if other in at:
                near[here, at[other]] = False
    return near


def every_team(
    table: Table, data: Arrays, pool: Sequence[int], most: int
) -> dict[int, Ints] | None:
    """All allowed teams of the pool by size, as table rows; None if the work would pass `most`.

    A pool of more than 64 is listed block by block. `most` counts part-built teams.
    """
    if len(pool) < table.problem.sizes[0]:
        return {}
    if len(pool) <= MOST_POOL:
        return _Lister(table, data, pool, most).run()
    return _by_block(table, data, pool, most)


def _by_block(table: Table, data: Arrays, pool: Sequence[int], most: int) -> dict[int, Ints] | None:
    """Each team under the earliest block that all its members can do."""
    found: dict[int, list[Ints]] = {}
    for block in range(len(table.problem.blocks)):
        able = [row for row in pool if table.can[row] >> block & 1]
        if len(able) < table.problem.sizes[0]:
            continue
        if len(able) > MOST_POOL:
            return None
        lister = _Lister(table, data, able, most)
        listed = lister.run()
        if listed is None:
            return None
        most = lister.left
        earlier = np.uint64((1 << block) - 1)
        for size, teams in listed.items():
            can = np.bitwise_and.reduce(data.can[teams], axis=1)
            found.setdefault(size, []).append(teams[(can & earlier) == 0])
    return {size: np.concatenate(parts) for size, parts in found.items()}


class _Lister:
    """One listing under way."""

    def __init__(self, table: Table, data: Arrays, pool: Sequence[int], most: int) -> None:
        self.low, self.high = table.problem.sizes
        self.rows = np.array(pool, dtype=np.int64)
        self.after = _after(friends(table, data, pool))
        self.can = data.can[self.rows]
        self.kinds = np.int64(1) << (NIBBLE * data.role[self.rows])
        self.left = most

    def run(self) -> dict[int, Ints] | None:
        """List level by level; None when there are too many."""
        start = np.arange(len(self.rows), dtype=np.uint8)[:, None]
        front: _Front | None = _Front(start, self.can, self.after, self.kinds)
        found: dict[int, Ints] = {}
        for size in range(2, self.high + 1):
            front = self._grow(front, size)
            if front is None:
                return None
            if size >= self.low:
                team = front.team[_sound(front.kinds)]
                found[size] = self.rows[team.astype(np.int64)]
        return found

    def _grow(self, front: _Front, size: int) -> _Front | None:
        grown: list[_Front] = []
        for at in range(len(self.rows)):
            part = self._add(front, at, size)
            self.left -= len(part.team)
            if self.left < 0:
                return None
            grown.append(part)
        return _Front(
            np.concatenate([part.team for part in grown]),
            np.concatenate([part.can for part in grown]),
            np.concatenate([part.open for part in grown]),
            np.concatenate([part.kinds for part in grown]),
        )

    def _add(self, front: _Front, at: int, size: int) -> _Front:
        here = np.nonzero(front.open >> np.uint64(at) & ONE)[0]
        both = front.can[here] & self.can[at]
        here, both = here[both != 0], both[both != 0]
        column = np.full((len(here), 1), at, dtype=np.uint8)
        part = _Front(
            np.concatenate([front.team[here], column], axis=1),
            both,
            front.open[here] & self.after[at],
            front.kinds[here] + self.kinds[at],
        )
        return part.where(self._hopeful(part, size))

    def _hopeful(self, front: _Front, size: int) -> Flags:
        left = np.bitwise_count(front.open).astype(np.int64)
        return (size + left >= self.low) & (
            _alone(front.kinds) <= np.minimum(left, self.high - size)
        )


def _after(near: Flags) -> Bits:
    later = np.triu(near, 1)
    powers = ONE << np.arange(len(near), dtype=np.uint64)
    return np.where(later, powers[None, :], np.uint64(0)).sum(axis=1, dtype=np.uint64)


def _alone(kinds: Ints) -> Ints:
    alone = np.zeros(len(kinds), dtype=np.int64)
    for role in range(len(ROLES)):
        alone += kinds >> NIBBLE * role & FULL == 1
    return alone


def _sound(kinds: Ints) -> Flags:
    present = np.zeros(len(kinds), dtype=np.int64)
    for role in range(len(ROLES)):
        present += kinds >> NIBBLE * role & FULL != 0
    return (present > 1) & (_alone(kinds) == 0)

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

    The pool may hold at most 64 people; `most` counts part-built teams.
    """
    if len(pool) > MOST_POOL:
        return None
    low, high = table.problem.sizes
    rows = np.array(pool, dtype=np.int64)
    after = _after(friends(table, data, pool))
    kinds = np.int64(1) << (NIBBLE * data.role[rows])
    front = _Front(np.arange(len(pool), dtype=np.uint8)[:, None], data.can[rows], after, kinds)
    found: dict[int, Ints] = {}
    spent = 0
    for size in range(2, high + 1):
        front = _grow(front, after, data.can[rows], kinds, (size, low, high))
        spent += len(front.team)
        if spent > most:
            return None
        if size >= low:
            found[size] = rows[front.team[_sound(front.kinds)].astype(np.int64)]
    return found


def _after(near: Flags) -> Bits:
    later = np.triu(near, 1)
    powers = ONE << np.arange(len(near), dtype=np.uint64)
    return np.where(later, powers[None, :], np.uint64(0)).sum(axis=1, dtype=np.uint64)


def _grow(
    front: _Front, after: Bits, can: Bits, kinds: Ints, sizes: tuple[int, int, int]
) -> _Front:
    size, low, high = sizes
    grown: list[_Front] = []
    for at in range(len(after)):
        here = np.nonzero(front.open >> np.uint64(at) & ONE)[0]
        both = front.can[here] & can[at]
        here, both = here[both != 0], both[both != 0]
        team = np.concatenate(
            [front.team[here], np.full((len(here), 1), at, dtype=np.uint8)], axis=1
        )
        part = _Front(team, both, front.open[here] & after[at], front.kinds[here] + kinds[at])
        grown.append(part.where(_hopeful(part, size, low, high)))
    return _Front(
        np.concatenate([part.team for part in grown]),
        np.concatenate([part.can for part in grown]),
        np.concatenate([part.open for part in grown]),
        np.concatenate([part.kinds for part in grown]),
    )


def _hopeful(front: _Front, size: int, low: int, high: int) -> Flags:
    left = np.bitwise_count(front.open).astype(np.int64)
    return (size + left >= low) & (_alone(front.kinds) <= np.minimum(left, high - size))


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

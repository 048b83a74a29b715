"""How good any plan could be: a number nothing can beat.

Knows what is impossible. Must not know the plan it is compared with.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from learning.forming import score
from learning.forming.arrays import Arrays, Flags, Ints
from learning.forming.problem import ROLES
from learning.forming.table import Table

LEVELS = len(score.LEVEL)


@dataclass(frozen=True, slots=True)
class Bound:
    """Nothing places more than `placed` people or scores more than `objective`."""

    objective: int
    placed: int


def simple_bound(table: Table, data: Arrays) -> Bound:
    """The sum over members of the most each could bring; instant at any size."""
    each = most_each(table, data)
    return Bound(int(each.sum()), int((each > 0).sum()))


def most_each(table: Table, data: Arrays) -> Ints:
    """The most that each member could bring to any plan; nothing where no set could have them."""
    hopeful, area = hopes(table, data)
    low, high = table.problem.sizes
    sizes = max(score.SIZE.get(size, 0) for size in range(low, high + 1))
    blocks = np.bitwise_count(data.can).astype(np.int64)
    each = (
        sizes
        + score.GOOD * data.good.any(axis=1)
        + score.SPARE * np.minimum(score.SPARE_MOST, blocks - 1)
        + 2 * score.MIX
        + area
        + score.THEME
        + score.GUIDE
    )
    return np.where(hopeful, data.credit + each, 0)


def hopes(table: Table, data: Arrays) -> tuple[Flags, Ints]:
    """Who could be in any set at all, and the most area points each could have."""
    width = len(table.problem.blocks)
    hopeful = np.zeros(table.size, dtype=np.bool_)
    area = np.zeros(table.size, dtype=np.int64)
    for level in reversed(range(LEVELS)):
        line = data.line[:, level]
        names, place = np.unique(line, return_inverse=True)
        for block in range(width):
            can = (data.can >> np.uint64(block) & np.uint64(1)).astype(np.bool_) & (line >= 0)
            roles = np.zeros((len(names), len(ROLES)), dtype=np.int64)
            np.add.at(roles, (place[can], data.role[can]), 1)
            paired = np.where(roles >= 2, roles, 0)
            enough = (paired.sum(axis=1) >= table.problem.sizes[0]) & ((paired > 0).sum(axis=1) > 1)
            here = can & enough[place] & (roles[place, data.role] >= 2)
            hopeful |= here
            area[here] = score.LEVEL[level]
    return hopeful, area

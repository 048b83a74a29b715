"""The table again as numpy columns, and the value of many sets at once.

Knows the same score as score.py, for whole batches; tests hold the two together. Must not know
which sets are chosen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learning.forming import score
from learning.forming.table import Table

Ints = NDArray[np.int64]
Rows = NDArray[np.int64] | NDArray[np.int16]
Bits = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Small = NDArray[np.int8]

FAR_APART = 9
BATCH = 100_000
LEVEL = np.array([*score.LEVEL, *[0] * FAR_APART], dtype=np.int64)
SIZE = np.array([score.SIZE.get(n, 0) for n in range(16)], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Arrays:
    """One row a member: masks of blocks, 0/1 matrices of good blocks and themes, and so on.

    `line` holds the place at each level within reach, or a number no other row has.
    """

    can: Bits
    good: Small
    role: Ints
    themes: Small
    plain: Small
    guide: Flags
    credit: Ints
    line: Ints


def arrays(table: Table) -> Arrays:
    """Turn a table into arrays; at most 60 blocks."""
    return Arrays(
        can=np.array(table.can, dtype=np.uint64),
        good=_spread(table.good, len(table.problem.blocks)),
        role=np.array(table.role, dtype=np.int64),
        themes=_spread(table.themes, len(table.theme_names)),
        plain=np.array([mask == 0 for mask in table.themes], dtype=np.int8),
        guide=np.array(table.guide, dtype=np.bool_),
        credit=np.array([score.PLACED * (1 + w) for w in table.waited], dtype=np.int64),
        line=_lines(table),
    )


def _spread(masks: tuple[int, ...], width: int) -> Small:
    spread = np.zeros((len(masks), width), dtype=np.int8)
    for row, mask in enumerate(masks):
        while mask:
            low = mask & -mask
            spread[row, low.bit_length() - 1] = 1
            mask ^= low
    return spread


def _lines(table: Table) -> Ints:
    levels = len(score.LEVEL)
    lines = np.empty((table.size, levels), dtype=np.int64)
    lines[:] = -1 - np.arange(table.size)[:, None]
    for row, mask in enumerate(table.reach):
        left = mask
        while left:
            at = (left & -left).bit_length() - 1
            lines[row, table.place_level[at]] = at
            left &= left - 1
    return lines


def meeting_level(data: Arrays, rows: Ints, others: Ints) -> Ints:
    """The smallest level two rows can meet at, pair by pair; `FAR_APART` when they cannot."""
    level = np.full(np.broadcast_shapes(rows.shape, others.shape), FAR_APART, dtype=np.int64)
    for at in reversed(range(data.line.shape[1])):
        level[data.line[rows, at] == data.line[others, at]] = at
    return level


def value(table: Table, data: Arrays, teams: Rows) -> tuple[Ints, Ints]:
    """Best block and whole worth of each allowed team; `teams` is one row a team, one size."""
    blocks = np.empty(len(teams), dtype=np.int64)
    worth = np.empty(len(teams), dtype=np.int64)
    for start in range(0, len(teams), BATCH):
        part = teams[start : start + BATCH].astype(np.int64)
        blocks[start : start + BATCH], worth[start : start + BATCH] = _value(table, data, part)
    return blocks, worth


def _value(table: Table, data: Arrays, teams: Ints) -> tuple[Ints, Ints]:
    size = teams.shape[1]
    can = np.bitwise_and.reduce(data.can[teams], axis=1)
    width = np.arange(data.good.shape[1], dtype=np.uint64)
    open_ = (can[:, None] >> width & np.uint64(1)).astype(np.bool_)
    good = np.where(open_, data.good[teams].sum(axis=1, dtype=np.int8), np.int8(-1))
    block = good.argmax(axis=1)
    spare = np.minimum(score.SPARE_MOST, np.bitwise_count(can).astype(np.int64) - 1)
    level = meeting_level(data, teams[:, :1], teams).max(axis=1)
    shared = data.plain[teams].sum(axis=1, dtype=np.int64)
    if data.themes.shape[1]:
        shared = shared + data.themes[teams].sum(axis=1, dtype=np.int64).max(axis=1)
    each = (
        SIZE[size]
        + score.SPARE * spare
        + score.MIX * _mix(data.role[teams])
        + LEVEL[level]
        + score.GUIDE * data.guide[teams].any(axis=1)
    )
    total = data.credit[teams].sum(axis=1) + size * each
    total += score.GOOD * good.max(axis=1).astype(np.int64) + score.THEME * shared
    return block, total + score.MET * _met(table, teams)


def _mix(roles: Ints) -> Ints:
    counts = np.stack([(roles == role).sum(axis=1) for role in score.ALL_ROLES])
    both = (counts[score.GP] >= 2) & (counts[score.ARTIST] >= 2)
    even = counts.max(axis=0) <= -(-roles.shape[1] // 2)
    return both.astype(np.int64) + even


def _met(table: Table, teams: Ints) -> Ints:
    rows = np.unique(teams)
    total = np.zeros(len(teams), dtype=np.int64)
    for row in map(int, rows):
        met = table.met[row]
        if not met:
            continue
        here = np.nonzero((teams == row).any(axis=1))[0]
        count = np.isin(teams[here], list(met)).sum(axis=1)
        total[here] += np.minimum(score.MET_MOST, count)
    return total

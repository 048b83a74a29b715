"""Listing what people could form: one small pool, or everybody place by place.

Knows pools. Must not know which sets are chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from learning.forming.arrays import Arrays, Ints, Rows, meeting_level, value
from learning.forming.columns import every_team
from learning.forming.prices import Listed
from learning.forming.table import Table

MOST_ROWS = 4_000


def list_pool(table: Table, data: Arrays, pool: Sequence[int], most: int) -> list[Listed] | None:
    """Every set of a pool, by pool position; the pool is in rising order."""
    found = every_team(table, data, pool, most)
    if found is None:
        return None
    rows = np.array(pool, dtype=np.int64)
    return [
        Listed(np.searchsorted(rows, teams), value(table, data, teams)[1])
        for teams in found.values()
        if len(teams)
    ]


def list_all(table: Table, data: Arrays, most: int) -> list[Listed] | None:
    """Every set anybody could form, by row, each once; None when that is too much work."""
    if table.size > MOST_ROWS:
        return None
    by_size: dict[int, list[NDArray[np.int16]]] = {}
    for level in range(data.line.shape[1]):
        line = data.line[:, level]
        for place in np.unique(line[line >= 0]):
            pool = [int(row) for row in np.nonzero(line == place)[0]]
            found = every_team(table, data, pool, most)
            if found is None:
                return None
            for size, teams in found.items():
                here = teams[_level(data, teams) == level].astype(np.int16)
                most -= len(teams)
                by_size.setdefault(size, []).append(here)
    listed: list[Listed] = []
    for _, parts in sorted(by_size.items()):
        teams: Rows = np.concatenate(parts)
        if len(teams):
            listed.append(Listed(teams, value(table, data, teams)[1]))
    return listed


def _level(data: Arrays, teams: Ints) -> Ints:
    level = np.zeros(len(teams), dtype=np.int64)
    for at in range(1, teams.shape[1]):
        level = np.maximum(level, meeting_level(data, teams[:, 0], teams[:, at]))
    return level

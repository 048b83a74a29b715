"""Listing what people could form: one small pool, or everybody place by place.

Knows pools. Must not know which sets are chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from learning.forming.arrays import Arrays, Ints, meeting_level, value
from learning.forming.columns import every_team
from learning.forming.exact import Listed
from learning.forming.table import Table


def list_pool(
    table: Table, data: Arrays, pool: Sequence[int], most: int
) -> list[Listed] | None:
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
    by_size: dict[int, list[Ints]] = {}
    for level in range(data.line.shape[1]):
        line = data.line[:, level]
        for place in np.unique(line[line >= 0]):
            pool = [int(row) for row in np.nonzero(line == place)[0]]
            found = every_team(table, data, pool, most)
            if found is None:
                return None
            for size, teams in found.items():
                here = teams[_level(data, teams) == level]
                most -= len(teams)
                by_size.setdefault(size, []).append(here)
    listed = [np.concatenate(parts) for _, parts in sorted(by_size.items())]
    return [Listed(teams, value(table, data, teams)[1]) for teams in listed if len(teams)]


def _level(data: Arrays, teams: Ints) -> Ints:
    if not len(teams):
        return np.empty(0, dtype=np.int64)
    return meeting_level(data, teams[:, :1], teams).max(axis=1)

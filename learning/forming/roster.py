"""A plan while it is being improved: teams by number, what each is worth, where everybody is.

Knows the books. Must not know how better teams are found.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from learning.forming import score
from learning.forming.arrays import Ints
from learning.forming.table import Table

Team = tuple[int, ...]


class Roster:
    """Teams that share nobody; `home` is the team of each row, or -1."""

    def __init__(self, table: Table, teams: Sequence[Team]) -> None:
        self.table = table
        self.teams: dict[int, Team] = {}
        self.worth: dict[int, int] = {}
        self.home: Ints = np.full(table.size, -1, dtype=np.int64)
        self.total = 0
        self._next = 0
        self.replace([], teams)

    def replace(self, gone: Sequence[int], come: Sequence[Team]) -> None:
        """Take teams away by number, and add others."""
        for at in gone:
            self.home[list(self.teams.pop(at))] = -1
            self.total -= self.worth.pop(at)
        for team in come:
            at, self._next = self._next, self._next + 1
            self.teams[at] = team
            self.worth[at] = score.worth(self.table, team)
            self.home[list(team)] = at
            self.total += self.worth[at]

    def fortune(self, row: int) -> float:
        """Points a head in this row's set, apart from placement; -1 when in no set."""
        at = int(self.home[row])
        if at < 0:
            return -1.0
        team = self.teams[at]
        return (self.worth[at] - score.credit(self.table, team)) / len(team)

    def loose(self) -> list[int]:
        """Rows in no set."""
        return [int(row) for row in np.nonzero(self.home < 0)[0]]

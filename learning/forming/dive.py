"""Looking for a better packing by following its linear relaxation down, and turning back.

Knows columns and their relaxation. Must not know people.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np

from learning.forming.arrays import Ints, Rows
from learning.forming.pack import Floats, Master

SOME = 1e-6
WHOLE = 0.9999
WOBBLE = 0.1
BETTER = 0.99


class Dive:
    """A depth-first search that keeps whatever beats the best so far."""

    def __init__(
        self, members: int, worth: Ints, teams: Sequence[Rows], beat: int, rng: Random
    ) -> None:
        self.master = Master(members)
        self.master.add(worth, teams)
        self.worth, self.teams, self.rng = worth, teams, rng
        self.best = beat
        self.chosen: list[int] = []
        self.turns = 0

    def run(self, turns: int) -> bool:
        """Search for at most so many relaxations; whether everything was looked at."""
        self.turns = turns
        self._search([], 0)
        return self.turns > 0

    def _search(self, fixed: list[int], value: int) -> None:
        barred: list[int] = []
        while self.turns > 0:
            self.turns -= 1
            relaxed = self.master.relax()
            if relaxed.worth + value < self.best + BETTER:
                break
            column = self._branch(relaxed.used)
            if column < 0:
                self._keep(fixed, relaxed.used)
                break
            self.master.close(self.teams[column].tolist())
            self._search([*fixed, column], value + int(self.worth[column]))
            self.master.reopen(self.teams[column].tolist())
            self.master.forbid(column)
            barred.append(column)
        for column in barred:
            self.master.allow(column)

    def _branch(self, used: Floats) -> int:
        """The column most used in part, or -1 when every column is used wholly or not at all."""
        parts = np.nonzero((used > SOME) & (used < WHOLE))[0]
        if not len(parts):
            return -1
        wobble = np.array([self.rng.random() for _ in range(len(parts))])
        return int(parts[(used[parts] + WOBBLE * wobble).argmax()])

    def _keep(self, fixed: list[int], used: Floats) -> None:
        chosen = fixed + [int(at) for at in np.nonzero(used >= WHOLE)[0]]
        total = int(self.worth[chosen].sum())
        if total > self.best:
            self.best, self.chosen = total, chosen

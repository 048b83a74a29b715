"""Where the sets that a pool could make come from: a list of all, or a list made for the pool.

Knows how to answer with listed sets. Must not know which are chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from learning.forming.arrays import Arrays
from learning.forming.listing import list_pool
from learning.forming.pack import Floats
from learning.forming.prices import Listed, Priced
from learning.forming.table import Table

ASKED, LISTED, LOOKED = 2.5, 0.001, 0.00001


class Source(Protocol):
    """Something that lists the sets of a pool, by pool position."""

    @property
    def most(self) -> int:
        """How many people a pool may hold."""
        ...

    def listed(self, pool: Sequence[int]) -> list[Listed] | None:
        """The sets of a pool in rising order; None when there are too many to list."""
        ...

    def cost(self, listed: Sequence[Listed] | None) -> float:
        """What the last answer cost, and pricing it will cost."""
        ...

    def beaten(self, objective: int) -> None:
        """Learn what has been reached, so as to drop what cannot be part of anything better."""
        ...


class Fresh:
    """Lists each pool anew: for problems too large to list whole."""

    most = 62

    def __init__(self, table: Table, data: Arrays, teams: int) -> None:
        self.table, self.data, self.teams = table, data, teams

    def listed(self, pool: Sequence[int]) -> list[Listed] | None:
        """List the pool, with a limit on the work."""
        return list_pool(self.table, self.data, pool, self.teams)

    def cost(self, listed: Sequence[Listed] | None) -> float:
        """Listing anew is most of it; giving up costs a whole listing."""
        count = self.teams if listed is None else sum(len(part.worth) for part in listed)
        return ASKED + LISTED * count

    def beaten(self, objective: int) -> None:
        """Nothing is kept, so nothing is dropped."""


class Whole:
    """Filters one list of all sets; sets that no better plan can hold are dropped."""

    def __init__(self, size: int, listed: Sequence[Listed], priced: Priced) -> None:
        self.size, self.priced = size, priced
        self.parts = [(part, part.reduced(priced.price)) for part in listed]

    @property
    def most(self) -> int:
        """Any pool will do."""
        return self.size

    def listed(self, pool: Sequence[int]) -> list[Listed] | None:
        """Filter the list."""
        position = np.full(self.size, -1, dtype=np.int64)
        position[list(pool)] = np.arange(len(pool))
        found: list[Listed] = []
        for part, _ in self.parts:
            inside = position >= 0
            keep = np.ones(len(part.worth), dtype=np.bool_)
            for at in range(part.teams.shape[1]):
                keep &= inside[part.teams[:, at]]
            if keep.any():
                found.append(Listed(position[part.teams[keep]], part.worth[keep]))
        return found

    def cost(self, listed: Sequence[Listed] | None) -> float:
        """Looking through the list, and pricing what was found."""
        whole = sum(len(part.worth) for part, _ in self.parts)
        found = sum(len(part.worth) for part in listed or ())
        return ASKED + LOOKED * whole + LISTED * found

    def beaten(self, objective: int) -> None:
        """Drop every set whose shortfall from its price is more than is still to be gained."""
        gap = self.priced.bound - objective
        parts: list[tuple[Listed, Floats]] = []
        for part, reduced in self.parts:
            keep = reduced >= -gap - 1
            parts.append((Listed(part.teams[keep], part.worth[keep]), reduced[keep]))
        self.parts = parts

"""Where the sets that a pool could make come from: a list of all, or a list made for the pool.

Knows how to answer with listed sets. Must not know which are chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np

from learning.forming.arrays import Arrays, Flags, Ints, value
from learning.forming.classes import Classes
from learning.forming.listing import list_pool
from learning.forming.pack import Floats
from learning.forming.prices import Listed, Priced, prices
from learning.forming.rules import allowed
from learning.forming.table import Table

ROUNDS = 6


class Source(Protocol):
    """Something that lists the sets of a pool, by pool position."""

    @property
    def most(self) -> int:
        """How many people a pool may hold."""
        ...

    def listed(self, pool: Sequence[int]) -> list[Listed] | None:
        """The sets of a pool in rising order; None when there are too many to list."""
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

    def beaten(self, objective: int) -> None:
        """Drop every set whose shortfall from its price is more than is still to be gained."""
        gap = self.priced.bound - objective
        parts: list[tuple[Listed, Floats]] = []
        for part, reduced in self.parts:
            keep = reduced >= -gap - 1
            parts.append((Listed(part.teams[keep], part.worth[keep]), reduced[keep]))
        self.parts = parts


class Keen:
    """Makes the sets worth their price, pool by pool, and remembers them."""

    most = 130

    def __init__(self, classes: Classes, price: Floats, known: Iterable[tuple[int, ...]]) -> None:
        self.classes, self.price = classes, price
        self.table, self.data = classes.table, classes.data
        self._known: set[tuple[int, ...]] = set()
        self._teams: dict[int, list[Ints]] = {}
        self._worth: dict[int, list[Ints]] = {}
        self._learn(known)

    def listed(self, pool: Sequence[int]) -> list[Listed] | None:
        """All remembered sets of the pool, after a few rounds of making more."""
        inside = np.zeros(self.table.size, dtype=np.bool_)
        inside[list(pool)] = True
        places = self.classes.among(inside)
        price = self.price
        for _ in range(ROUNDS):
            offer = self.classes.offer(self.data.credit - price, places=places)
            if not self._learn(offer.teams):
                break
            listed = self._inside(pool, inside)
            priced = prices(len(pool), listed).price
            price = price.copy()
            price[list(pool)] = priced
        return self._inside(pool, inside)

    def beaten(self, objective: int) -> None:
        """Nothing is dropped: what is remembered is little."""

    def _learn(self, teams: Iterable[tuple[int, ...]]) -> bool:
        new = [team for team in dict.fromkeys(teams) if team not in self._known]
        self._known.update(new)
        real = [team for team in new if allowed(self.table, team)]
        for size in sorted({len(team) for team in real}):
            rows = np.array([team for team in real if len(team) == size], dtype=np.int64)
            self._teams.setdefault(size, []).append(rows)
            self._worth.setdefault(size, []).append(value(self.table, self.data, rows)[1])
        return bool(real)

    def _inside(self, pool: Sequence[int], inside: Flags) -> list[Listed]:
        position = np.full(self.table.size, -1, dtype=np.int64)
        position[list(pool)] = np.arange(len(pool))
        found: list[Listed] = []
        for size, parts in self._teams.items():
            teams, worth = np.concatenate(parts), np.concatenate(self._worth[size])
            self._teams[size], self._worth[size] = [teams], [worth]
            keep = inside[teams].all(axis=1)
            if keep.any():
                found.append(Listed(position[teams[keep]], worth[keep]))
        return found

"""Settling whether anything better exists, by counting what each choice gives away.

A set worth less than the price of its people gives away the difference; a person left out gives
away their price. A plan is better only if all it gives away is less than the gap.

Knows prices and shortfalls. Must not know people or relaxations.
"""

from __future__ import annotations

from collections.abc import Sequence

from learning.forming.arrays import Ints, Rows
from learning.forming.pack import Floats

Entry = tuple[float, int, int]
NOTHING = 1e-7


class Settle:
    """A depth-first count that keeps the packing giving away least."""

    def __init__(
        self, price: Floats, worth: Ints, teams: Sequence[Rows], beat: int, looks: int
    ) -> None:
        self.price = [float(one) for one in price]
        self.order = [
            at
            for at in sorted(range(len(self.price)), key=lambda at: (-self.price[at], at))
            if self.price[at] > NOTHING
        ]
        self.limit = sum(self.price) - beat - 0.5
        self.looks = looks
        self.chosen: list[int] = []
        self.found = False
        self._through = _index(self.price, worth, teams)
        self._path: list[int] = []

    def run(self) -> bool:
        """Count through everything; whether it was done within the looks allowed."""
        self._search(0, 0.0, 0)
        return self.looks > 0

    def _search(self, used: int, given: float, at: int) -> None:
        order = self.order
        while at < len(order) and used >> order[at] & 1:
            at += 1
        if at == len(order):
            self.limit, self.chosen, self.found = given - 1.0, list(self._path), True
            return
        row = order[at]
        for short, mask, column in self._through[row]:
            self.looks -= 1
            if self.looks <= 0 or given + short >= self.limit:
                break
            if mask & used:
                continue
            self._path.append(column)
            self._search(used | mask, given + short, at + 1)
            self._path.pop()
        if self.looks > 0 and given + self.price[row] < self.limit:
            self._search(used | 1 << row, given + self.price[row], at + 1)


def _index(price: list[float], worth: Ints, teams: Sequence[Rows]) -> list[list[Entry]]:
    """For each row, the teams through it, giving away least first."""
    through: list[list[Entry]] = [[] for _ in price]
    for column, team in enumerate(teams):
        rows = [int(row) for row in team]
        short = sum(price[row] for row in rows) - int(worth[column])
        entry = (max(0.0, short), sum(1 << row for row in rows), column)
        for row in rows:
            through[row].append(entry)
    for entries in through:
        entries.sort()
    return through

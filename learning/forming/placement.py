"""How many people could be placed at all, whatever the points.

A set needs a place, a block and two of each kind of work in it. Each person is let into one place
and block at most, whole or in part; only whether a kind of work is there is settled whole. Nobody
is kept apart. So nothing real is missed, and what is left is small enough to settle.

Knows who could be where. Must not know points, prices or plans.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from learning.forming.pack import Rules
from learning.forming.table import Table

WHOLE_ROWS = 300
RARE_SHARE = 0.12
MOST_RARE = 400
NODES = 60
FIND_COST, LOOK_COST = 0.01, 3.0
EASE = 1e-6
Spot = tuple[int, int]


class Placement:
    """The places and blocks where some set could be, and who could be in it."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.low, self.high = table.problem.sizes
        self.spots = _largest(_open_spots(table))
        self.cost = FIND_COST * table.size
        self.hopeful = frozenset[int]().union(*self.spots)

    def most(self, weight: Sequence[int], *, whole: bool) -> int:
        """Nothing places people of more weight than this.

        With `whole`, everybody is looked at one by one when they are not too many.
        """
        watched = self._watched(whole=whole)
        self.cost += LOOK_COST * len(watched)
        free = sum(weight[row] for row in self.hopeful if row not in watched)
        if not watched:
            return free
        model = _Model(self.table, weight)
        every = len(watched) == len(self.hopeful)
        for spot in self.spots if every else self._groups(watched):
            model.let_in(sorted(spot), whole=every)
        return free + model.most()

    def _watched(self, *, whole: bool) -> Collection[int]:
        """Those who are looked at one by one: everybody, or else those whose kind is rare."""
        if whole and len(self.hopeful) <= WHOLE_ROWS:
            return self.hopeful
        kinds = Counter(self.table.role)
        limit = RARE_SHARE * self.table.size
        rare = {row for row in self.hopeful if kinds[self.table.role[row]] <= limit}
        return rare if len(rare) <= MOST_RARE else frozenset()

    def _groups(self, watched: Collection[int]) -> list[frozenset[int]]:
        """One rare kind at one place and block, those that hold no more than another left out."""
        groups: set[frozenset[int]] = set()
        for spot in self.spots:
            by_role: defaultdict[int, set[int]] = defaultdict(set)
            for row in spot:
                if row in watched:
                    by_role[self.table.role[row]].add(row)
            groups.update(frozenset(rows) for rows in by_role.values())
        return _largest(groups)


class _Model:
    """Who goes where, as columns and rules."""

    def __init__(self, table: Table, weight: Sequence[int]) -> None:
        self.table, self.weight = table, weight
        self.low, self.high = table.problem.sizes
        self.rules = Rules()
        self._ways: defaultdict[int, list[int]] = defaultdict(list)

    def let_in(self, rows: Sequence[int], *, whole: bool) -> None:
        """Let these people meet at one place and block; with `whole` they are all there are."""
        rules = self.rules
        ways: defaultdict[int, list[int]] = defaultdict(list)
        firms: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
        for row in rows:
            way = rules.column(self.weight[row], most=1)
            ways[self.table.role[row]].append(way)
            firms[self.table.role[row], self._firm(row)].add(way)
            self._ways[row].append(way)
        there = {role: rules.column(0, most=1, whole=True) for role in sorted(ways)}
        for role, here in there.items():
            for way in ways[role]:
                rules.rule({way: 1, here: -1}, most=0)
            rules.rule({**dict.fromkeys(ways[role], 1), here: -2}, least=0)
        for (role, firm), same in sorted(firms.items()):
            if firm and len(same) > 1:
                others = {way: 1 for way in ways[role] if way not in same}
                rules.rule({**others, there[role]: -1}, least=0)
        if whole:
            self._sets(ways, there, firms)

    def _firm(self, row: int) -> str:
        return self.table.problem.members[row].organisation or ""

    def _sets(
        self,
        ways: Mapping[int, Sequence[int]],
        there: Mapping[int, int],
        firms: Mapping[tuple[int, str], Collection[int]],
    ) -> None:
        """So many sets are made there: each with room, and two or more of two kinds."""
        rules = self.rules
        sets = rules.column(0)
        everybody = dict.fromkeys((way for here in ways.values() for way in here), 1)
        rules.rule({**everybody, sets: -self.low}, least=0)
        rules.rule({**everybody, sets: -self.high}, most=0)
        for role, here in there.items():
            others = {way: 1 for other in ways if other != role for way in ways[other]}
            rules.rule({**others, sets: -2}, least=0)
            rules.rule({here: 1, sets: -1}, most=0)
        for (_, firm), same in sorted(firms.items()):
            if firm and len(same) > 1:
                rules.rule({**dict.fromkeys(same, 1), sets: -1}, most=0)

    def most(self) -> int:
        """The most weight that can be let in."""
        for ways in self._ways.values():
            self.rules.rule(dict.fromkeys(ways, 1), most=1)
        return int(np.floor(self.rules.most(NODES) + EASE))


def _open_spots(table: Table) -> Iterator[frozenset[int]]:
    """Everybody at each place and block, without those who would be alone of their kind."""
    spots: defaultdict[Spot, list[int]] = defaultdict(list)
    for row in range(table.size):
        for at in _bits(table.reach[row]):
            for block in _bits(table.can[row]):
                spots[at, block].append(row)
    for _, rows in sorted(spots.items()):
        kinds = Counter(table.role[row] for row in rows)
        paired = [row for row in rows if kinds[table.role[row]] > 1]
        if len(paired) >= table.problem.sizes[0] and len({table.role[row] for row in paired}) > 1:
            yield frozenset(paired)


def _largest(groups: Iterator[frozenset[int]] | Collection[frozenset[int]]) -> list[frozenset[int]]:
    """The groups that are not inside another."""
    kept: list[frozenset[int]] = []
    inside: defaultdict[int, list[int]] = defaultdict(list)
    for group in sorted(set(groups), key=lambda group: (-len(group), sorted(group))):
        rarest = min(group, key=lambda row: (len(inside[row]), row))
        if any(group <= kept[at] for at in inside[rarest]):
            continue
        for row in group:
            inside[row].append(len(kept))
        kept.append(group)
    return kept


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low

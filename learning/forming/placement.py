"""How many people could be placed at all, whatever the points.

A set needs a place, a block and two of each kind of work in it. Each person is let into one place
and block at most. Several sets at one place and block are not told apart, so nothing real is
missed; and who was let in where is nearly a plan (see seats.py).

Knows who could be where. Must not know points, prices or plans.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from learning.forming.pack import INFINITE, Rules
from learning.forming.table import Table
from learning.forming.work import Clock, endless

WHOLE_ROWS = 300
RARE_SHARE = 0.12
MOST_RARE = 400
NODES = 60
FIND_COST, LOOK_COST = 0.01, 3.0
EASE = 1e-6
HALF = 0.5
Spot = tuple[int, int]
Group = list[int]


@dataclass(frozen=True, slots=True)
class Placed:
    """Nothing places more weight than `most`; `groups` are who was let in together, if known."""

    most: int
    groups: list[Group]


class Placement:
    """The places and blocks where some set could be, and who could be in it."""

    def __init__(self, table: Table, seconds: Clock = endless) -> None:
        self.table, self.seconds = table, seconds
        self.low, self.high = table.problem.sizes
        self.spots = _largest(_open_spots(table, range(table.size)))
        self.cost = FIND_COST * table.size
        self.hopeful = frozenset[int]().union(*self.spots)

    def most(self, weight: Sequence[int], *, whole: bool, seats: bool = False) -> Placed:
        """The most weight of people that anything could place.

        With `whole`, everybody is looked at one by one when they are not too many; with `seats`
        nobody is let in by halves then, so that the groups are nearly sets.
        """
        watched = self._watched(whole=whole)
        self.cost += LOOK_COST * len(watched)
        free = sum(weight[row] for row in self.hopeful if row not in watched)
        mixed = self._mixed(weight)
        if not watched:
            return Placed(min(free, mixed), [])
        model = _Model(self.table, weight, seats=seats)
        every = len(watched) == len(self.hopeful)
        for spot in self.spots if every else self._groups(watched):
            model.let_in(sorted(spot), whole=every)
        found = model.most(self.seconds())
        return Placed(min(free + found.most, mixed), found.groups if every and seats else [])

    def _mixed(self, weight: Sequence[int]) -> int:
        """The most where many do one kind of work: two others are in each of their sets."""
        least = sum(weight[row] for row in self.hopeful)
        for role in {self.table.role[row] for row in self.hopeful}:
            same = [weight[row] for row in self.hopeful if self.table.role[row] == role]
            others = [weight[row] for row in self.hopeful if self.table.role[row] != role]
            room = (self.high - 2) * len(others) // 2
            least = min(least, sum(others) + sum(sorted(same, reverse=True)[:room]))
        return least

    def again(self, weight: Sequence[int], pool: Iterable[int]) -> list[Group]:
        """The most weight of a few people, one set at most at each place and time."""
        model = _Model(self.table, weight, seats=True)
        for spot in sorted(set(_open_spots(self.table, pool)), key=sorted):
            model.let_in(sorted(spot), whole=True, sets=1)
        return model.most(self.seconds()).groups

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

    def __init__(self, table: Table, weight: Sequence[int], *, seats: bool) -> None:
        self.table, self.weight, self.seats = table, weight, seats
        self.low, self.high = table.problem.sizes
        self.rules = Rules()
        self._ways: defaultdict[int, list[int]] = defaultdict(list)
        self._groups: list[dict[int, int]] = []

    def let_in(self, rows: Sequence[int], *, whole: bool, sets: float = INFINITE) -> None:
        """Let these people meet at one place and block; with `whole` they are all there are.

        At most so many `sets` are made there.
        """
        rules = self.rules
        group: dict[int, int] = {}
        ways: defaultdict[int, list[int]] = defaultdict(list)
        firms: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
        for row in rows:
            way = rules.column(self.weight[row], most=1, whole=self.seats)
            group[row] = way
            ways[self.table.role[row]].append(way)
            firms[self.table.role[row], self._firm(row)].add(way)
            self._ways[row].append(way)
        there = {role: rules.column(0, most=1, whole=True) for role in sorted(ways)}
        for role, here in there.items():
            for way in ways[role]:
                rules.rule({way: 1, here: -1}, most=0)
            rules.rule({**dict.fromkeys(ways[role], 1), here: -2}, least=0)
        for apart in self._apart(rows):
            here = ways[self.table.role[apart[0]]]
            same = {group[row] for row in apart}
            others = {way: 1 for way in here if way not in same}
            rules.rule({**others, **dict.fromkeys(sorted(same), -1)}, least=0)
        if whole:
            self._sets(ways, there, firms, group, rules.column(0, most=sets, whole=self.seats))
            self._groups.append(group)

    def _apart(self, rows: Sequence[int]) -> list[tuple[int, ...]]:
        """Those of one role who are all in different sets, so that each needs another one.

        Everybody of one organisation, and each two who are kept apart for another reason.
        """
        role = self.table.role
        firms: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
        for row in rows:
            firms[role[row], self._firm(row)].append(row)
        found = [tuple(same) for (_, firm), same in sorted(firms.items()) if firm and len(same) > 1]
        inside = frozenset(rows)
        for row in rows:
            for other in sorted(self.table.avoid[row] & inside):
                one_firm = self._firm(row) == self._firm(other) != ""
                if row < other and role[row] == role[other] and not one_firm:
                    found.append((row, other))
        return found

    def _firm(self, row: int) -> str:
        return self.table.problem.members[row].organisation or ""

    def _sets(
        self,
        ways: Mapping[int, Sequence[int]],
        there: Mapping[int, int],
        firms: Mapping[tuple[int, str], Collection[int]],
        group: Mapping[int, int],
        sets: int,
    ) -> None:
        """So many sets are made there: each with room, and two or more of two kinds."""
        rules = self.rules
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
        for row, way in group.items():
            for other in sorted(self.table.avoid[row]):
                if row < other and other in group:
                    rules.rule({way: 1, group[other]: 1, sets: -1}, most=0)

    def most(self, seconds: float) -> Placed:
        """The most weight that can be let in, and a way to do it."""
        for ways in self._ways.values():
            self.rules.rule(dict.fromkeys(ways, 1), most=1)
        found = self.rules.most(NODES, seconds)
        heaviest = sum(self.weight[row] for row in self._ways)
        inside = [
            [r for r, way in group.items() if found.used[way] > HALF] for group in self._groups
        ]
        return Placed(
            int(np.floor(min(found.bound + EASE, heaviest))), [group for group in inside if group]
        )


def _open_spots(table: Table, pool: Iterable[int]) -> Iterator[frozenset[int]]:
    """Everybody at each place and block, without those who would be alone of their kind."""
    spots: defaultdict[Spot, list[int]] = defaultdict(list)
    for row in pool:
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

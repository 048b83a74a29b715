"""Plain ways of forming sets, to stand beside ours: random, first fit, scarcest first.

Knows the rules by asking them. Must not know how our own search works.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from random import Random

from learning.forming.problem import Problem
from learning.forming.rules import allowed
from learning.forming.score import best_block, place
from learning.forming.table import Table, build

Answer = list[tuple[tuple[str, ...], str]]
Order = Callable[[Table, Random], list[int]]
TARGET = 6
RESTARTS = 20


def random_restarts(problem: Problem, seed: int) -> Answer:
    """First fit in a random order, the best of several tries by people placed."""
    dice, table = Random(seed), build(problem)
    tries = 1 if table.size > 2_000 else RESTARTS
    answers = [_fill(table, _shuffled(table, dice)) for _ in range(tries)]
    return _named(table, max(answers, key=lambda teams: sum(map(len, teams))))


def first_fit(problem: Problem, _seed: int) -> Answer:
    """People in the order of the file, each set filled with the first who fit."""
    table = build(problem)
    return _named(table, _fill(table, list(range(table.size))))


def scarcest_first(problem: Problem, _seed: int) -> Answer:
    """Those with the fewest people they could meet come first."""
    table = build(problem)
    kinds = Counter(table.role)
    rows = range(table.size)
    order = sorted(
        rows, key=lambda row: (kinds[table.role[row]] > table.size // 8, *_room(table, row))
    )
    return _named(table, _fill(table, order))


def _room(table: Table, row: int) -> tuple[int, int]:
    return table.can[row].bit_count() * table.reach[row].bit_count(), row


def _shuffled(table: Table, dice: Random) -> list[int]:
    rows = list(range(table.size))
    dice.shuffle(rows)
    return rows


def _fill(table: Table, order: Sequence[int]) -> list[list[int]]:
    by_spot: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for row in order:
        for at in _bits(table.reach[row]):
            for block in _bits(table.can[row]):
                by_spot[at, block].append(row)
    used: set[int] = set()
    teams: list[list[int]] = []
    for row in order:
        if row in used:
            continue
        for at in _bits(table.reach[row]):
            team = next(
                (
                    t
                    for b in _bits(table.can[row])
                    if (t := _grow(table, row, by_spot[at, b], used))
                ),
                None,
            )
            if team:
                teams.append(team)
                used.update(team)
                break
    return teams


def _grow(table: Table, row: int, rows: Sequence[int], used: set[int]) -> list[int] | None:
    """A set of six (or five) at one place and block: two kinds, three of each as far as can be."""
    team, kinds = [row], Counter({table.role[row]: 1})
    for other in rows:
        role = table.role[other]
        if other in used or other in team or not table.avoid[other].isdisjoint(team):
            continue
        if kinds[role] >= TARGET // 2 or (role not in kinds and len(kinds) > 1):
            continue
        team.append(other)
        kinds[role] += 1
        if len(team) == TARGET:
            break
    return team if allowed(table, team) else None


def _named(table: Table, teams: Sequence[Sequence[int]]) -> Answer:
    members, blocks = table.problem.members, table.problem.blocks
    sound = [team for team in teams if place(table, team) >= 0]
    return [(tuple(members[r].id for r in t), blocks[best_block(table, t)]) for t in sound]


def _bits(mask: int) -> list[int]:
    return [at for at in range(mask.bit_length()) if mask >> at & 1]

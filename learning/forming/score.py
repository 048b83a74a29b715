"""How good one set is, term by term: the only definition, used by search and explanation alike.

Knows points. Must not know whether a set is allowed, nor how sets are found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from learning.forming.problem import LEVELS, ROLES, Problem
from learning.forming.table import NIBBLE, Table, build

PLACED = 1000
SIZE: Mapping[int, int] = {5: 20, 6: 35, 7: 30}
GOOD = 20
SPARE, SPARE_MOST = 5, 2
MIX = 10
AREA: Mapping[str, int] = {"local": 6, "icb": 4, "cluster": 2, "region": 0}
LEVEL = tuple(AREA[level] for level in LEVELS)
THEME = 10
GUIDE = 10
MET, MET_MOST = -15, 2
GP, ARTIST = ROLES.index("gp"), ROLES.index("artist")
ALL_ROLES = range(len(ROLES))
FULL = (1 << NIBBLE) - 1


def common(table: Table, team: Sequence[int]) -> int:
    """Blocks, as a mask, that everybody in the team can do."""
    mask = -1
    for row in team:
        mask &= table.can[row]
    return mask


def place(table: Table, team: Sequence[int]) -> int:
    """The smallest place containing everybody and within every reach, or -1."""
    mask = -1
    for row in team:
        mask &= table.reach[row]
    return (mask & -mask).bit_length() - 1


def best_block(table: Table, team: Sequence[int]) -> int:
    """The block all can do that most call good, the earliest of equals; -1 when there is none."""
    open_blocks = common(table, team)
    counts = sum(table.tally[row] for row in team)
    best, most = -1, -1
    while open_blocks:
        low = open_blocks & -open_blocks
        block = low.bit_length() - 1
        good = counts >> NIBBLE * block & FULL
        if good > most:
            best, most = block, good
        open_blocks ^= low
    return best


def terms(table: Table, team: Sequence[int], block: int) -> dict[str, int]:
    """Points of each term for this team meeting in this block; the team must be allowed."""
    size = len(team)
    bit = 1 << block
    return {
        "size": size * SIZE.get(size, 0),
        "good": GOOD * sum(1 for row in team if table.good[row] & bit),
        "spare": size * SPARE * min(SPARE_MOST, (common(table, team) & ~bit).bit_count()),
        "mix": size * _mix(table, team),
        "area": size * LEVEL[table.place_level[place(table, team)]],
        "theme": THEME * sharing(table, team)[0],
        "guide": size * GUIDE if any(table.guide[row] for row in team) else 0,
        "met": MET * sum(_met(table, row, team) for row in team),
    }


def quality(table: Table, team: Sequence[int], block: int) -> int:
    """All points of a team apart from placement."""
    return sum(terms(table, team, block).values())


def worth(table: Table, team: Sequence[int]) -> int:
    """What a team adds to the objective when it meets in its best block."""
    return credit(table, team) + quality(table, team, best_block(table, team))


def credit(table: Table, team: Sequence[int]) -> int:
    """Points for placing these people: 1000 each, and 1000 more for every round waited."""
    return PLACED * sum(1 + table.waited[row] for row in team)


def sharing(table: Table, team: Sequence[int]) -> tuple[int, int]:
    """The most members who share one theme, and that theme (-1 if no one has one)."""
    named = [table.themes[row] for row in team if table.themes[row]]
    joiners = len(team) - len(named)
    best, most = -1, 0
    left = 0
    for mask in named:
        left |= mask
    while left:
        low = left & -left
        count = sum(1 for mask in named if mask & low)
        if count > most:
            best, most = low.bit_length() - 1, count
        left ^= low
    return joiners + most, best


def _mix(table: Table, team: Sequence[int]) -> int:
    roles = [table.role[row] for row in team]
    both = roles.count(GP) >= 2 and roles.count(ARTIST) >= 2
    even = max(roles.count(role) for role in ALL_ROLES) <= -(-len(team) // 2)
    return MIX * (both + even)


def _met(table: Table, row: int, team: Sequence[int]) -> int:
    met = table.met[row]
    if not met:
        return 0
    return min(MET_MOST, sum(1 for other in team if other in met))


def judge(problem: Problem, members: Sequence[str], block: str) -> dict[str, int]:
    """Points of each term for named members, for a caller that holds no table."""
    table = build(problem)
    return terms(table, [table.index[m] for m in members], problem.blocks.index(block))

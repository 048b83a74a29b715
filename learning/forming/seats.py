"""A plan from who was let in where: sets are made of each group of people, and the rest join in.

Where a group cannot be made into sets, a few hundred people around it are let in again, one set
at most at each place and time, which is then surely a plan.

Knows groups and the sets inside them. Must not know how people are let in.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np

from learning.forming.arrays import Arrays
from learning.forming.listing import list_pool
from learning.forming.pack import pack
from learning.forming.placement import Placement
from learning.forming.roster import Roster, Team
from learning.forming.start import first_plan
from learning.forming.table import Table
from learning.forming.work import Work

MOST_TEAMS = 40_000
NODES = 40
TRIES = 4
POOL, MORE = 70, 15
AGAIN_COST = 0.5


def let_in_again(roster: Roster, placement: Placement, most: int, rng: Random, work: Work) -> None:
    """Place more people, a neighbourhood at a time, until `most` weight is placed."""
    weight = [1 + waited for waited in roster.table.waited]
    for turn in range(TRIES):
        loose = roster.loose()
        short = most - sum(weight) + sum(weight[row] for row in loose)
        if short <= 0 or work.over():
            return
        freed, pool = _around(roster, loose, POOL + MORE * turn, rng)
        work.pay(AGAIN_COST * len(pool))
        teams = [tuple(group) for group in placement.again(weight, pool)]
        before = sum(weight[row] for at in freed for row in roster.teams[at])
        if sum(weight[row] for team in teams for row in team) > before:
            roster.replace(freed, teams)


def _around(
    roster: Roster, loose: Sequence[int], room: int, rng: Random
) -> tuple[list[int], list[int]]:
    """Sets who share times with those left out, drawn by luck, and everybody in them."""
    table = roster.table
    order = sorted(roster.teams)
    near = {
        at: sum(
            (table.can[row] & table.can[one]).bit_count()
            for row in roster.teams[at]
            for one in loose
        )
        for at in order
    }
    order.sort(key=lambda at: -near[at] * (0.5 + rng.random()))
    pool, freed = list(loose[:room]), list[int]()
    for at in order:
        if len(pool) >= room:
            break
        freed.append(at)
        pool.extend(roster.teams[at])
    return freed, sorted(pool)


def seat(table: Table, data: Arrays, groups: Sequence[Sequence[int]], rng: Random) -> Roster:
    """The best sets inside each group, then sets of those who are left over."""
    roster = Roster(
        table, [team for group in groups for team in _teams(table, data, sorted(group))]
    )
    roster.replace([], first_plan(table, data, rng, roster.home < 0))
    return roster


def _teams(table: Table, data: Arrays, group: Sequence[int]) -> list[Team]:
    listed = list_pool(table, data, group, MOST_TEAMS)
    if not listed:
        return []
    worth = np.concatenate([part.worth for part in listed])
    teams = [team for part in listed for team in part.teams]
    chosen, _ = pack(len(group), worth, teams, NODES)
    return [tuple(group[int(at)] for at in teams[one]) for one in chosen]

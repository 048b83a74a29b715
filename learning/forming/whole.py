"""The search when every set that anybody could form can be listed.

Knows how to polish, prove and bound with the whole list. Must not know how to do without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np

from learning.forming.arrays import Arrays
from learning.forming.bound import Bound
from learning.forming.exact import prove
from learning.forming.polish import Polish
from learning.forming.prices import Listed, prices
from learning.forming.roster import Roster
from learning.forming.sources import Whole
from learning.forming.table import Table
from learning.forming.work import Work

SMALL = 120
FIRST_TRY = 400.0
SETS = 8
FULL_EFFORT = 1000
PROVED_IN = 6.0
PRICED = 0.0002
PROVED = 1200.0
PROVED_EACH = 0.05


def search_whole(
    table: Table, data: Arrays, listed: Sequence[Listed], roster: Roster, rng: Random, work: Work
) -> Bound:
    """Improve the roster while there is budget; what nothing can beat."""
    count = sum(len(part.worth) for part in listed)
    work.pay(PRICED * count)
    priced = prices(table.size, listed)
    source = Whole(table.size, listed, priced)
    polish = Polish(table, data, roster, rng, source, SETS, work)
    small = table.size <= SMALL
    proved = roster.total >= priced.bound
    for share in (FIRST_TRY, work.left) if small else (work.left,):
        polish.run(min(share, work.left), priced.bound)
        if small and not work.stopped:
            effort = min(1.0, max(1, work.left) / FULL_EFFORT, work.seconds() / PROVED_IN)
            best = prove(table.size, listed, priced, beat=roster.total, rng=rng, effort=effort)
            work.pay(min(PROVED, PROVED_EACH * count) * effort)
            if best.teams:
                roster.replace(list(roster.teams), best.teams)
            proved = best.proved
        if proved or work.over():
            break
    return Bound(roster.total if proved else priced.bound, _heads(table.size, listed))


def _heads(size: int, listed: Sequence[Listed]) -> int:
    """The most people that any packing could place."""
    heads = [Listed(part.teams, np.full_like(part.worth, part.teams.shape[1])) for part in listed]
    return prices(size, heads).bound

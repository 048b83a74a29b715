"""The team at one place and time that asks the least: the fewest things changed for it.

Knows what each person there would cost. Must not know what a cost stands for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product

MOST_LOOKS = 4_000
NONE = 1_000_000
Apart = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could come; `cost` is what must be asked for it, `rank` breaks ties."""

    row: int
    role: int
    cost: int
    rank: int = 0


@dataclass(slots=True)
class _Hunt:
    """One depth-first look for a team; `most` is the cost not to reach."""

    apart: Apart
    most: int
    looks: int = MOST_LOOKS
    best: list[Candidate] = field(default_factory=list[Candidate])

    def look(self, wanted: Sequence[tuple[Sequence[Candidate], int]]) -> None:
        """Fill each role in turn with the cheapest who can be together."""
        self._fill(wanted, 0, 0, [], 0)

    def _fill(
        self,
        wanted: Sequence[tuple[Sequence[Candidate], int]],
        at: int,
        start: int,
        team: list[Candidate],
        cost: int,
    ) -> None:
        if at == len(wanted):
            self.best, self.most = list(team), cost
            return
        pool, count = wanted[at]
        later = sum(sum(one.cost for one in pool[:n]) for pool, n in wanted[at + 1 :])
        for here in range(start, len(pool) - count + 1):
            self.looks -= 1
            least = cost + later + sum(one.cost for one in pool[here : here + count])
            if self.looks <= 0 or least >= self.most:
                return
            one = pool[here]
            if any(self.apart(one.row, other.row) for other in team):
                continue
            team.append(one)
            rest = [(pool, count - 1), *wanted[at + 1 :]] if count > 1 else wanted[at + 1 :]
            self._fill(rest, 0, here + 1 if count > 1 else 0, team, cost + one.cost)
            team.pop()


def cheapest(
    candidates: Iterable[Candidate], sizes: tuple[int, int], apart: Apart, below: int = NONE
) -> list[Candidate]:
    """The team that costs least, and less than `below`; empty when there is none.

    Exact as long as few people are kept apart; always a team that keeps the rules.
    """
    pools: defaultdict[int, list[Candidate]] = defaultdict(list)
    for one in candidates:
        pools[one.role].append(one)
    for pool in pools.values():
        pool.sort(key=lambda one: (one.cost, one.rank, one.row))
    roles = sorted(role for role, pool in pools.items() if len(pool) > 1)
    hunt = _Hunt(apart, below)
    tried: list[tuple[int, int, tuple[int, ...]]] = []
    for mix in _mixes(len(roles), sizes):
        least = sum(
            sum(one.cost for one in pools[role][:count])
            for role, count in zip(roles, mix, strict=True)
        )
        enough = all(len(pools[role]) >= count for role, count in zip(roles, mix, strict=True))
        if enough and least < below:
            tried.append((least, sum(mix), mix))
    for least, _, mix in sorted(tried):
        if least >= hunt.most:
            break
        hunt.looks = MOST_LOOKS
        hunt.look([(pools[r], n) for r, n in zip(roles, mix, strict=True) if n])
    return hunt.best


@cache
def _mixes(roles: int, sizes: tuple[int, int]) -> list[tuple[int, ...]]:
    """Every allowed count of each role, at least two roles, nobody alone."""
    low, high = sizes
    return [
        mix
        for mix in product(range(high - 1), repeat=roles)
        if low <= sum(mix) <= high and 1 not in mix and sum(count > 0 for count in mix) > 1
    ]

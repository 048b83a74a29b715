"""A second reading of the score and the hard rules, written from the text of the design alone.

Knows plain loops over members. Must not know anything of `learning.forming` but its data shapes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import combinations

from learning.forming.problem import Member, Problem

ORDER = ["local", "icb", "cluster", "region"]
SIZE_POINTS = {5: 20, 6: 35, 7: 30}
AREA_POINTS = {"local": 6, "icb": 4, "cluster": 2, "region": 0}


def chain(problem: Problem, code: str) -> list[str]:
    """An area and every area above it."""
    parents = {area.code: area.parent for area in problem.areas}
    found: list[str] = []
    here: str | None = code
    while here in parents:
        found.append(here)
        here = parents[here]
    return found


def smallest(problem: Problem, people: Sequence[Member]) -> str | None:
    """The smallest area that holds everybody."""
    chains = [chain(problem, person.area) for person in people]
    return next((code for code in chains[0] if all(code in other for other in chains)), None)


def level(problem: Problem, code: str) -> str:
    """The level of an area."""
    return next(area.level for area in problem.areas if area.code == code)


def is_allowed(problem: Problem, people: Sequence[Member], block: str) -> bool:
    """Whether these people may meet in this block."""
    low, high = problem.sizes
    kinds = Counter(person.role for person in people)
    firms = [person.organisation for person in people if person.organisation]
    ids = {person.id for person in people}
    area = smallest(problem, people)
    return (
        low <= len(people) <= high
        and len(ids) == len(people)
        and all(block in person.good or block in person.possible for person in people)
        and len(kinds) >= 2
        and min(kinds.values()) >= 2
        and len(set(firms)) == len(firms)
        and not any(person.not_with & ids for person in people)
        and area is not None
        and all(
            ORDER.index(level(problem, area)) <= ORDER.index(person.how_far) for person in people
        )
    )


def points(problem: Problem, people: Sequence[Member], block: str) -> dict[str, int]:
    """Points of each term, one loop a term."""
    n = len(people)
    kinds = Counter(person.role for person in people)
    everybody = set(problem.blocks).intersection(*(p.good | p.possible for p in people))
    mix = 10 if kinds["gp"] >= 2 and kinds["artist"] >= 2 else 0
    if max(kinds.values()) <= (n + 1) // 2:
        mix += 10
    themes = {theme for person in people for theme in person.themes}
    shared = max(
        (sum(1 for p in people if theme in p.themes or not p.themes) for theme in themes),
        default=n,
    )
    ids = {person.id for person in people}
    area = smallest(problem, people)
    assert area is not None
    return {
        "size": n * SIZE_POINTS.get(n, 0),
        "good": 20 * sum(1 for person in people if block in person.good),
        "spare": n * 5 * min(2, len(everybody - {block})),
        "mix": n * mix,
        "area": n * AREA_POINTS[level(problem, area)],
        "theme": 10 * shared,
        "guide": 10 * n if any(person.can_guide for person in people) else 0,
        "met": -15 * sum(min(2, len((person.met - {person.id}) & ids)) for person in people),
    }


def placement(people: Sequence[Member]) -> int:
    """Points for placing people."""
    return sum(1000 * (1 + person.rounds_waited) for person in people)


def whole_worth(problem: Problem, people: Sequence[Member], block: str) -> int:
    """All that a set adds to the objective."""
    return placement(people) + sum(points(problem, people, block).values())


def brute_force(problem: Problem) -> int:
    """The best objective of any packing, by trying them all; for at most eleven people."""
    worth: dict[int, int] = {}
    members = problem.members
    low, high = problem.sizes
    for size in range(low, min(high, len(members)) + 1):
        for rows in combinations(range(len(members)), size):
            people = [members[row] for row in rows]
            tries = [
                whole_worth(problem, people, block)
                for block in problem.blocks
                if is_allowed(problem, people, block)
            ]
            if tries:
                worth[sum(1 << row for row in rows)] = max(tries)

    @cache
    def best(left: int) -> int:
        if not left:
            return 0
        first = left & -left
        skipped = best(left ^ first)
        used = (
            value + best(left & ~team)
            for team, value in worth.items()
            if team & first and team & left == team
        )
        return max(skipped, max(used, default=0))

    return best((1 << len(members)) - 1)

"""The hard rules: what is never broken, whatever the score.

Knows when a set is allowed and which rule it breaks. Must not know points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from learning.forming.plan import FormedSet, Reason
from learning.forming.problem import ROLES, Problem
from learning.forming.score import common, place
from learning.forming.table import Table, build


def breaks(problem: Problem, formed: FormedSet) -> list[Reason]:
    """Every hard rule this set breaks, empty when it is allowed."""
    table = build(problem)
    strangers = [m for m in formed.members if m not in table.index]
    if strangers:
        return [Reason("forming.broken.stranger", {"person": m}) for m in strangers]
    team = [table.index[m] for m in formed.members]
    found = broken(table, team)
    if formed.block not in problem.blocks:
        return [*found, Reason("forming.broken.block", {"block": formed.block})]
    bit = 1 << problem.blocks.index(formed.block)
    found += [
        Reason("forming.broken.diary", {"person": m, "block": formed.block})
        for m, row in zip(formed.members, team, strict=True)
        if not table.can[row] & bit
    ]
    at = place(table, team)
    if at >= 0 and table.places[at].code != formed.area:
        found.append(Reason("forming.broken.area", {"area": table.places[at].name}))
    return found


def broken(table: Table, team: Sequence[int]) -> list[Reason]:
    """Every hard rule these rows break when they may choose their best block."""
    low, high = table.problem.sizes
    found: list[Reason] = []
    if len(set(team)) != len(team):
        found.append(Reason("forming.broken.twice", {}))
    if not low <= len(team) <= high:
        found.append(Reason("forming.broken.size", {"size": len(team), "low": low, "high": high}))
    if not common(table, team):
        found.append(Reason("forming.broken.no_block", {}))
    if place(table, team) < 0:
        found.append(Reason("forming.broken.too_far", {}))
    if any(other in table.avoid[row] for row in team for other in team):
        found.append(Reason("forming.broken.apart", {}))
    return found + _lonely(table, team)


def _lonely(table: Table, team: Sequence[int]) -> list[Reason]:
    kinds = Counter(table.role[row] for row in team)
    found = [
        Reason(f"forming.broken.alone.{ROLES[role]}", {})
        for role, count in sorted(kinds.items())
        if count < 2
    ]
    if len(kinds) < 2:
        found.append(Reason("forming.broken.one_kind", {}))
    return found


def allowed(table: Table, team: Sequence[int]) -> bool:
    """Whether a team of different rows breaks no hard rule."""
    low, high = table.problem.sizes
    return (
        low <= len(team) <= high
        and roles_allowed(table, team)
        and common(table, team) != 0
        and place(table, team) >= 0
        and together(table, team)
    )


def roles_allowed(table: Table, team: Sequence[int]) -> bool:
    """At least two kinds of work, and nobody alone of their kind."""
    roles = [table.role[row] for row in team]
    kinds = set(roles)
    return len(kinds) > 1 and all(roles.count(kind) > 1 for kind in kinds)


def together(table: Table, team: Sequence[int]) -> bool:
    """Nobody in the team is to be kept apart from another."""
    return all(table.avoid[row].isdisjoint(team) for row in team)

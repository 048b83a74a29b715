"""Why a set is as it is, and why somebody has none: keys and facts, from the same score.

Knows which facts matter to a person. Must not know how a sentence is worded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from learning.forming import score
from learning.forming.left import Left
from learning.forming.plan import FormedSet, Reason, Unplaced
from learning.forming.problem import ROLES
from learning.forming.table import Table


def explain_set(table: Table, team: Sequence[int], block: int) -> FormedSet:
    """A set with its points and the reasons a coordinator may read; the team must be allowed."""
    members = table.problem.members
    area = table.places[score.place(table, team)]
    name = table.problem.blocks[block]
    good = sum(1 for row in team if table.good[row] >> block & 1)
    spare = score.common(table, team).bit_count() - 1
    reasons = [
        Reason("forming.why.block", {"count": len(team), "block": name, "good": good}),
        *_kinds(table, team),
        Reason(f"forming.why.area.{area.level}", {"area": area.name}),
        Reason(f"forming.why.spare.{_amount(spare)}", {"count": spare}),
        *_theme(table, team),
        _guide(table, team),
        _met(table, team),
    ]
    ids = tuple(members[row].id for row in team)
    return FormedSet(area.code, name, ids, score.terms(table, team, block), tuple(reasons))


def _amount(count: int) -> str:
    return "none" if count == 0 else "one" if count == 1 else "some"


def _kinds(table: Table, team: Sequence[int]) -> list[Reason]:
    kinds = Counter(table.role[row] for row in team)
    return [
        Reason(f"forming.why.kind.{ROLES[role]}", {"count": count})
        for role, count in sorted(kinds.items())
    ]


def _theme(table: Table, team: Sequence[int]) -> list[Reason]:
    theme = score.sharing(table, team)[1]
    if theme < 0:
        return []
    count = sum(1 for row in team if table.themes[row] >> theme & 1)
    if count < 2:
        return []
    return [Reason("forming.why.theme", {"count": count, "theme": table.theme_names[theme]})]


def _guide(table: Table, team: Sequence[int]) -> Reason:
    count = sum(1 for row in team if table.guide[row])
    return Reason(f"forming.why.guide.{_amount(count)}", {"count": count})


def _met(table: Table, team: Sequence[int]) -> Reason:
    count = sum(1 for row in team if not table.met[row].isdisjoint(team))
    return Reason(f"forming.why.met.{_amount(count)}", {"count": count})


def explain_left(
    table: Table, rows: Sequence[int], teams: Sequence[Sequence[int]]
) -> tuple[Unplaced, ...]:
    """Each person without a set, the one reason, and the smallest thing that would help."""
    left = Left(table, rows, teams)
    members = table.problem.members
    return tuple(Unplaced(members[row].id, left.reason(row), left.help(row)) for row in rows)

"""Walking partners: who walks with whom between two meetings, each with somebody new.

Knows how to draw pairs (and one three, when the number is odd) so that nobody has the same partner
twice before they have had everybody. Must not know when they walk, nor what they say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import combinations

Pair = frozenset[str]
Group = tuple[str, ...]
MOST = 8  # more people than this are never in a set; they are drawn by turns alone


class Walked(StrEnum):
    """What somebody says became of a walk."""

    ASKED = "asked"
    MET = "met"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One person's walk before one meeting; the id is meeting id + "." + person id."""

    id: str
    set_id: str
    meeting_id: str
    person_id: str
    with_ids: tuple[str, ...]
    said: Walked = Walked.ASKED
    drawn_at: datetime
    revision: int = 1


def draw(people: Sequence[str], before: Iterable[Group] = ()) -> tuple[Group, ...]:
    """Return pairs, or one three and pairs, with as few repeats of `before` as there can be.

    The same people and the same past give the same draw. While a set stays as it is, turns are
    taken round a table, by which everybody has had everybody once before anybody comes again.
    """
    if len(people) < 2:
        return ()
    met = Counter(pair for group in before for pair in _pairs(group))
    turns = [_turn(people, number) for number in range(len(people) - 1 + len(people) % 2)]
    if len(people) <= MOST:
        turns += list(_ways(tuple(people)))
    return min(turns, key=lambda groups: _cost(groups, met))


def _cost(groups: tuple[Group, ...], met: Counter[Pair]) -> tuple[int, int]:
    """Count the pairs that met before, and how often."""
    again = [met[pair] for group in groups for pair in _pairs(group) if met[pair]]
    return sum(again), max(again, default=0)


def _pairs(group: Iterable[str]) -> Iterator[Pair]:
    return (frozenset(two) for two in combinations(sorted(group), 2))


def _turn(people: Sequence[str], number: int) -> tuple[Group, ...]:
    """Go once round a table at which one stays seated; whoever sits alone joins the next pair."""
    table: list[str | None] = [*people, *([None] if len(people) % 2 else [])]
    number %= len(table) - 1
    moved = [table[0], *table[1 + number :], *table[1 : 1 + number]]
    facing = zip(moved[: len(moved) // 2], reversed(moved[len(moved) // 2 :]), strict=True)
    groups = [tuple(one for one in two if one is not None) for two in facing]
    alone = [group for group in groups if len(group) == 1]
    rest = [group for group in groups if len(group) > 1]
    return tuple([(*rest[0], *alone[0]), *rest[1:]] if alone and rest else rest)


def _ways(people: Group) -> Iterator[tuple[Group, ...]]:
    """Go through every way to divide people into pairs, with one three when they are odd."""
    if len(people) <= 3:
        yield (people,) if people else ()
        return
    first, *rest = people
    for size in (1, 2) if len(people) % 2 else (1,):
        for others in combinations(rest, size):
            left = tuple(one for one in rest if one not in others)
            if len(left) == 1:
                continue
            for way in _ways(left):
                yield ((first, *others), *way)

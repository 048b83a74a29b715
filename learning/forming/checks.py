"""Every question that cannot be meant, refused with the person and the field.

Knows what a sound problem is. Must not know files or scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import ParamSpec

from learning.forming.problem import LEVELS, ROLES, Area, Member, Problem
from learning.refusals import Refusal

MOST_BLOCKS = 60
MOST_ROUNDS = 1000
P = ParamSpec("P")


def check(problem: Problem) -> None:
    """Refuse the first thing that is wrong with the problem."""
    for fault in faults(problem):
        raise fault


def faults(problem: Problem) -> Iterator[Refusal]:
    """Everything that is wrong: with the frame, or else with each person."""
    framed = True
    for fault in _frame(problem):
        framed = False
        yield fault
    if framed:
        yield from _people(problem)


def _frame(problem: Problem) -> Iterator[Refusal]:
    yield from _caught(_check_sizes, problem.sizes)
    yield from _caught(_check_blocks, problem.blocks)
    yield from _caught(_check_areas, problem.areas)


def _people(problem: Problem) -> Iterator[Refusal]:
    counted = Counter(member.id for member in problem.members)
    for person, times in counted.items():
        if times > 1:
            yield Refusal("forming.refused.member_twice", person=person, field="id")
    areas = {area.code for area in problem.areas}
    blocks = frozenset(problem.blocks)
    for member in problem.members:
        yield from _caught(_check_member, member, areas)
        yield from _caught(_check_diary, member, blocks)
        yield from _caught(_check_not_with, member, set(counted))


def _caught(look: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> Iterator[Refusal]:
    try:
        look(*args, **kwargs)
    except Refusal as fault:
        yield fault


def _check_sizes(sizes: tuple[int, int]) -> None:
    low, high = sizes
    if not 4 <= low <= high <= 8:
        raise Refusal("forming.refused.sizes", low=low, high=high, field="sizes")


def _check_blocks(blocks: tuple[str, ...]) -> None:
    if not blocks or "" in blocks:
        raise Refusal("forming.refused.no_blocks", field="blocks")
    twice = _first_double(blocks)
    if twice is not None:
        raise Refusal("forming.refused.block_twice", block=twice, field="blocks")
    if len(blocks) > MOST_BLOCKS:
        raise Refusal("forming.refused.many_blocks", most=MOST_BLOCKS, field="blocks")


def _check_areas(areas: tuple[Area, ...]) -> None:
    twice = _first_double(area.code for area in areas)
    if twice is not None:
        raise Refusal("forming.refused.area_twice", area=twice, field="areas")
    known = {area.code: area for area in areas}
    for area in areas:
        if area.level not in LEVELS:
            raise Refusal("forming.refused.level", area=area.code, value=area.level, field="level")
        _check_no_ring(area, known)
    for area in areas:
        _check_parent(area, known)


def _check_no_ring(area: Area, known: dict[str, Area]) -> None:
    seen = {area.code}
    above = known.get(area.parent or "")
    while above is not None:
        if above.code in seen:
            raise Refusal("forming.refused.ring", area=area.code, field="parent")
        seen.add(above.code)
        above = known.get(above.parent or "")


def _check_parent(area: Area, known: dict[str, Area]) -> None:
    if area.level == "region" or not area.parent:
        return
    above = known.get(area.parent)
    if above is None:
        raise Refusal(
            "forming.refused.no_parent", area=area.code, value=area.parent, field="parent"
        )
    if LEVELS.index(above.level) <= LEVELS.index(area.level):
        raise Refusal(
            "forming.refused.parent_level", area=area.code, value=above.code, field="parent"
        )


def _check_member(member: Member, areas: set[str]) -> None:
    if not member.id:
        raise Refusal("forming.refused.no_id", field="id")
    for field, value, known in (
        ("role", member.role, ROLES),
        ("how_far", member.how_far, LEVELS),
        ("area", member.area, areas),
    ):
        if value not in known:
            raise Refusal(
                f"forming.refused.unknown_{field}", person=member.id, field=field, value=value
            )
    if not 0 <= member.rounds_waited <= MOST_ROUNDS:
        raise Refusal(
            "forming.refused.rounds",
            person=member.id,
            field="rounds_waited",
            value=member.rounds_waited,
            most=MOST_ROUNDS,
        )


def _check_diary(member: Member, blocks: frozenset[str]) -> None:
    if not member.blocks:
        raise Refusal("forming.refused.empty_blocks", person=member.id, field="good, possible")
    for field, given in (("good", member.good), ("possible", member.possible)):
        for block in sorted(given - blocks):
            raise Refusal(
                "forming.refused.unknown_block", person=member.id, field=field, value=block
            )


def _check_not_with(member: Member, ids: set[str]) -> None:
    for other in sorted(member.not_with):
        if other == member.id:
            raise Refusal("forming.refused.not_with_self", person=member.id, field="not_with")
        if other not in ids:
            raise Refusal(
                "forming.refused.not_with_nobody", person=member.id, field="not_with", value=other
            )


def _first_double(names: Iterable[str]) -> str | None:
    return next((name for name, times in Counter(names).items() if times > 1), None)

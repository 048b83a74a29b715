"""A problem turned into numbers and bit masks, so that one set can be judged quickly.

Knows who can do what, as integers. Must not know points, plans or how to search.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from learning.forming.problem import LEVELS, ROLES, Area, Member, Problem

NIBBLE = 4


@dataclass(frozen=True, slots=True)
class Table:
    """One row a member, in the order of the problem.

    `can` and `good` are masks of blocks; `tally` counts good blocks, four bits each; `reach` is a
    mask of `places` (smallest level first) this member can meet within; `firm` is -1 without an
    organisation; `avoid` holds rows that may not share a set, for any cause.
    """

    problem: Problem
    index: dict[str, int]
    can: tuple[int, ...]
    good: tuple[int, ...]
    tally: tuple[int, ...]
    role: tuple[int, ...]
    reach: tuple[int, ...]
    avoid: tuple[frozenset[int], ...]
    themes: tuple[int, ...]
    theme_names: tuple[str, ...]
    guide: tuple[bool, ...]
    waited: tuple[int, ...]
    met: tuple[frozenset[int], ...]
    places: tuple[Area, ...]
    place_level: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many members there are."""
        return len(self.can)


def build(problem: Problem) -> Table:
    """Turn a sound problem into a table."""
    members = problem.members
    index = {member.id: row for row, member in enumerate(members)}
    block_bit = {block: 1 << at for at, block in enumerate(problem.blocks)}
    block_nib = {block: 1 << NIBBLE * at for at, block in enumerate(problem.blocks)}
    places = tuple(sorted(problem.areas, key=lambda area: (LEVELS.index(area.level), area.code)))
    themes = tuple(sorted(frozenset[str]().union(*(member.themes for member in members))))
    theme_bit = {theme: 1 << at for at, theme in enumerate(themes)}
    reaches = _reaches(places)
    return Table(
        problem=problem,
        index=index,
        can=tuple(sum(block_bit[b] for b in member.blocks) for member in members),
        good=tuple(sum(block_bit[b] for b in member.good) for member in members),
        tally=tuple(sum(block_nib[b] for b in member.good) for member in members),
        role=tuple(ROLES.index(member.role) for member in members),
        reach=tuple(reaches[member.area, member.how_far] for member in members),
        avoid=_avoid(members, index),
        themes=tuple(sum(theme_bit[t] for t in member.themes) for member in members),
        theme_names=themes,
        guide=tuple(member.can_guide for member in members),
        waited=tuple(member.rounds_waited for member in members),
        met=tuple(
            frozenset(index[m] for m in member.met if m in index) - {index[member.id]}
            for member in members
        ),
        places=places,
        place_level=tuple(LEVELS.index(area.level) for area in places),
    )


def _reaches(places: tuple[Area, ...]) -> dict[tuple[str, str], int]:
    at = {area.code: bit for bit, area in enumerate(places)}
    found: dict[tuple[str, str], int] = {}
    for area in places:
        for far, level in enumerate(LEVELS):
            mask, here = 0, area.code
            while here in at:
                place = places[at[here]]
                if LEVELS.index(place.level) <= far:
                    mask |= 1 << at[here]
                here = place.parent or ""
            found[area.code, level] = mask
    return found


def _avoid(members: tuple[Member, ...], index: dict[str, int]) -> tuple[frozenset[int], ...]:
    avoid: list[set[int]] = [set() for _ in members]
    firms: defaultdict[str, list[int]] = defaultdict(list)
    for row, member in enumerate(members):
        if member.organisation:
            firms[member.organisation].append(row)
        for other in member.not_with:
            avoid[row].add(index[other])
            avoid[index[other]].add(row)
    for rows in firms.values():
        for row in rows:
            avoid[row].update(rows)
    return tuple(frozenset(rows - {row}) for row, rows in enumerate(avoid))

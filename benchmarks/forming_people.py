"""Invented people who want to be in sets, in the real areas of the South West of England.

Knows how likely each kind of person, area, time and wish is. Nobody in it is real; the same
number and seed always give the same people.
"""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from learning.forming.problem import LEVELS, Area, Member, Problem

AREAS = Path(__file__).parents[1] / "config" / "areas" / "south_west.csv"
DAYS = ("mon", "tue", "wed", "thu", "fri")
PARTS = ("early", "lunch", "afternoon", "evening")
BLOCKS = (*(f"{day}-{part}" for day in DAYS for part in PARTS), "sat-morning")
PEOPLE = {  # thousands who live there, roughly
    "E06000022": 195,
    "E06000023": 480,
    "E06000024": 217,
    "E06000025": 295,
    "E06000026": 265,
    "E06000027": 140,
    "E06000030": 235,
    "E06000052": 575,
    "E06000053": 2,
    "E06000054": 515,
    "E06000058": 405,
    "E06000059": 385,
    "E06000066": 575,
    "E10000008": 825,
    "E10000013": 650,
}
KINDS = {"gp": 45, "artist": 41, "community": 6, "commissioner": 4, "researcher": 3, "other": 1}
LIKES = {
    "gp": {"early": 2, "lunch": 6, "afternoon": 1, "evening": 5, "morning": 2},
    "artist": {"early": 1, "lunch": 4, "afternoon": 5, "evening": 4, "morning": 2},
}
OTHERS_LIKE = {"early": 1, "lunch": 4, "afternoon": 3, "evening": 4, "morning": 1}
HOW_FAR = (10, 30, 35, 25)
THEMES = ("grief", "rural life", "young people", "mental health", "ageing", "burnout", "newcomers")
MEAN_BLOCKS, SPREAD = 6.5, 2.0


def areas() -> tuple[Area, ...]:
    """Councils, NHS areas, clusters and the region, as shipped with the project."""
    with AREAS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] in LEVELS]
    known = {row["code"] for row in rows}
    return tuple(
        Area(
            row["code"],
            row["name"],
            row["level"],
            row["parent"] if row["parent"] in known else None,
        )
        for row in rows
    )


def people(count: int, seed: int, *, blocks: float = MEAN_BLOCKS) -> Problem:
    """A problem of `count` invented people who offer about `blocks` times each."""
    dice = Random(f"{count}/{seed}")
    members = tuple(_person(dice, at, count, blocks) for at in range(count))
    return Problem(areas(), BLOCKS, members)


def _person(dice: Random, at: int, count: int, blocks: float) -> Member:
    role = dice.choices(list(KINDS), list(KINDS.values()))[0]
    area = dice.choices(list(PEOPLE), list(PEOPLE.values()))[0]
    offered = _times(dice, LIKES.get(role, OTHERS_LIKE), blocks)
    good = dice.randint(1, max(1, (2 * len(offered)) // 3))
    practices = max(2, count // 60)
    return Member(
        id=f"p{at + 1}",
        role=role,
        area=area,
        how_far=dice.choices(LEVELS, HOW_FAR)[0],
        organisation=None if role == "artist" else f"{area}/{role}/{dice.randrange(practices)}",
        not_with=_few(dice, at, count, 0.04),
        good=frozenset(offered[:good]),
        possible=frozenset(offered[good:]),
        themes=frozenset(dice.sample(THEMES, dice.choices((0, 1, 2), (5, 3, 2))[0])),
        can_guide=dice.random() < 0.2,
        rounds_waited=dice.choices((0, 1, 2), (7, 2, 1))[0],
        met=_few(dice, at, count, 0.1),
    )


def _times(dice: Random, likes: dict[str, int], blocks: float) -> list[str]:
    wanted = max(2, min(12, round(dice.gauss(blocks, SPREAD))))
    left = list(BLOCKS)
    chosen: list[str] = []
    for _ in range(wanted):
        weights = [likes[block.split("-")[1]] for block in left]
        block = dice.choices(left, weights)[0]
        left.remove(block)
        chosen.append(block)
    return chosen


def _few(dice: Random, at: int, count: int, chance: float) -> frozenset[str]:
    if dice.random() >= chance:
        return frozenset()
    return frozenset({f"p{dice.randrange(count) + 1}"} - {f"p{at + 1}"})

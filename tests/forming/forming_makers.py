"""Problems to try, drawn by Hypothesis or by seed.

Knows how to make sound problems of any shape. Must not know answers.
"""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from learning.forming.problem import LEVELS, ROLES, Area, Member, Problem

AREAS = (
    Area("R", "The region", "region"),
    Area("C1", "First cluster", "cluster", "R"),
    Area("C2", "Second cluster", "cluster", "R"),
    Area("I1", "First board", "icb", "C1"),
    Area("I2", "Second board", "icb", "C1"),
    Area("I3", "Third board", "icb", "C2"),
    Area("L1", "First council", "local", "I1"),
    Area("L2", "Second council", "local", "I1"),
    Area("L3", "Third council", "local", "I2"),
    Area("L4", "Fourth council", "local", "I3"),
)
BLOCKS = ("mon-lunch", "tue-evening", "wed-early", "thu-lunch", "fri-afternoon")
THEMES = ("grief", "rural", "young people")


def drawn(people: int, seed: int, *, sizes: tuple[int, int] = (5, 7)) -> Problem:
    """A small problem in which sets are possible but not easy."""
    dice = Random(seed)
    roles = ROLES[: dice.choice((2, 2, 3, 4))]
    places = [area.code for area in AREAS if dice.random() < 0.6] or ["L1"]
    ids = [f"p{at:02d}" for at in range(people)]
    return Problem(AREAS, BLOCKS, tuple(_person(dice, at, ids, roles, places) for at in ids), sizes)


def _person(
    dice: Random, mine: str, ids: list[str], roles: tuple[str, ...], places: list[str]
) -> Member:
    blocks = dice.sample(BLOCKS, dice.randint(1, 5))
    split = dice.randint(0, len(blocks))
    others = [other for other in ids if other != mine]
    return Member(
        id=mine,
        role=dice.choice(roles),
        area=dice.choice(places),
        how_far=dice.choices(LEVELS, (1, 2, 3, 6))[0],
        organisation=dice.choice((None, None, None, "a", "b", "c")),
        not_with=frozenset(dice.sample(others, min(len(others), dice.choice((0, 0, 0, 1))))),
        good=frozenset(blocks[:split]),
        possible=frozenset(blocks[split:]),
        themes=frozenset(dice.sample(THEMES, dice.choice((0, 1, 1, 2)))),
        can_guide=dice.random() < 0.2,
        rounds_waited=dice.choice((0, 0, 0, 1, 3)),
        met=frozenset(dice.sample(others, min(len(others), dice.choice((0, 0, 1, 3))))),
    )


@st.composite
def problems(draw: st.DrawFn, most: int = 14) -> Problem:
    """Any sound problem of up to `most` people, any allowed sizes."""
    people = draw(st.integers(0, most))
    low = draw(st.integers(4, 6))
    high = draw(st.integers(low, 8))
    return drawn(people, draw(st.integers(0, 2**32)), sizes=(low, high))

"""No figure, and no difference of figures, is about fewer than eight people."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.pooling import (
    LEAST_PEOPLE,
    LEAST_SETS,
    ROUND,
    Happened,
    Key,
    cells,
    first_day,
    following,
    quarter_of,
    total,
)

AREAS, QUARTERS, FIGURES = ("A", "B", "C"), ((2026, 4), (2027, 1), (2027, 2)), ("people", "actions")
HAPPENED = st.builds(
    Happened,
    st.sampled_from(FIGURES),
    st.sampled_from(AREAS),
    st.sampled_from(QUARTERS),
    st.integers(1, 14).map(str),
    st.integers(1, 3).map(str),
    st.integers(0, 3),
)
MUCH = st.lists(HAPPENED, max_size=260)
ASKED = st.tuples(st.sets(st.sampled_from(AREAS)), st.sets(st.sampled_from(QUARTERS)))


def report(happened: list[Happened], asked: tuple[set[str], set[tuple[int, int]]]) -> object:
    """Return what a report of these areas and quarters shows."""
    areas, quarters = asked
    told = {k: n for k, n in cells(happened).items() if k[1] in areas and k[2] in quarters}
    return {f: total(told, f) for f in FIGURES}, {k: n for k, n in told.items() if n is not None}


def behind(happened: list[Happened]) -> dict[Key, list[Happened]]:
    """Return what is behind each cell, counted apart from the code that is tested."""
    found: dict[Key, list[Happened]] = defaultdict(list)
    for one in happened:
        found[one.figure, one.area, one.quarter].append(one)
    return found


@given(MUCH)
def test_no_cell_is_about_a_few(happened: list[Happened]) -> None:
    """What is shown has eight people of two sets behind it, and is a whole number of fives."""
    whose = behind(happened)
    for key, n in cells(happened).items():
        if n is not None:
            assert n > 0
            assert n % ROUND == 0
            assert len({one.person_id for one in whose[key]}) >= LEAST_PEOPLE
            assert len({one.set_id for one in whose[key]}) >= LEAST_SETS


@given(MUCH, ASKED)
def test_what_is_hidden_changes_no_report(
    happened: list[Happened], asked: tuple[set[str], set[tuple[int, int]]]
) -> None:
    """Take all hidden cells away: every report, of any areas and times, is the same.

    So no sum, share or difference of reports tells anything of them.
    """
    shown = {key for key, n in cells(happened).items() if n is not None}
    rest = [one for one in happened if (one.figure, one.area, one.quarter) in shown]
    assert report(happened, asked) == report(rest, asked)


@given(MUCH, st.integers(1, 14).map(str))
def test_one_person_more_or_less_is_within_the_rounding_or_hides_a_cell(
    happened: list[Happened], person: str
) -> None:
    """Without one person a cell is another number by what they did, rounded, or is hidden."""
    without = [one for one in happened if one.person_id != person]
    before, after = cells(happened), cells(without)
    for key, n in before.items():
        theirs = sum(o.n for o in behind(happened)[key] if o.person_id == person)
        now = after.get(key)
        if n is not None and now is not None:
            assert 0 <= n - now <= theirs + ROUND


@pytest.mark.parametrize(
    ("people", "sets", "shown"), [(8, 2, 10), (7, 2, None), (8, 1, None), (40, 1, None)]
)
def test_eight_people_of_two_sets(people: int, sets: int, shown: int | None) -> None:
    """Seven are too few, and so is one set however large."""
    happened = [Happened("people", "A", (2026, 4), str(n), str(n % sets)) for n in range(people)]
    assert cells(happened) == {("people", "A", (2026, 4)): shown}


def test_quarters_follow_one_another() -> None:
    """Each day lies in one quarter, and the fourth is followed by a new year."""
    assert quarter_of(date(2026, 12, 31)) == (2026, 4)
    assert quarter_of(date(2027, 1, 1)) == following((2026, 4)) == (2027, 1)
    assert first_day((2026, 4)) == date(2026, 10, 1)

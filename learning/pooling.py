"""Pooled figures: which numbers may leave a set, and how, so that nobody can be found in them.

Knows the rule of small numbers (domain: E.3). A figure is kept in cells of one area and one whole
quarter of a year, which never change their bounds; a cell is shown only when at least eight people
of at least two sets stand behind it, rounded to five; and whatever is wider is the sum of cells
that are shown. So a difference of two reports is again made of whole cells. Must not know areas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

LEAST_PEOPLE = 8
LEAST_SETS = 2
ROUND = 5
QUARTER = 3  # months

Quarter = tuple[int, int]  # a year, and 1 to 4


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that is counted: which figure, where, in which quarter, whose, in which set."""

    figure: str
    area: str
    quarter: Quarter
    person_id: str
    set_id: str
    n: int = 1


@dataclass(slots=True)
class _Cell:
    n: int = 0
    people: set[str] = field(default_factory=set[str])
    sets: set[str] = field(default_factory=set[str])


Key = tuple[str, str, Quarter]


def cells(happened: Iterable[Happened]) -> dict[Key, int | None]:
    """Return each cell (figure, area, quarter): its rounded number, or None when it is hidden."""
    found: dict[Key, _Cell] = {}
    for one in happened:
        cell = found.setdefault((one.figure, one.area, one.quarter), _Cell())
        cell.n += one.n
        cell.people.add(one.person_id)
        cell.sets.add(one.set_id)
    return {key: _shown(cell) for key, cell in found.items()}


def total(shown: Mapping[Key, int | None], figure: str) -> int | None:
    """Return the sum of what is shown of a figure; None when nothing is."""
    known = [n for (name, _, _), n in shown.items() if name == figure and n is not None]
    return sum(known) if known else None


def quarter_of(day: date) -> Quarter:
    """Return the quarter that a day lies in."""
    return day.year, (day.month - 1) // QUARTER + 1


def first_day(quarter: Quarter) -> date:
    """Return the first day of a quarter."""
    year, number = quarter
    return date(year, (number - 1) * QUARTER + 1, 1)


def following(quarter: Quarter) -> Quarter:
    """Return the next quarter."""
    year, number = quarter
    return (year + 1, 1) if number == 4 else (year, number + 1)


def _shown(cell: _Cell) -> int | None:
    """Round to five; a number that would be nought tells too much of a few."""
    if len(cell.people) < LEAST_PEOPLE or len(cell.sets) < LEAST_SETS:
        return None
    return ROUND * round(cell.n / ROUND) or None

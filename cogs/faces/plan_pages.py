"""How a plan is spread over pages, so that thousands of people fit one card, page by page.

Knows how much goes on a page. Must not know how anything is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.values import SETS_A_PAGE as SETS
from services.values import NotPlaced, PlannedSet, PlanView

PEOPLE, LINES = 8, 12  # people below sets; people on a page of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: some sets, or some people who wait; `grouped`: all who wait, by reason."""

    number: int
    count: int
    sets: tuple[PlannedSet, ...] = ()
    people: tuple[NotPlaced, ...] = ()
    grouped: bool = False


def page_of(view: PlanView) -> Page:
    """Return the page that is asked for, or the nearest there is."""
    small = len(view.sets) <= SETS and len(view.unplaced) <= PEOPLE
    blocks = max(1, -(-len(view.sets) // SETS))
    lines = 0 if small else -(-len(view.unplaced) // LINES)
    number = min(max(1, view.page), blocks + lines)
    count = blocks + lines
    if number > blocks:
        start = (number - blocks - 1) * LINES
        return Page(number=number, count=count, people=view.unplaced[start : start + LINES])
    start = (number - 1) * SETS
    return Page(
        number=number,
        count=count,
        sets=view.sets[start : start + SETS],
        people=view.unplaced if small else (),
        grouped=number == 1 and not small,
    )

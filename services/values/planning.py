"""Planning, for coordinators: plans, lists of sets, and who waits. Counts, nothing from inside.

Knows values to be shown. Must not know words or layout. Times are aware UTC; `zone` is whose
wall they are read on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from learning.forming.plan import Reason
from services.values.common import Somebody

SETS_A_PAGE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSet:
    """One set of a plan, as the coordinator sees it; `ids` name its people in the same order.

    `kept`: a new plan leaves it as it is. `fits` is False once somebody in it has changed.
    """

    name: str
    block: str
    area: str
    people: tuple[Somebody, ...]
    reasons: tuple[Reason, ...]
    set_id: str = ""
    ids: tuple[str, ...] = ()
    kept: bool = False
    fits: bool = True
    before: str = ""  # the name under which all of them were asked once, in vain


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPlaced:
    """Somebody not placed, the one reason, and what would help; `first`: comes first next time."""

    name: str
    reason: Reason
    would_help: Reason | None
    id: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """Somebody who has missed rounds, and the set they have in this plan ("" for none)."""

    name: str
    rounds: int
    set_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan for an area: draft sets and everybody not placed. `gap` is per cent, None unknown.

    `waiting` counts the people of the area, `wider` how many more of them the neighbours could
    give a set. `trying`: nothing is kept of it, and `now` people have a place in the plan that is.
    `number` is which plan of the area this is; `moved`: people have changed since it was made.
    """

    area: str
    area_code: str
    seed: int
    waiting: int
    sets: tuple[PlannedSet, ...]
    unplaced: tuple[NotPlaced, ...]
    optimal: bool
    gap: float | None
    wider: int = 0
    can_publish: bool = True
    waited: tuple[Waited, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    first: tuple[str, ...] = ()
    wide: bool = False
    size: str = "usual"
    theme: str = ""
    number: int = 0
    page: int = 1
    trying: bool = False
    now: int = 0
    moved: bool = False
    relax: tuple[Reason, ...] = ()  # the smallest things that would make one more set


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRunning:
    """A plan that is being made: how much of the work is done."""

    area: str
    area_code: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many sets were published and how many people are asked."""

    sets: int
    people: int
    until: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSet:
    """One set in the coordinator's list: counts only, nothing from inside."""

    name: str
    area: str
    block: str
    stage: str
    people: int
    yes: int
    asked: int
    next_at: datetime | None
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetsView:
    """The coordinator's list of sets."""

    sets: tuple[ListedSet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingView:
    """Who waits, for the coordinator: first names, area, how long; and what would help."""

    people: tuple[tuple[Somebody, str, datetime, int, int], ...]
    zone: str
    relax: tuple[Reason, ...] = ()  # the smallest things that would make one more set
    unplanned: bool = False  # no plan was made yet that could say so
    all: int = 0  # of whom `people` are one page
    page: int = 1
    pages: int = 1

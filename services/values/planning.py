"""Planning, for coordinators: plans, lists of sets, and who waits. Counts, nothing from inside.

Knows values to be shown. Must not know words or layout. Times are aware UTC; `zone` is whose
wall they are read on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from learning.forming.plan import Reason
from services.values.common import Somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSet:
    """One set of a plan, as the coordinator sees it."""

    name: str
    block: str
    area: str
    people: tuple[Somebody, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPlaced:
    """Somebody not placed, the one reason, and what would help."""

    name: str
    reason: Reason
    would_help: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan for an area: draft sets and everybody not placed. `gap` is per cent, None unknown."""

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
    """Who waits, for the coordinator: first names, area, how long."""

    people: tuple[tuple[Somebody, str, datetime, int, int], ...]
    zone: str

"""Statements: hours of one person, pooled figures, and what coordinators did.

Knows values to be shown. Must not know words or layout. Times are aware UTC; `zone` is whose
wall they are read on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursView:
    """Hours of learning, dated: (day, set, number of the meeting, minutes)."""

    name: str
    lines: tuple[tuple[date, str, int, int], ...]
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """One pooled figure, rounded to 5; None where it would be about fewer than eight people."""

    key: str
    value: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledCell:
    """One figure of one area in one quarter (year, 1 to 4); None where it may not be shown."""

    key: str
    area: str
    quarter: tuple[int, int]
    value: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """Pooled figures of an area ("": the server) in whole quarters; nothing of any one set."""

    figures: tuple[Pooled, ...]
    cells: tuple[PooledCell, ...] = ()
    area: str = ""
    since: date | None = None
    before: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsentView:
    """What could not be told or done: (what, why, how often); `again` can be tried once more."""

    lines: tuple[tuple[str, str, int], ...]
    again: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """What coordinators did, newest first: (when, who, what, about)."""

    lines: tuple[tuple[datetime, int, str, str], ...]
    zone: str
    mine: bool = False  # only what touched whoever asks

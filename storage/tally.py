"""How the work stands, in numbers; and whether a database is whole.

Knows counts, ages and the stores' own checks. Must not know what any work is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text

from storage.tables import Outcome, WorkRow
from storage.wire import Wire

_OPEN = WorkRow.done_at.is_(None)
_FOREIGN = 5  # broken references are named up to this many


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Work not done yet, of that due by now and in hand, the dead letters, and the oldest due."""

    waiting: int
    overdue: int
    in_hand: int
    dead: int
    oldest: datetime | None  # when the oldest work that is overdue was due

    def late(self, now: datetime) -> float:
        """Return how many seconds late the oldest overdue work is; 0 when none is."""
        return max(0.0, (now - self.oldest).total_seconds()) if self.oldest else 0.0


async def tally(wire: Wire, now: datetime) -> Tally:
    """Count the work as it stands at an instant."""
    due = (_OPEN, WorkRow.due_at <= now)
    waiting, in_hand = await _row(
        wire, select(func.count(), func.count().filter(WorkRow.owner != "")).where(_OPEN)
    )
    overdue, oldest = await _row(wire, select(func.count(), func.min(WorkRow.due_at)).where(*due))
    (dead,) = await _row(wire, select(func.count()).where(WorkRow.outcome == Outcome.DEAD))
    return Tally(waiting=waiting, overdue=overdue, in_hand=in_hand, dead=dead, oldest=oldest)


async def store_of(wire: Wire) -> str:
    """Name the store and its version, such as "SQLite 3.40.1"."""
    if wire.shared:
        (said,) = await _row(wire, text("SHOW server_version"))
        return f"PostgreSQL {str(said).split()[0]}"
    (said,) = await _row(wire, text("SELECT sqlite_version()"))
    return f"SQLite {said}"


async def faults(wire: Wire) -> tuple[str, ...]:
    """Return what a SQLite file says is broken in it, in its own words; a whole one says nothing.

    PostgreSQL checks its pages as it reads them, and has nothing to ask here.
    """
    if wire.shared:
        return ()
    said = [str(row["quick_check"]) for row in await wire.rows(text("PRAGMA quick_check"))]
    loose = await wire.rows(text("PRAGMA foreign_key_check"))
    broken = [f"{row['table']} refers to a lost {row['parent']}" for row in loose[:_FOREIGN]]
    return (*(one for one in said if one != "ok"), *broken)


async def _row(wire: Wire, query: Any) -> tuple[Any, ...]:
    return tuple((await wire.rows(query))[0].values())

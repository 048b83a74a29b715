"""Set-up and areas: who looks after which, and how they stand.

Knows values to be shown. Must not know words or layout. Times are aware UTC; `zone` is whose
wall they are read on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLine:
    """How an area stands in `/setup`."""

    area: str
    coordinator_xids: tuple[int, ...]
    lead_xid: int
    deputy_xid: int
    lead_checked: date | None
    lead_ok: bool
    waiting: int
    sets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupView:
    """How the whole set-up stands, and what is missing, as (place, permission)."""

    desks: tuple[DeskLine, ...]
    lobby_xid: int
    category_xid: int
    missing: tuple[tuple[str, str], ...] = ()
    saved: bool = False
    room_xids: tuple[int, ...] = ()  # the rooms of sets that meet, where rights may be lacking too


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView:
    """What an area is called now, what is around it, and who looks after it."""

    name: str
    full_name: str
    level: str
    within: tuple[str, ...]
    before: tuple[str, ...]
    coordinator_xids: tuple[int, ...]
    doubtful: str = ""

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
    """What an area is called now, what is around it, and who looks after it.

    `before` are names of 2016; `beside` the areas it works with; `until` its last day when one is
    known, and `after` what follows.
    """

    name: str
    full_name: str
    level: str
    within: tuple[str, ...]
    before: tuple[str, ...]
    coordinator_xids: tuple[int, ...]
    verified: bool = True
    note: str = ""
    beside: tuple[str, ...] = ()
    until: date | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMove:
    """One area that has closed, what followed it, and how many people and sets are in it."""

    old_code: str
    old: str
    new_codes: tuple[str, ...]
    new: tuple[str, ...]
    people: int
    sets: int
    since: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMoves:
    """What a merger of areas would change here; nothing has been moved unless `applied`."""

    guild_xid: int
    moves: tuple[AreaMove, ...]
    applied: bool = False
    put_off: bool = False

"""Calls: an open question to everybody, to which anybody may say "count me in".

Knows two kinds: a theme that sets may share, and a taster, which is one open meeting without any
commitment. Must not know people, sets or Discord. Saying yes never takes anybody off a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TASTER_PLAN = "equal-voices-45"
BEFORE = timedelta(minutes=15)  # how long before a taster those who come are reminded


class CallKind(StrEnum):
    """What is asked."""

    THEME = "theme"
    TASTER = "taster"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call. `closes_at` is the last moment to say yes; a taster begins then, at `where`."""

    id: str
    guild_xid: int
    kind: CallKind
    theme: str
    area: str
    where: str = ""
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedIn:
    """Somebody who said yes to a call, whether or not they ever joined; id is call id + xid."""

    id: str
    call_id: str
    xid: int
    said_at: datetime


def counted_id(call_id: str, xid: int) -> str:
    """Name the one yes of a person to a call."""
    return f"{call_id}.{xid}"

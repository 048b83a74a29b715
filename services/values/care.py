"""A concern, for the safeguarding lead's eyes only, and the receipt of an erasure.

Knows values to be shown. Must not know words or layout. Times are aware UTC; `zone` is whose
wall they are read on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernCard:
    """A concern, for the eyes of the safeguarding lead only."""

    concern_id: str
    revision: int
    receipt: str
    about: str
    text: str
    from_xid: int
    at: datetime
    seen_at: datetime | None
    closed_at: datetime | None
    zone: str
    due_at: datetime | None = None  # of a complaint: when it has to be answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an erasure did, by kind: gone, now a former member's, and what is kept and must be."""

    removed: Counter[str] = field(default_factory=Counter[str])
    replaced: Counter[str] = field(default_factory=Counter[str])
    kept: Counter[str] = field(default_factory=Counter[str])

"""A concern, for the safeguarding lead's eyes only.

Knows values to be shown. Must not know words or layout. Times are aware UTC; `zone` is whose
wall they are read on.
"""

from __future__ import annotations

from dataclasses import dataclass
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

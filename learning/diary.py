"""What a diary is told of a meeting.

Knows one entry. Must not know names, links or subjects, which colleagues would see, nor any format.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One meeting. `moved` counts how often it was given another time; `starts_at` is aware."""

    meeting_id: str
    starts_at: datetime
    minutes: int
    moved: int = 0
    cancelled: bool = False
    place: str = ""  # a room; never a link, which would let colleagues in

"""Calls: what anybody may see of one, and the list of those that are open.

Knows values to be shown. Must not know words or layout. Times are aware UTC; `zone` is whose
wall they are read on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from learning.calls import CallKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCard:
    """One call. `answered` is a private answer to a press; `joined` whether that person is listed.

    `opened` tells the coordinator that it was just opened; `soon` is a reminder, and `after` the
    private card once a taster is over.
    """

    call_id: str
    kind: CallKind
    theme: str
    area: str
    where: str
    closes_at: datetime
    zone: str
    minutes: int = 0
    parts: tuple[tuple[int, str], ...] = ()
    open: bool = True
    mine: bool = False
    answered: bool = False
    joined: bool = False
    opened: bool = False
    soon: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """The calls that are open, soonest first, as one person sees them."""

    calls: tuple[CallCard, ...]

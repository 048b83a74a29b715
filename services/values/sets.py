"""A set: the private question about it, its card, and whose turn it is.

Knows values to be shown. Must not know words or layout. Times are aware UTC; `zone` is whose
wall they are read on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from learning.sets import Consent
from learning.writing import Pressing
from services.values.common import Somebody
from services.values.meetings import DateLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentCard:
    """The private question to one person about one proposed set."""

    membership_id: str
    revision: int
    set_name: str
    area: str
    block: str
    people: tuple[Somebody, ...]
    guide: str
    answer: Consent
    open: bool
    changed: bool
    complete: bool
    until: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCard:
    """A set as its members see it."""

    set_id: str
    name: str
    area: str
    block: str
    stage: str
    people: tuple[Somebody, ...]
    guide: str
    deputy: str
    next_at: datetime | None
    zone: str
    agreement: str
    going_well_if: str
    welcome: bool = False
    number: int = 0  # of the next meeting; 0 when there is none
    count: int = 0
    step: str = ""  # how far the set is on its way to leading itself
    next_guide: str = ""
    round_guide: str = ""  # who guides the second round


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaView:
    """Who guides and who is owed a turn."""

    set_name: str
    guides: tuple[DateLine, ...]
    owed: tuple[str, ...]
    bids: tuple[tuple[str, str, Pressing], ...]
    zone: str

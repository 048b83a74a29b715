"""A session under way: its board, the guide's card, what is announced, and how it closes.

Knows values to be shown. Must not know words or layout. Times are aware UTC; `zone` is whose
wall they are read on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from learning.session.board import Board, GuideCard
from learning.writing import Pressing
from services.values.writing import ActionLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFigures:
    """A set's own figures, shown to that set only; none of them is about one person.

    `here` is how many came to each meeting, `evenness` the word for each that was timed, `felt`
    what all said after the last one: (row, level).
    """

    held: int
    let_go: int
    on_time: int
    here: tuple[int, ...]
    tried: int
    actions: int
    evenness: tuple[str, ...]
    felt: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCard:
    """The board of a part with names filled in."""

    board: Board
    set_name: str
    meeting: int
    floor: str
    next: str
    presenter: str
    guide: str
    hands: tuple[str, ...]
    pairs: tuple[tuple[str, ...], ...]
    typing: tuple[str, ...]
    actions: tuple[ActionLine, ...]
    bids: tuple[tuple[str, str, Pressing], ...]
    owed: tuple[str, ...]
    zone: str
    opening: str = ""  # who opens today; on the first board only
    agreement: str = ""  # the set's words so far, in the part that is about them
    good: str = ""
    chosen: tuple[str, ...] = ()  # who presents in the turns to come, while bids are taken
    figures: SetFigures | None = None
    handed_in: tuple[int, int] | None = None  # so many of so many have sent a slip


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """The guide's private card with names filled in."""

    card: GuideCard
    set_name: str
    floor: str
    next: str
    here: tuple[str, ...]
    away: tuple[str, ...]
    hands: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    lead: str
    presenter: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterCard:
    """The question whether the meeting may finish later; no answer is shown, only how many."""

    asked_id: str
    session_id: str
    minutes: int
    answered: int
    here: int
    agreed: bool
    open: bool
    ends_at: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One line in the set's room during a session."""

    kind: str
    title: str
    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingCard:
    """The end of a session: what was kept, and when the set meets next."""

    set_id: str
    meeting_id: str
    set_name: str
    number: int
    stopped: bool
    next_at: datetime | None
    next_number: int
    next_guide: str
    zone: str
    reflections: int
    evenness: str = ""  # one word for all; "" when nobody's turn was timed
    actions: tuple[ActionLine, ...]

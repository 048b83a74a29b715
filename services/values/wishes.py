"""What one person chose for themselves: reminders and walks, and the card of one walk.

Knows values to be shown to that person alone. Must not know words or layout.
"""

from __future__ import annotations

from dataclasses import dataclass

from learning.pairs import Walked


@dataclass(frozen=True, slots=True, kw_only=True)
class WishesCard:
    """Which reminders somebody gets, where and when; and whether they walk."""

    remind: tuple[str, ...]
    in_room: bool
    any_hour: bool
    walks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkCard:
    """Who somebody walks with this time, and what they said became of it."""

    walk_id: str
    revision: int
    partners: tuple[str, ...]
    said: Walked

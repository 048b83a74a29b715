"""Joining: what the forms offer, and what a person said of themselves.

Knows values to be shown. Must not know words or layout. Times are aware UTC; `zone` is whose
wall they are read on.
"""

from __future__ import annotations

from dataclasses import dataclass

from learning.forming.plan import Reason
from learning.people import HowFar, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinChoices:
    """What the first join form offers: areas as (code, name), and what was said before."""

    areas: tuple[tuple[str, str], ...]
    said: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocksChosen:
    """The two menus of weekly times, and how many are chosen."""

    good: tuple[str, ...]
    possible: tuple[str, ...]
    wanted: int = 6


@dataclass(frozen=True, slots=True)
class Outlook:
    """How near a set is (`near`), what would help, and the times that most people near gave."""

    near: Reason
    helps: tuple[Reason, ...] = ()
    times: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a person said of themselves, for their eyes."""

    name: str
    role: Role
    own_words: str
    area: str
    how_far: HowFar
    good: tuple[str, ...]
    possible: tuple[str, ...]
    access: str
    organisation: str
    hope: str
    not_with: tuple[int, ...]
    can_guide: bool
    standing: str
    just_joined: bool = False
    outlook: Outlook | None = None

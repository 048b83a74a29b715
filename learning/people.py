"""People and what they said of themselves when they joined.

Knows persons, their work, area, and weekly blocks. Must not know sets, dates or Discord messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """The kind of work a person does; only used to keep anybody from being alone of their kind."""

    GP = "gp"
    ARTIST = "artist"
    COMMISSIONER = "commissioner"
    RESEARCHER = "researcher"
    COMMUNITY = "community"
    OTHER = "other"


class HowFar(StrEnum):
    """How wide an area a person is happy to meet within."""

    LOCAL = "local"
    ICB = "icb"
    CLUSTER = "cluster"
    REGION = "region"


class Standing(StrEnum):
    """Where a person is on their way through sets."""

    WAITING = "waiting"
    PLACED = "placed"
    PAUSED = "paused"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who joined, in one Discord server.

    `good` and `possible` are block ids of `learning.calendar.BLOCKS`; `not_with` are Discord ids;
    `organisation` is used for clashes only and is shown to nobody.
    """

    id: str
    guild_xid: int
    xid: int
    name: str
    role: Role
    own_words: str
    area: str
    how_far: HowFar
    good: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    access: str = ""
    organisation: str = ""
    not_with: tuple[int, ...] = ()
    hope: str = ""
    can_guide: bool = False
    typing: bool = False
    rounds_waited: int = 0
    standing: Standing = Standing.WAITING
    joined_at: datetime
    revision: int = 1

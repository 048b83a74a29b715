"""A set: who is in it, what they agreed to, and where it has got to.

Knows the life of a set and each person's private answers. Must not know how sets are chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Stage(StrEnum):
    """Where a set is in its life."""

    DRAFT = "draft"  # planned, seen by the coordinator only
    PROPOSED = "proposed"  # published: each person is asked privately
    RUNNING = "running"  # everybody said yes; led by a guide
    SELF_LED = "self_led"
    ENDED = "ended"
    DISSOLVED = "dissolved"  # could not be filled; nobody was told why


class Consent(StrEnum):
    """A person's private answer to a proposed set."""

    ASKED = "asked"
    YES = "yes"
    LATER = "later"
    NO = "no"


class DatesAnswer(StrEnum):
    """A member's answer to the six dates."""

    NONE = "none"
    WORKS = "works"
    CLASH = "clash"
    WONT = "wont"


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningSet:
    """A set of 5-7 people with one weekly block, under a neutral name."""

    id: str
    guild_xid: int
    area: str
    name: str
    block: str
    stage: Stage
    guide_id: str = ""
    deputy_id: str = ""
    seed: int = 0
    text_xid: int = 0
    voice_xid: int = 0
    agreement: str = ""
    going_well_if: str = ""
    formed_at: datetime
    expires_at: datetime | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One person's place in one set; the id is set id + "." + person id."""

    id: str
    set_id: str
    person_id: str
    seat: int
    consent: Consent = Consent.ASKED
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    dates: DatesAnswer = DatesAnswer.NONE
    one_voice: bool = False  # agrees that their microphone is off while others speak
    left_at: datetime | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """What `/setup` keeps for one Discord server; the id is the server's Discord id as text."""

    id: str
    guild_xid: int
    lobby_xid: int = 0
    category_xid: int = 0
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who looks after one area: coordinator and safeguarding lead; id is server id + "." + area."""

    id: str
    guild_xid: int
    area: str
    coordinator_xids: tuple[int, ...] = ()
    lead_xid: int = 0
    deputy_xid: int = 0
    lead_checked: date | None = None
    refer: str = ""
    revision: int = 1


def membership_id(set_id: str, person_id: str) -> str:
    """Name the place of a person in a set."""
    return f"{set_id}.{person_id}"

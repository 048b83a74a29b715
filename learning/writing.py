"""What members write: reflections, actions, bids, questions, concerns, and unfinished forms.

Knows these small records and their states. Must not know who may read them (services decide).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class ActionState(StrEnum):
    """What became of an action, by its owner's own word."""

    OPEN = "open"
    DID = "did"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    CHANGED = "changed"


class Pressing(StrEnum):
    """How pressing a bid is."""

    LOW = "low"
    SOME = "some"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection:
    """Something a member chose to keep; `shared` with the set, or private."""

    id: str
    set_id: str
    meeting_id: str
    person_id: str
    text: str
    link: str = ""  # https, shown as it is
    picture: str = ""  # the address that Discord gave it, good for a day; the picture is not kept
    picture_says: str = ""  # what can be seen in it, for who cannot see it
    shared: bool
    made_at: datetime
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What a member will do, by when, and who will notice."""

    id: str
    set_id: str
    meeting_id: str
    person_id: str
    what: str
    by_when: date | None
    who_notices: str
    state: ActionState = ActionState.OPEN
    carried: int = 0  # before how many meetings it was asked after
    told: bool = False  # its owner lets the set see what became of it
    made_at: datetime
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """One sentence somebody would like to bring to the next meeting."""

    id: str
    set_id: str
    person_id: str
    text: str
    pressing: Pressing
    made_at: datetime
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question for the set whose author is never shown."""

    id: str
    set_id: str
    person_id: str
    text: str
    asked_at: datetime
    shown_at: datetime | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A private worry for the safeguarding lead of an area and nobody else.

    A complaint is one for the coordinators; once it is closed, `text` is the answer to it.
    """

    id: str
    guild_xid: int
    area: str
    person_xid: int
    about: str
    text: str
    receipt: str
    raised_at: datetime
    seen_at: datetime | None = None
    closed_at: datetime | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person has typed into a form that is not finished or was refused.

    The id is the person's Discord id + ":" + the form. Kept for a day at the most; a choice that
    waits for others is kept as one too, for as long as `services.drafts.LONGER` says.
    """

    id: str
    person_xid: int
    form: str
    fields: dict[str, str] = field(default_factory=dict[str, str])
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One thing a coordinator did, visible to the members it touched."""

    id: str
    guild_xid: int
    at: datetime
    actor_xid: int
    what: str
    about: str
    set_id: str = ""

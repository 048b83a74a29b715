"""The state of a running session: which part, until when, and who has the floor.

Knows the values only; `step` changes them. Must not know Discord, storage or the present instant.
Every duration is in whole seconds; every instant is aware, in UTC, on a whole second.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """Where a session is in its life."""

    RUNNING = "running"
    ENDED = "ended"  # its last part is over, or it came to its hard finish
    STOPPED = "stopped"  # the guide stopped it
    WRITTEN = "written"  # a week in writing, under way or over: it goes its own way


class Mode(StrEnum):
    """How a member takes part today."""

    HERE = "here"
    TYPING = "typing"
    AWAY = "away"


class Offers(StrEnum):
    """Whether the presenter would like ideas, in a part that asks them first."""

    UNASKED = "unasked"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRun:
    """One part of this session: what was planned and what is given to it now.

    `seconds` is what the part is given; once it is over, what it used; 0 when it was left out.
    """

    number: int  # index into the plan's parts
    planned: int
    seconds: int
    keep: bool = False
    turn: int = 0  # whose turn to present this belongs to, from 1; 0: nobody's
    started_at: datetime | None = None
    ended_at: datetime | None = None
    presenter_id: str = ""
    before: int = 0  # seconds used in earlier goes, when the guide went back
    goes: int = 0  # how many times it was begun
    extra: int = 0  # seconds the guide added
    skipped: bool = False  # the guide left it out


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One member at this session. `order` is the order of turns; `spoken` is seconds of floor."""

    person_id: str
    order: int
    mode: Mode = Mode.HERE
    spoken: int = 0
    turn_taken: bool = False  # in this part
    hand_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session under way; the id is the meeting's id. `ends_at` is the hard finish."""

    id: str
    set_id: str
    plan_id: str
    guide_id: str
    deputy_id: str = ""
    status: Status = Status.RUNNING
    started_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None
    changed_at: datetime | None = None  # the latest instant this session has seen
    part: int = 0
    part_ends_at: datetime
    part_since: int = 1  # the revision at which this part began
    fresh_since: int = 1  # the revision at which the part or its time last changed
    paused_at: datetime | None = None
    paused_seconds: int = 0  # all pauses that are over
    floor_id: str = ""  # the person who may speak now; "" when nobody is named
    floor_since: datetime | None = None
    turn_over: bool = False  # the soft end of this turn has come
    offers: Offers = Offers.UNASKED
    one_voice: bool = False  # everybody agreed that microphones are off while others speak
    announced: int = 0  # how many of this part's announcements are out (half, two minutes)
    parts: tuple[PartRun, ...]
    seats: tuple[Seat, ...]
    revision: int = 1

"""Meetings of a set: when, where, by which plan, and who is coming.

Knows planned meetings and answers. Must not know how a meeting runs (see `learning.session`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MeetingState(StrEnum):
    """Where a meeting is in its life."""

    PLANNED = "planned"
    RUNNING = "running"
    HELD = "held"
    CANCELLED = "cancelled"
    WRITTEN = "written"  # a week in writing between the meetings; it has no number


class Coming(StrEnum):
    """A member's answer to "are you coming?"."""

    UNKNOWN = "unknown"
    COMING = "coming"
    CANT = "cant"
    TYPING = "typing"


class Ready(StrEnum):
    """A member's answer to "are you somewhere private?"."""

    UNKNOWN = "unknown"
    PRIVATE = "private"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One date of a set.

    `wall` is local wall time in `zone` (ISO, no offset), the plan; `starts_at` is that instant in
    UTC. `minutes` is the length by the session plan. `moved` counts how often it was given
    another time: work is due for one version of a meeting.
    """

    id: str
    set_id: str
    number: int
    wall: str
    zone: str
    starts_at: datetime
    minutes: int
    plan_id: str
    guide_id: str = ""
    presenter_ids: tuple[str, ...] = ()
    state: MeetingState = MeetingState.PLANNED
    event_xid: int = 0
    where: str = ""
    moved: int = 0
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One member's answer for one meeting; the id is meeting id + "." + person id."""

    id: str
    meeting_id: str
    person_id: str
    coming: Coming = Coming.UNKNOWN
    ready: Ready = Ready.UNKNOWN
    revision: int = 1

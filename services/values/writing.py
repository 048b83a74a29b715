"""What members wrote: actions, reflections, and notes to themselves.

Knows values to be shown. Must not know words or layout. Times are aware UTC; `zone` is whose
wall they are read on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from learning.writing import ActionState


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """One action: whose, what, by when, and what became of it."""

    action_id: str
    revision: int
    name: str
    what: str
    by_when: date | None
    who_notices: str
    state: ActionState
    told: bool = False  # the set sees what became of it
    tired: bool = False  # carried over twice: a kinder question is due


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionLine:
    """One reflection in the set's log, or the asker's own."""

    reflection_id: str
    name: str
    text: str
    at: datetime
    shared: bool
    mine: bool
    zone: str
    link: str = ""
    picture: bool = False
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LogView:
    """One page of what a set's members chose to share, newest first; or of what was found in it.

    `first` is the number of the first line, from 1, and `whole` how many lines there are in all.
    """

    set_name: str
    lines: tuple[ReflectionLine, ...]
    search: str = ""
    page: int = 1
    pages: int = 1
    first: int = 1
    whole: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What a reflection is made of; `picture` is where Discord keeps it for a day."""

    text: str
    link: str = ""
    picture: str = ""
    picture_says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCard:
    """A reflection in the room of its set; `data` is the picture, while it is on its way."""

    reflection_id: str
    name: str
    text: str
    link: str
    picture: str
    picture_says: str
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsView:
    """My own actions and those my set shared."""

    mine: tuple[ActionLine, ...]
    others: tuple[ActionLine, ...]
    ask: bool = False  # a nudge before the meeting: answer buttons come first


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfNote:
    """A note that is sent to its writer and kept nowhere."""

    title: str
    text: str
    day: date
    minutes: int
    link: str = ""
    picture: str = ""
    picture_says: str = ""
    data: bytes = b""

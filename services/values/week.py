"""A week in writing: what is open now, what was written, and the private ways in.

Knows values to be shown. Must not know words or layout. Times are aware UTC; `zone` is whose
wall they are read on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekBegins:
    """The week that is to come: each part with who writes in it, and when it is open."""

    session_id: str
    name: str
    presenter: str
    minutes_each: int
    parts: tuple[tuple[str, str, datetime, datetime], ...]  # title, who, opens, closes
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPartCard:
    """One part of a week: who writes, what about, until when, and how many have."""

    session_id: str
    part: int
    number: int  # from 1
    count: int
    title: str
    prompt: str
    who: str
    presenter: str
    closes_at: datetime
    zone: str
    written: int
    writers: int
    together: bool
    open: bool
    artefact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekTold:
    """What was written in a part: (name, text); a name is "" where nobody is named."""

    title: str
    lines: tuple[tuple[str, str], ...]
    numbered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAnswer:
    """One question with the answer to it."""

    number: int
    question: str
    answer: str
    presenter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRemind:
    """A private word to somebody who has not written yet."""

    session_id: str
    part: int
    set_name: str
    title: str
    closes_at: datetime
    zone: str
    answers: bool
    room_xid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekQuestions:
    """The questions, for the one who answers; each with the answer so far."""

    session_id: str
    part: int
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekForm:
    """What a form of a week asks of one person, and what they wrote before.

    `number` is the question that is answered, from 1; 0 in any other part.
    """

    session_id: str
    part: int
    title: str
    prompt: str
    each: int
    said: tuple[str, ...]
    number: int = 0
    question: str = ""

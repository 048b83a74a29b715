"""The doors of the house: what services may ask of the rooms around them.

Knows shapes only. Must not know SQLAlchemy, APScheduler or Discord.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from learning.calls import Call, CountedIn
from learning.effects import Effect, Place
from learning.hearing import Microphones, Muted
from learning.many import Change, Many, Pack
from learning.meetings import Answer, Meeting
from learning.pairs import Walk
from learning.people import Person
from learning.sentences import Sentence, SentenceYes
from learning.session.state import Session
from learning.sets import Desk, LearningSet, Membership, Server
from learning.shelves import Shelf
from learning.slips import Slip
from learning.wishes import Wishes
from learning.writing import Action, Audit, Bid, Concern, Draft, Question, Reflection


class Clock(Protocol):
    """The one source of now."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


class Dice(Protocol):
    """Where chance comes from, so that a test can hold it."""

    def id(self) -> str:
        """Return a fresh short id: 12 characters of a-z2-7."""
        ...

    def seed(self) -> int:
        """Return a fresh seed in 0..999_999."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A claimed piece of due work."""

    effect: Effect
    due_at: datetime
    attempts: int  # 1 for the first try


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message that we sent now stands."""

    channel_xid: int
    message_xid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Buried:
    """Work that was given up, with its reason: a dead letter."""

    key: str
    kind: str
    about: str
    why: str
    due_at: datetime
    place: Place | None = None  # where it was to be told
    until: datetime | None = None  # the last moment at which it is of use


@dataclass(frozen=True, slots=True)
class Done:
    """Work that was done at an instant; `posted` when it sent a message."""

    key: str
    at: datetime
    posted: Posted | None = None


@dataclass(frozen=True, slots=True)
class Back:
    """Work that is put back until an instant; `tried` is False when it was never begun."""

    key: str
    at: datetime
    why: str
    tried: bool = True


@dataclass(frozen=True, slots=True)
class Dead:
    """Work that was given up at an instant, with its reason."""

    key: str
    at: datetime
    why: str


Ending = Done | Back | Dead


class Ledger(Protocol):
    """The one table of due work. See docs/why/work.md."""

    async def add(self, effects: Sequence[Effect], now: datetime) -> None:
        """Keep effects as due work; a key that is already known is left as it is."""
        ...

    async def void(self, prefix: str, now: datetime) -> int:
        """Mark undone work whose key starts with `prefix` as no longer wanted; count it."""
        ...

    async def claim(
        self,
        now: datetime,
        *,
        owner: str,
        limit: int,
        lease: timedelta,
        told: bool | None = None,
    ) -> tuple[Work, ...]:
        """Take due work for a while, earliest first.

        With `told`, only what is told to somebody, or (False) only what is decided: wakes.
        """
        ...

    async def finish(self, key: str, now: datetime, posted: Posted | None = None) -> None:
        """Record that the work is done."""
        ...

    async def settle(self, endings: Sequence[Ending], *, owner: str = "") -> None:
        """Write down how claimed work ended, many at once.

        What was done is done, whoever has it in hand by now. Work is put back or given up only by
        the owner that still has it in hand: another may be at it already.
        """
        ...

    async def revive(self, keys: Sequence[str], now: datetime) -> int:
        """Let dead letters that are still useful be tried again; count them."""
        ...

    async def release(self, owner: str) -> None:
        """Take back leases of an owner that is gone (at start)."""
        ...

    async def next_due(self, *, told: bool | None = None) -> datetime | None:
        """Return when undone work (with `told`, of one of the two sorts) is next available."""
        ...

    async def posted(self, key: str) -> Posted | None:
        """Return where the message of a POST stands; None: it was never sent, or is gone."""
        ...

    async def gone(self, keys: Sequence[str]) -> None:
        """Remember that the messages of these POSTs stand nowhere any more: we took them away."""
        ...

    async def effect(self, key: str) -> Effect | None:
        """Return the effect that was kept under a key, done or not."""
        ...

    async def buried(self, about: str = "") -> tuple[Buried, ...]:
        """Return dead letters, newest first."""
        ...

    async def pending(self, prefix: str = "") -> tuple[Effect, ...]:
        """Return undone work whose key starts with `prefix`, by due time."""
        ...

    async def told(self, place: Place) -> tuple[Effect, ...]:
        """Return all work that is told to one place, done or not, by due time."""
        ...

    async def forget(self, place: Place) -> int:
        """Remove all work that is told to one place, done or not; count it."""
        ...

    async def prune(self, before: datetime, posted_before: datetime) -> int:
        """Remove work that ended before an instant, and posted messages of before another.

        A message whose work is gone can no longer be redrawn or removed.
        """
        ...


class Unit(Protocol):
    """One transaction over the whole memory of the house."""

    people: Shelf[Person]
    sets: Shelf[LearningSet]
    memberships: Shelf[Membership]
    servers: Shelf[Server]
    desks: Shelf[Desk]
    meetings: Shelf[Meeting]
    answers: Shelf[Answer]
    sessions: Shelf[Session]
    reflections: Shelf[Reflection]
    actions: Shelf[Action]
    bids: Shelf[Bid]
    questions: Shelf[Question]
    concerns: Shelf[Concern]
    drafts: Shelf[Draft]
    audits: Shelf[Audit]
    slips: Shelf[Slip]
    wishes: Shelf[Wishes]
    walks: Shelf[Walk]
    calls: Shelf[Call]
    counted_in: Shelf[CountedIn]
    sentences: Shelf[Sentence]
    sentence_yeses: Shelf[SentenceYes]
    muted: Shelf[Muted]
    work: Ledger
    many: Many


class Units(Protocol):
    """Opens units of work. No await on Discord may happen inside one."""

    def read(self) -> AbstractAsyncContextManager[Unit]:
        """Open a unit that only looks."""
        ...

    def write(self) -> AbstractAsyncContextManager[Unit]:
        """Open a unit that is kept whole at the end, or not at all when an error leaves it."""
        ...

    def pack(self, change: Change, now: datetime) -> Pack:
        """Make a change ready, so that keeping it is little work later; `now` dates its effects."""
        ...


@dataclass(frozen=True, slots=True)
class Rooms:
    """The two channels of a set."""

    text_xid: int
    voice_xid: int


class Stage(Microphones, Protocol):
    """What Discord can be asked to do; raises Misconfigured, Unavailable or Unreachable.

    A `face` is a plain value from `services.cards`; the stage draws it.
    """

    async def post(self, channel_xid: int, face: object, *, key: str, again: bool) -> Posted:
        """Send a message once; `again` means an earlier try may have got through: look first."""
        ...

    async def direct(self, user_xid: int, face: object, *, key: str, again: bool) -> Posted:
        """Send a direct message once."""
        ...

    async def edit(self, posted: Posted, face: object) -> None:
        """Redraw a message whole."""
        ...

    async def remove(self, posted: Posted) -> None:
        """Delete a message of ours; one that is gone already is fine."""
        ...

    async def picture(self, address: str) -> bytes | None:
        """Return a picture that somebody has just handed to us; None when it is gone."""
        ...

    async def open_rooms(
        self, guild_xid: int, name: str, topic: str, member_xids: Sequence[int], category_xid: int
    ) -> Rooms:
        """Make or find the private text and voice channels of a set, with access per person."""
        ...

    async def admit(self, guild_xid: int, rooms: Rooms, member_xids: Sequence[int]) -> None:
        """Give exactly these people access to the rooms."""
        ...

    async def close_rooms(self, guild_xid: int, rooms: Rooms) -> None:
        """Delete the rooms."""
        ...

    async def put_event(self, guild_xid: int, event_xid: int, facts: Mapping[str, object]) -> int:
        """Make or change a native scheduled event; returns its id (0: it is gone)."""
        ...

    async def in_voice(self, guild_xid: int, voice_xid: int) -> tuple[int, ...]:
        """Return the Discord ids of people in a voice channel now."""
        ...

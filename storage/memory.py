"""The memory of the house without a database: the same rules, kept in dicts, for fast tests.

Knows the same rules as the tables, read from them: owners, unique things, revisions. Writers wait
for each other; a reader sees one moment; a unit that fails leaves nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from learning.calls import Call, CountedIn
from learning.hearing import Muted
from learning.many import Change, Many, Pack
from learning.meetings import Answer, Meeting
from learning.pairs import Walk
from learning.people import Person
from learning.ports import Ledger, Shelf, Unit
from learning.refusals import Refusal, Stale
from learning.sentences import Sentence, SentenceYes
from learning.session.state import Session
from learning.sets import Desk, LearningSet, Membership, Server
from learning.slips import Slip
from learning.wishes import Wishes
from learning.writing import Action, Audit, Bid, Concern, Draft, Question, Reflection
from storage.mapping import NOUNS, Noun, id_of, raised, revision
from storage.memory_ledger import MemoryLedger, Works
from storage.memory_many import MemoryMany, MemoryPack
from storage.seal import Clear
from storage.unit import Writers
from storage.wire import may_write

T = TypeVar("T")
Things = dict[str, dict[str, Any]]  # table -> id -> thing


class MemoryShelf(Generic[T]):
    """See `learning.ports.Shelf`; lives as long as its unit."""

    def __init__(self, noun: Noun[T], all_things: Things, *, writable: bool) -> None:
        self._noun = noun
        self._all = all_things
        self._writable = writable

    @property
    def _mine(self) -> dict[str, T]:
        return self._all[self._noun.name]

    async def get(self, id: str) -> T | None:
        """Return the thing, or None."""
        return self._mine.get(id)

    async def need(self, id: str) -> T:
        """Return the thing, or refuse with key "gone"."""
        thing = await self.get(id)
        if thing is None:
            raise Refusal("gone", noun=self._noun.name)
        return thing

    async def where(self, **equals: object) -> tuple[T, ...]:
        """Return the things whose columns equal these, by id."""
        asked = self._noun.question(equals)
        found = (
            thing
            for thing in self._mine.values()
            if all(_matches(getattr(thing, name), value) for name, value in asked.items())
        )
        return tuple(sorted(found, key=id_of))

    async def add(self, thing: T) -> T:
        """Keep a new thing; Stale "taken" when it is there already, "gone" without its owner."""
        self._check(thing)
        if id_of(thing) in self._mine or self._twin(thing):
            raise Stale("taken", noun=self._noun.name)
        self._refuse_orphan(thing)
        self._mine[id_of(thing)] = thing
        return thing

    async def save(self, thing: T) -> T:
        """Keep a changed thing with its revision one higher, or raise Stale "changed"."""
        self._check(thing)
        if not self._noun.versioned:
            self._mine[id_of(thing)] = thing
            return thing
        kept = self._mine.get(id_of(thing))
        if kept is None or revision(kept) != revision(thing):
            raise Stale("changed", noun=self._noun.name)
        if self._twin(thing):
            raise Stale("taken", noun=self._noun.name)
        self._refuse_orphan(thing)
        saved = raised(thing)
        self._mine[id_of(thing)] = saved
        return saved

    async def remove(self, id: str) -> None:
        """Forget the thing and all it owns, if it is there."""
        may_write(self._writable)
        _remove(self._all, self._noun.name, id)

    def _check(self, thing: T) -> None:
        """Refuse what a table would refuse: a change in a reading unit, or a naive instant."""
        may_write(self._writable)
        self._noun.shape.row(thing, id_of(thing), _CLEAR)
        for child in self._noun.children:
            child.rows(thing, id_of(thing), _CLEAR)

    def _twin(self, thing: T) -> bool:
        """Say whether another thing already has what must be unique."""
        return any(
            id_of(other) != id_of(thing)
            and all(getattr(other, name) == getattr(thing, name) for name in names)
            for names in self._noun.uniques
            for other in self._mine.values()
        )

    def _refuse_orphan(self, thing: T) -> None:
        for column, owner in self._noun.parents:
            if getattr(thing, column) not in self._all[owner]:
                raise Refusal("gone", noun=self._noun.name)


class MemoryUnit:
    """See `learning.ports.Unit`."""

    def __init__(self, things: Things, works: Works, *, writable: bool) -> None:
        def shelf(name: str) -> Shelf[Any]:
            return MemoryShelf(NOUNS[name], things, writable=writable)

        self.people: Shelf[Person] = shelf("people")
        self.sets: Shelf[LearningSet] = shelf("sets")
        self.memberships: Shelf[Membership] = shelf("memberships")
        self.servers: Shelf[Server] = shelf("servers")
        self.desks: Shelf[Desk] = shelf("desks")
        self.meetings: Shelf[Meeting] = shelf("meetings")
        self.answers: Shelf[Answer] = shelf("answers")
        self.sessions: Shelf[Session] = shelf("sessions")
        self.reflections: Shelf[Reflection] = shelf("reflections")
        self.actions: Shelf[Action] = shelf("actions")
        self.bids: Shelf[Bid] = shelf("bids")
        self.questions: Shelf[Question] = shelf("questions")
        self.concerns: Shelf[Concern] = shelf("concerns")
        self.drafts: Shelf[Draft] = shelf("drafts")
        self.audits: Shelf[Audit] = shelf("audits")
        self.slips: Shelf[Slip] = shelf("slips")
        self.wishes: Shelf[Wishes] = shelf("wishes")
        self.walks: Shelf[Walk] = shelf("walks")
        self.calls: Shelf[Call] = shelf("calls")
        self.counted_in: Shelf[CountedIn] = shelf("counted_in")
        self.sentences: Shelf[Sentence] = shelf("sentences")
        self.sentence_yeses: Shelf[SentenceYes] = shelf("sentence_yeses")
        self.muted: Shelf[Muted] = shelf("muted")
        self.ledger = MemoryLedger(works, writable=writable)
        self.work: Ledger = self.ledger
        self.many: Many = MemoryMany(self.sessions, self.ledger)


class MemoryUnits:
    """See `learning.ports.Units`. Each listener is called after a commit that added due work."""

    def __init__(self, *, on_commit: Callable[[], None] | None = None) -> None:
        self.listeners = [on_commit] if on_commit else []
        self._things: Things = {noun.name: {} for noun in NOUNS.values()}
        self._works: Works = {}
        self._turn = asyncio.Lock()
        self._writers = Writers()

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each commit that added due work."""
        self.listeners.append(listener)

    def read(self) -> AbstractAsyncContextManager[Unit]:
        """Open a unit that only looks, at one moment of the whole memory."""
        return self._read()

    def write(self) -> AbstractAsyncContextManager[Unit]:
        """Open a unit that is kept whole at the end, or not at all when an error leaves it."""
        return self._write()

    def pack(self, change: Change, now: datetime) -> Pack:
        """Make a change ready: here it is only wrapped."""
        return MemoryPack(change, now)

    @asynccontextmanager
    async def _read(self) -> AsyncGenerator[Unit]:
        yield MemoryUnit(self._things, self._works, writable=False)

    @asynccontextmanager
    async def _write(self) -> AsyncGenerator[Unit]:
        with self._writers.one():
            async with self._turn:
                things = {name: dict(mine) for name, mine in self._things.items()}
                works = dict(self._works)
                unit = MemoryUnit(things, works, writable=True)
                yield unit
                self._things, self._works = things, works
        if unit.ledger.touched:
            for listener in self.listeners:
                listener()


_CLEAR = Clear()


def _matches(kept: object, asked: object) -> bool:
    return kept in cast("tuple[object, ...]", asked) if isinstance(asked, tuple) else kept == asked


def _remove(things: Things, table: str, id: str) -> None:
    """Take a thing away, and after it all that it owned."""
    if things[table].pop(id, None) is None:
        return
    for noun in NOUNS.values():
        for column, owner in noun.parents:
            if owner != table:
                continue
            owned = [o for o, thing in things[noun.name].items() if getattr(thing, column) == id]
            for one in owned:
                _remove(things, noun.name, one)

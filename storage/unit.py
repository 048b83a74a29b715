"""One transaction over the whole memory: all shelves and the ledger, kept whole or not at all.

Knows how a unit opens and ends. Must not know drivers; engines are handed over.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from learning.calls import Call, CountedIn
from learning.hearing import Muted
from learning.many import Change, Many, Pack
from learning.meetings import Answer, Meeting
from learning.pairs import Walk
from learning.people import Person
from learning.ports import Ledger, Shelf, Unit
from learning.sentences import Sentence, SentenceYes
from learning.session.state import Session
from learning.sets import Desk, LearningSet, Membership, Server
from learning.shards import Shards
from learning.slips import Slip
from learning.wishes import Wishes
from learning.writing import Action, Audit, Bid, Concern, Draft, Question, Reflection
from storage import mapping
from storage.ledger import SqlLedger
from storage.many import SqlMany, pack
from storage.news import TELL
from storage.seal import Seal
from storage.shelf import SqlShelf
from storage.wire import Wire, transaction


class SqlUnit:
    """See `learning.ports.Unit`."""

    def __init__(self, wire: Wire, shards: Shards) -> None:
        self.people: Shelf[Person] = SqlShelf(mapping.PEOPLE, wire)
        self.sets: Shelf[LearningSet] = SqlShelf(mapping.SETS, wire)
        self.memberships: Shelf[Membership] = SqlShelf(mapping.MEMBERSHIPS, wire)
        self.servers: Shelf[Server] = SqlShelf(mapping.SERVERS, wire)
        self.desks: Shelf[Desk] = SqlShelf(mapping.DESKS, wire)
        self.meetings: Shelf[Meeting] = SqlShelf(mapping.MEETINGS, wire)
        self.answers: Shelf[Answer] = SqlShelf(mapping.ANSWERS, wire)
        self.sessions: Shelf[Session] = SqlShelf(mapping.SESSIONS, wire)
        self.reflections: Shelf[Reflection] = SqlShelf(mapping.REFLECTIONS, wire)
        self.actions: Shelf[Action] = SqlShelf(mapping.ACTIONS, wire)
        self.bids: Shelf[Bid] = SqlShelf(mapping.BIDS, wire)
        self.questions: Shelf[Question] = SqlShelf(mapping.QUESTIONS, wire)
        self.concerns: Shelf[Concern] = SqlShelf(mapping.CONCERNS, wire)
        self.drafts: Shelf[Draft] = SqlShelf(mapping.DRAFTS, wire)
        self.audits: Shelf[Audit] = SqlShelf(mapping.AUDITS, wire)
        self.slips: Shelf[Slip] = SqlShelf(mapping.SLIPS, wire)
        self.wishes: Shelf[Wishes] = SqlShelf(mapping.WISHES, wire)
        self.walks: Shelf[Walk] = SqlShelf(mapping.WALKS, wire)
        self.calls: Shelf[Call] = SqlShelf(mapping.CALLS, wire)
        self.counted_in: Shelf[CountedIn] = SqlShelf(mapping.COUNTED_IN, wire)
        self.sentences: Shelf[Sentence] = SqlShelf(mapping.SENTENCES, wire)
        self.sentence_yeses: Shelf[SentenceYes] = SqlShelf(mapping.SENTENCE_YESES, wire)
        self.muted: Shelf[Muted] = SqlShelf(mapping.MUTED, wire)
        self.ledger = SqlLedger(wire, shards)
        self.work: Ledger = self.ledger
        self.many: Many = SqlMany(wire, self.ledger)


@dataclass(slots=True)
class Writers:
    """Who is writing now: a write unit inside another of the same task would wait for itself."""

    tasks: set[object] = field(default_factory=set[object])

    @contextmanager
    def one(self) -> Generator[None]:
        """Note that this task writes, for as long as it does."""
        task = asyncio.current_task()
        if task in self.tasks:
            raise RuntimeError("a write unit is open in this task already: use that one")
        self.tasks.add(task)
        try:
            yield
        finally:
            self.tasks.discard(task)


@dataclass(slots=True)
class SqlUnits:
    """See `learning.ports.Units`. Each listener is called after a commit that added due work."""

    writer: AsyncEngine
    reader: AsyncEngine
    seal: Seal
    shards: Shards = field(default_factory=Shards)  # work of others is not seen as due
    listeners: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])
    _writers: Writers = field(default_factory=Writers)

    def read(self) -> AbstractAsyncContextManager[Unit]:
        """Open a unit that only looks, at one moment of the whole memory."""
        return self._read()

    def write(self) -> AbstractAsyncContextManager[Unit]:
        """Open a unit that is kept whole at the end, or not at all when an error leaves it."""
        return self._write()

    def pack(self, change: Change, now: datetime) -> Pack:
        """Make a change ready, so that keeping it is little work later."""
        return pack(change, now, self.seal, self.writer.dialect.name)

    @asynccontextmanager
    async def _read(self) -> AsyncGenerator[Unit]:
        async with transaction(self.reader) as connection:
            yield SqlUnit(Wire(connection, self.seal, writable=False), self.shards)

    @asynccontextmanager
    async def _write(self) -> AsyncGenerator[Unit]:
        with self._writers.one():
            async with transaction(self.writer) as connection:
                wire = Wire(connection, self.seal, writable=True)
                unit = SqlUnit(wire, self.shards)
                yield unit
                if unit.ledger.touched and wire.shared:
                    await wire.rows(TELL)  # other processes hear it when this is kept
        if unit.ledger.touched:
            for listener in self.listeners:
                listener()

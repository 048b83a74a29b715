"""The pump: takes due work, has it done, and arms the alarm for what comes next.

Knows claims, leases and lanes. Must not know what any piece of work means: it is given one
`perform`, which raises the house's errors.

The law of the ledger: nothing is lost, nothing is done twice. A piece is leased while it is in
hand; if we die, its lease runs out and the next try knows (by `attempts`) to look before it sends.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from learning.ports import Ledger, Posted, Units, Work
from learning.refusals import Unavailable
from scheduling.alarm import Alarm
from scheduling.book import Book
from scheduling.clock import TimeSource
from scheduling.lanes import Lanes, is_direct, lane_of
from scheduling.verdict import TOO_LATE, Again, after, is_bug, is_too_late

log = structlog.stdlib.get_logger("due")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is done at once and how long things may take."""

    lease: timedelta = timedelta(seconds=60)
    margin: timedelta = timedelta(seconds=15)  # nothing is begun this near the end of its lease
    most: int = 50  # pieces in hand
    direct: int = 5  # direct messages on their way at once, so that Discord does not mistrust us
    patience: float = 45.0  # real seconds that one piece may take
    grace: float = 5.0  # real seconds to finish what is in hand when stopping
    rest: float = 1.0  # real seconds between tries while the ledger is away
    look: float = 60.0  # real seconds between looks at the ledger, whatever the alarm says


class Perform(Protocol):
    """Does one piece of work; returns where a message stands when it sent one."""

    def __call__(self, work: Work, now: datetime) -> Awaitable[Posted | None]:
        """Do it once, safely when it may have been done before."""
        ...


class Report(Protocol):
    """Hears what is due next and whether something is being done."""

    def __call__(self, next_due: datetime | None, *, busy: bool) -> None:
        """Take the news."""
        ...


class Pump:
    """Claims due work, lane by lane in order, and never loses any."""

    def __init__(
        self,
        units: Units,
        clock: TimeSource,
        perform: Perform,
        *,
        owner: str,
        report: Report | None = None,
        gave_up: Callable[[Work, str], Awaitable[None]] | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._units = units
        self._clock = clock
        self._perform = perform
        self._owner = owner
        self._report = report
        self._gave_up = gave_up
        self._limits = limits or Limits()
        self._book = Book(units, pause=self._limits.rest)
        self._lanes = Lanes()
        self._claimed_at: dict[str, datetime] = {}
        self._bugs: Counter[str] = Counter()
        self._direct = asyncio.Semaphore(self._limits.direct)
        self._wanted = asyncio.Event()
        self._idle = asyncio.Event()
        self._open = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self._at_it: set[asyncio.Task[None]] = set()
        self.alarm = Alarm(clock, self.nudge)

    async def start(self) -> None:
        """Take back our own leases from before a crash and begin."""
        async with self._units.write() as unit:
            await unit.work.release(self._owner)
        self.alarm.start()
        self.alarm.every(self._limits.look, self._look, "look")
        self.nudge()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Finish the pieces in hand and stop; everything else stays in the ledger."""
        self._stopping = True
        self.alarm.stop()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None
        if self._at_it:
            _, late = await asyncio.wait(self._at_it, timeout=self._limits.grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        with contextlib.suppress(Unavailable):
            async with self._units.write() as unit:
                await unit.work.release(self._owner)

    def nudge(self) -> None:
        """Say that something may be due now."""
        self._idle.clear()
        self._wanted.set()
        if self._report is not None:
            self._report(None, busy=True)

    def open(self) -> None:
        """Let work be done: Discord is there."""
        self._open.set()

    def close(self) -> None:
        """Begin nothing new: Discord is away. What is in hand goes on."""
        self._open.clear()

    async def idle(self) -> None:
        """Wait until nothing is due and nothing is in hand."""
        await self._idle.wait()

    async def _look(self) -> None:
        self._wanted.set()

    async def _run(self) -> None:
        """Claim whenever something may be due; no error ends this."""
        while True:
            await self._wanted.wait()
            await self._open.wait()
            self._wanted.clear()
            try:
                self.alarm.arm(await self._claim())
            except Exception as error:  # whatever it was, the next round may be better
                _note(error)
                await asyncio.sleep(self._limits.rest)
                self._wanted.set()

    async def _claim(self) -> datetime | None:
        """Take all that is due in hand, as far as there is room; returns what is due next."""
        while self._open.is_set():
            room = self._limits.most - len(self._lanes)
            if room * 2 < self._limits.most:
                return None  # a lane that ends asks for more
            now = self._clock.now()
            async with self._units.write() as unit:
                works = await unit.work.claim(
                    now, owner=self._owner, limit=room, lease=self._limits.lease
                )
            for work in works:
                self._take(work, now)
            if not works:
                return await self._rest()
        return None

    async def _rest(self) -> datetime | None:
        """Nothing more is due now: say so when nothing is in hand either."""
        async with self._units.read() as unit:
            next_due = await unit.work.next_due()
        if not self._wanted.is_set() and not self._at_it:
            self._idle.set()
            if self._report is not None:
                self._report(next_due, busy=False)
        return next_due

    def _take(self, work: Work, now: datetime) -> None:
        self._claimed_at[work.effect.key] = now
        lane = self._lanes.add(work)
        if lane is not None:
            task = asyncio.create_task(self._lane(lane))
            self._at_it.add(task)
            task.add_done_callback(self._lane_ended)

    def _lane_ended(self, task: asyncio.Task[None]) -> None:
        self._at_it.discard(task)
        self._wanted.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            _note(error)

    async def _lane(self, lane: str) -> None:
        """Do the pieces of one lane in order; when one must wait, all behind it wait too."""
        try:
            while (work := self._lanes.first(lane)) is not None and not self._stopping:
                until = self._lanes.held(lane, self._clock.now()) or await self._one(work)
                if until is not None:
                    self._lanes.hold(lane, until)
                    await self._put_back(self._lanes.end(lane), until)
                    return
                self._claimed_at.pop(work.effect.key, None)
                self._lanes.done(lane)
        finally:
            for left in self._lanes.end(lane):
                self._claimed_at.pop(left.effect.key, None)

    async def _put_back(self, works: tuple[Work, ...], until: datetime) -> None:
        async def entry(ledger: Ledger) -> None:
            for work in works:
                why = "" if work is works[0] else "behind another"
                await ledger.retry(work.effect.key, until, self._why.pop(work.effect.key, why))

        await self._book.write(entry)

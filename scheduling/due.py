"""The pump: takes due work, has it done, and arms the alarm for what comes next.

Knows claims, leases and lanes. Must not know what any piece of work means: it is given one
`perform`, which raises the house's errors.

The law of the ledger: nothing is lost, nothing is done twice. A piece is leased while it is in
hand; if we die, its lease runs out and the next try knows (by `attempts`) to look before it sends.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

import structlog

from learning.ports import Back, Units, Work
from learning.refusals import Said, Unavailable
from scheduling.alarm import Alarm
from scheduling.book import Book
from scheduling.clock import TimeSource
from scheduling.lanes import Lanes, is_told
from scheduling.limits import Limits
from scheduling.worker import GaveUp, Perform, Report, Together, Worker

BEHIND = "behind another"

log = structlog.stdlib.get_logger("due")


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
        gave_up: GaveUp | None = None,
        together: Together | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._units = units
        self._clock = clock
        self._owner = owner
        self._report = report
        self._together = together
        self._limits = limits or Limits()
        self._book = Book(units, owner, pause=self._limits.rest)
        self._worker = Worker(clock, perform, self._book, gave_up, self._limits)
        self._lanes = Lanes()
        self.hands = 1  # that decide at once, each in a commit of its own
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
        self.nudge()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Finish the pieces in hand and stop; everything else stays in the ledger."""
        self._stopping = True
        self.alarm.stop()
        if self._task is None:
            return
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
        self.nudge()

    @property
    def is_open(self) -> bool:
        """Whether work may be begun."""
        return self._open.is_set()

    def close(self) -> None:
        """Begin nothing new: Discord is away. What is in hand goes on."""
        self._open.clear()

    def chore(self, seconds: float, chore: Callable[[], Awaitable[None]], name: str) -> None:
        """Do a chore at a steady pace (real seconds), while work may be begun.

        A process that waits behind every door does no work, and no chores.
        """

        async def at_work() -> None:
            if self._open.is_set():
                await chore()

        self.alarm.every(seconds, at_work, name)

    async def idle(self) -> None:
        """Wait until nothing is due and nothing is in hand; no longer once it was stopped."""
        if not self._stopping:
            await self._idle.wait()

    async def _run(self) -> None:
        """Claim whenever something may be due; no error ends this."""
        while True:
            await self._wanted.wait()
            await self._open.wait()
            self._wanted.clear()
            try:
                await self._decide_together()
                self.alarm.arm(await self._claim())
            except Exception as error:
                self._book.go_on()
                _note(error)
                await asyncio.sleep(self._limits.rest)
                self._wanted.set()
            finally:
                self._book.go_on()

    async def _decide_together(self) -> None:
        """Let what can be decided in one commit be so; what is left over is claimed by itself."""
        try:
            while self._together is not None and await self._many_hands(self._together):
                pass
        except Unavailable:
            raise
        except Exception as error:
            _note(error)

    async def _many_hands(self, together: Together) -> int:
        """Let several decide at once; what one has in hand, another leaves alone."""
        hands = (together() for _ in range(self.hands))
        done = await asyncio.gather(*hands, return_exceptions=True)
        for error in done:
            if isinstance(error, BaseException):
                raise error
        return sum(one for one in done if isinstance(one, int))

    async def _claim(self) -> datetime | None:
        """Take in hand what is due, as far as there is room; returns what is due next.

        What is decided has room of its own: it never waits until Discord has been told.
        """
        while self._open.is_set():
            rooms = [(told, room) for told in (False, True) if (room := self._room(told=told))]
            if not rooms:
                return None  # whichever lane ends next asks again
            now, works = self._clock.now(), list[Work]()
            async with self._units.write() as unit:
                for told, room in rooms:
                    limit = min(room, self._limits.chunk)
                    works += await unit.work.claim(
                        now, owner=self._owner, limit=limit, lease=self._limits.lease, told=told
                    )
            for work in works:
                self._take(work, now)
            if len(works) >= self._limits.chunk:
                self._book.wait()  # what is due is begun before what is done is written down
            if not works:
                return await (self._rest() if len(rooms) == 2 else self._next(rooms[0][0]))
        return None

    def _room(self, *, told: bool) -> int:
        """Return how many more may be taken in hand; 0 unless it is worth asking."""
        most = self._limits.most if told else self._limits.decisions
        room = most - self._lanes.count(told=told)
        return room if room * 2 >= most else 0

    async def _next(self, told: bool) -> datetime | None:
        """Return what is due next of one sort while there is no room for the other."""
        async with self._units.read() as unit:
            return await unit.work.next_due(told=told)

    async def _rest(self) -> datetime | None:
        """Say what is due next, and that we are idle when nothing is in hand either."""
        async with self._units.read() as unit:
            next_due = await unit.work.next_due()
        if not self._wanted.is_set() and not self._at_it:
            self._idle.set()
            if self._report is not None:
                self._report(next_due, busy=False)
        return next_due

    def _take(self, work: Work, now: datetime) -> None:
        lane = self._lanes.add(work, now + self._limits.lease)
        if lane is not None:
            task = asyncio.create_task(self._lane(lane))
            self._at_it.add(task)
            task.add_done_callback(partial(self._lane_ended, is_told(work.effect)))

    def _lane_ended(self, told: bool, task: asyncio.Task[None]) -> None:
        self._at_it.discard(task)
        if self._room(told=told) or not self._at_it:
            self._wanted.set()
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            _note(error)

    async def _lane(self, lane: str) -> None:
        """Do one lane in order; when a piece must wait, all behind it wait too."""
        again: Back | None = None
        try:
            again = await self._go_through(lane)
        finally:
            left = self._lanes.end(lane)
        if again is not None:
            self._lanes.hold(lane, again.at)
            behind = (Back(w.effect.key, again.at, BEHIND, tried=False) for w in left[1:])
            await self._book.write(again, *behind)

    async def _go_through(self, lane: str) -> Back | None:
        """Do piece after piece; returns how the first of those left is to be tried again."""
        while (work := self._lanes.first(lane)) is not None and not self._stopping:
            async with self._worker.gate(work):
                now = self._clock.now()
                if now > self._lanes.lease_ends(work) - self._limits.margin:
                    return None  # too near its end to begin: left to the next claim
                if held := self._lanes.held(lane, now):
                    return Back(work.effect.key, held, BEHIND, tried=False)
                ending = await self._worker.do(work, now)
            if isinstance(ending, Back):
                return ending
            await self._worker.keep(work, ending)
            self._lanes.done(lane)
        return None


def _note(error: Exception) -> None:
    """Log what went wrong; work that was in hand keeps its lease and comes back after it."""
    if isinstance(error, Said):
        log.warning("ledger away", key=error.key)
    else:
        log.error("pump failed", exc_info=error)

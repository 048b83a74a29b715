"""The pump: takes due work, has it done, and arms the alarm for what comes next.

Knows claims, leases, back-off and lanes. Must not know what any piece of work means: it is given
one `perform`, which raises the house's errors.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from learning.ports import Posted, Units, Work
from learning.refusals import Misconfigured, Refusal, Unavailable, Unreachable
from scheduling.alarm import Alarm
from scheduling.clock import TimeSource

LEASE = timedelta(seconds=60)
BATCH = 50
PATIENCE = timedelta(hours=24)
TRIES_AT_A_BUG = 5

log = structlog.get_logger("due")


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
    ) -> None:
        self._units = units
        self._clock = clock
        self._perform = perform
        self._owner = owner
        self._report = report
        self._gave_up = gave_up
        self._wanted = asyncio.Event()
        self._idle = asyncio.Event()
        self._open = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.alarm = Alarm(clock, self.nudge)

    async def start(self) -> None:
        """Take back our own leases from before a crash and begin."""
        async with self._units.write() as unit:
            await unit.work.release(self._owner)
        self.alarm.start()
        self.nudge()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop after the piece in hand; everything else stays in the ledger."""
        self.alarm.stop()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

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
        """Hold work back: Discord is away."""
        self._open.clear()

    async def idle(self) -> None:
        """Wait until nothing is due."""
        await self._idle.wait()

    async def _run(self) -> None:
        while True:
            await self._wanted.wait()
            await self._open.wait()
            self._wanted.clear()
            try:
                next_due = await self._drain()
            except Unavailable as away:
                log.warning("ledger away", key=away.key)
                await asyncio.sleep(1)
                self._wanted.set()
                continue
            self.alarm.arm(next_due)
            if not self._wanted.is_set():
                self._idle.set()
                if self._report is not None:
                    self._report(next_due, busy=False)

    async def _drain(self) -> datetime | None:
        while True:
            now = self._clock.now()
            async with self._units.write() as unit:
                works = await unit.work.claim(now, owner=self._owner, limit=BATCH, lease=LEASE)
            if not works:
                async with self._units.read() as unit:
                    return await unit.work.next_due()
            lanes: dict[str, list[Work]] = defaultdict(list)
            for work in works:
                lanes[work.effect.about].append(work)
            await asyncio.gather(*(self._lane(lane) for lane in lanes.values()))

    async def _lane(self, works: list[Work]) -> None:
        for number, work in enumerate(works):
            if not await self._one(work):
                await self._put_back(works[number + 1 :])
                return

    async def _put_back(self, works: list[Work]) -> None:
        """Keep the order of a lane: what follows a piece that must wait, waits too."""
        async with self._units.write() as unit:
            for work in works:
                at = self._clock.now() + timedelta(seconds=2)
                await unit.work.retry(work.effect.key, at, "behind another")

    async def _one(self, work: Work) -> bool:
        """Do one piece; False when it has to wait."""
        now = self._clock.now()
        effect = work.effect
        if effect.until is not None and now > effect.until:
            await self._bury(work, "too late to be useful")
            return True
        try:
            posted = await self._perform(work, now)
        except Unreachable as gone:
            await self._bury(work, gone.key)
            return True
        except (Unavailable, Misconfigured) as trouble:
            slow = isinstance(trouble, Misconfigured)
            return await self._later(work, trouble.key, slow=slow)
        except Refusal as no:
            await self._bury(work, no.key)
            return True
        except Exception:
            log.exception("work failed", key=effect.key, kind=effect.kind, attempts=work.attempts)
            if work.attempts >= TRIES_AT_A_BUG:
                await self._bury(work, "bug")
                return True
            return await self._later(work, "bug", slow=False)
        async with self._units.write() as unit:
            await unit.work.finish(effect.key, self._clock.now(), posted)
        return True

    async def _later(self, work: Work, why: str, *, slow: bool) -> bool:
        now = self._clock.now()
        wait = timedelta(minutes=5) if slow else timedelta(seconds=min(60, 2**work.attempts))
        deadline = work.effect.until or work.due_at + PATIENCE
        if now + wait > deadline:
            await self._bury(work, why)
            return True
        log.warning("work put off", key=work.effect.key, why=why, seconds=wait.total_seconds())
        async with self._units.write() as unit:
            await unit.work.retry(work.effect.key, now + wait, why)
        if slow and work.attempts == 1 and self._gave_up is not None:
            await self._gave_up(work, why)
        return False

    async def _bury(self, work: Work, why: str) -> None:
        log.warning("work given up", key=work.effect.key, why=why)
        async with self._units.write() as unit:
            await unit.work.bury(work.effect.key, self._clock.now(), why)
        if self._gave_up is not None:
            await self._gave_up(work, why)

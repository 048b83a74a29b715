"""Doing one piece of work: in time, once, and with how it ended written in the book.

Knows one piece at a time. Must not know lanes, nor when anything is claimed.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

import structlog

from learning.ports import Back, Dead, Done, Ending, Posted, Work
from scheduling.book import Book
from scheduling.clock import TimeSource
from scheduling.lanes import is_direct
from scheduling.limits import Limits
from scheduling.verdict import TOO_LATE, Again, after, is_bug, is_too_late

GaveUp = Callable[[Work, str], Awaitable[None]]

log = structlog.stdlib.get_logger("due")


class Perform(Protocol):
    """Does one piece of work; returns where a message stands when it sent one."""

    def __call__(self, work: Work, now: datetime) -> Awaitable[Posted | None]:
        """Do it once, safely when it may have been done before."""
        ...


class Together(Protocol):
    """Decides all at once what has become due and can be decided so."""

    def __call__(self) -> Awaitable[int]:
        """Do it, in one commit; return how many pieces were done (0: there are none left)."""
        ...


class Report(Protocol):
    """Hears what is due next and whether something is being done."""

    def __call__(self, next_due: datetime | None, *, busy: bool) -> None:
        """Take the news."""
        ...


class Worker:
    """Does pieces of work. `gave_up` hears of those given up, or stuck until somebody helps."""

    def __init__(
        self,
        clock: TimeSource,
        perform: Perform,
        book: Book,
        gave_up: GaveUp | None,
        limits: Limits,
    ) -> None:
        self._clock = clock
        self._perform = perform
        self._book = book
        self._gave_up = gave_up
        self._patience = limits.patience
        self._direct = asyncio.Semaphore(limits.direct)
        self._bugs: Counter[str] = Counter()

    def gate(self, work: Work) -> AbstractAsyncContextManager[object]:
        """Return what must be passed before a piece is begun: few direct messages at once."""
        return self._direct if is_direct(work.effect) else contextlib.nullcontext()

    async def do(self, work: Work, now: datetime) -> Ending:
        """Do one piece; returns how it ended, which is not written down yet."""
        if is_too_late(work, now):
            return self._give_up(work, TOO_LATE)
        try:
            async with asyncio.timeout(self._patience):
                posted = await self._perform(work, now)
        except Exception as error:
            return await self._failed(work, error)
        self._bugs.pop(work.effect.key, None)
        return Done(work.effect.key, self._clock.now(), posted)

    async def keep(self, work: Work, ending: Done | Dead) -> None:
        """Write down that a piece is over; when it was given up, let somebody know."""
        await self._book.write(ending)
        if isinstance(ending, Dead):
            await self._tell(work, ending.why)

    async def _failed(self, work: Work, error: Exception) -> Ending:
        key = work.effect.key
        verdict = after(work, error, self._clock.now(), self._bugs[key])
        if is_bug(error):
            self._bugs[key] += 1
            log.error("work failed", key=key, attempts=work.attempts, exc_info=error)
        if not isinstance(verdict, Again):
            return self._give_up(work, verdict.why)
        log.warning("work put off", key=key, why=verdict.why, until=verdict.at.isoformat())
        if verdict.tell:
            await self._tell(work, verdict.why)
        return Back(key, verdict.at, verdict.why)

    def _give_up(self, work: Work, why: str) -> Dead:
        key = work.effect.key
        log.warning("work given up", key=key, why=why)
        self._bugs.pop(key, None)
        return Dead(key, self._clock.now(), why)

    async def _tell(self, work: Work, why: str) -> None:
        """Let somebody know; that this fails must not stop anything else."""
        if self._gave_up is None:
            return
        try:
            await self._gave_up(work, why)
        except Exception:
            log.exception("nobody was told", key=work.effect.key, why=why)

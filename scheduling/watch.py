"""The watch: hears what other processes add, and looks at the ledger now and then all the same.

Knows waiting and the number of live processes. Must not know how word travels between them, nor
what any work is.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import structlog

from learning.ports import Units
from learning.refusals import Unavailable
from scheduling.clock import TimeSource

LOOK = 5.0  # real seconds between looks at the ledger, whatever was heard
REST = 1.0  # real seconds between tries while nothing can be heard

log = structlog.stdlib.get_logger("due")


class News(Protocol):
    """What other processes on the same database say; raises Unavailable when it cannot be heard."""

    async def wait(self, seconds: float) -> bool:
        """Wait at most so long; True when work was added somewhere."""
        ...

    async def alive(self) -> int:
        """Count the live processes, this one among them."""
        ...


class Watch:
    """Calls `ring` when work may be due, and `share` with the number of live processes.

    `chores` are done at each look.
    """

    def __init__(
        self,
        news: News,
        units: Units,
        clock: TimeSource,
        *,
        ring: Callable[[], None],
        share: Callable[[int], None],
        chores: Sequence[Callable[[], Awaitable[None]]] = (),
        look: float = LOOK,
    ) -> None:
        self._news = news
        self._units = units
        self._clock = clock
        self._ring = ring
        self._share = share
        self._chores = chores
        self._seconds = look
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Hear no more."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        """Listen for good; no error ends this."""
        next_look = 0.0
        loop = asyncio.get_running_loop()
        while True:
            try:
                if loop.time() >= next_look:
                    await self._look()
                    next_look = loop.time() + self._seconds
                if await self._news.wait(max(0.0, next_look - loop.time())):
                    self._ring()
            except Unavailable as away:
                log.warning("nothing is heard", key=away.key)
                await asyncio.sleep(REST)
            except Exception:
                log.exception("nothing is heard")
                await asyncio.sleep(REST)

    async def _look(self) -> None:
        """Ring when something is due that nobody rang for, and count who lives."""
        self._share(await self._news.alive())
        for chore in self._chores:
            await chore()
        async with self._units.read() as unit:
            next_due = await unit.work.next_due()
        if next_due is not None and next_due <= self._clock.now():
            self._ring()

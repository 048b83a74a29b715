"""The book of outcomes: what was done is written down, many at once, in one commit.

Knows how to write together and to try again while the database is away. Must not know what the
outcomes mean.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from learning.ports import Ledger, Units
from learning.refusals import Unavailable

TRIES = 30
PAUSE = 1.0  # seconds between tries

Entry = Callable[[Ledger], Awaitable[None]]
log = structlog.stdlib.get_logger("due")


class Book:
    """Writes outcomes; those that come while one commit is under way share the next."""

    def __init__(self, units: Units, *, pause: float = PAUSE) -> None:
        self._units = units
        self._pause = pause
        self._waiting: list[tuple[Entry, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(self, entry: Entry) -> None:
        """Write one outcome; returns when it is kept, raises what the ledger raised."""
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((entry, kept))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await kept

    async def _write(self) -> None:
        while self._waiting:
            together, self._waiting = self._waiting, []
            try:
                await self._commit([entry for entry, _ in together])
            except BaseException as error:
                _fail(together, error)
                if not isinstance(error, Exception):
                    raise
                continue
            for _, kept in together:
                if not kept.done():
                    kept.set_result(None)

    async def _commit(self, entries: list[Entry]) -> None:
        for left in reversed(range(TRIES)):
            try:
                async with self._units.write() as unit:
                    for entry in entries:
                        await entry(unit.work)
            except Unavailable as away:
                if not left:
                    raise
                log.warning("ledger away", key=away.key, outcomes=len(entries))
                await asyncio.sleep(self._pause)
            else:
                return


def _fail(together: list[tuple[Entry, asyncio.Future[None]]], error: BaseException) -> None:
    """Tell everybody who waits that nothing was kept."""
    for _, kept in together:
        if kept.done():
            continue
        if isinstance(error, Exception):
            kept.set_exception(error)
        else:
            kept.cancel()

"""The book of outcomes: what was done is written down, many at once, in one commit.

Knows how to write together and to try again while the database is away. Must not know what the
outcomes mean.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog

from learning.ports import Ending, Units
from learning.refusals import Unavailable

TRIES = 30
PAUSE = 1.0  # seconds between tries

MOST = 500  # outcomes in one commit: so many are written without holding anything else up
_Entry = tuple[Sequence[Ending], asyncio.Future[None]]
log = structlog.stdlib.get_logger("due")


class Book:
    """Writes outcomes; those that come while one commit is under way share the next."""

    def __init__(self, units: Units, owner: str, *, pause: float = PAUSE) -> None:
        self._units = units
        self._owner = owner
        self._pause = pause
        self._waiting: list[_Entry] = []
        self._writing: asyncio.Task[None] | None = None
        self._may = asyncio.Event()
        self._may.set()

    def wait(self) -> None:
        """Write nothing for a moment: more is being taken in hand, and that comes first."""
        self._may.clear()

    def go_on(self) -> None:
        """Write again."""
        self._may.set()

    async def write(self, *endings: Ending) -> None:
        """Write outcomes; returns when they are kept, raises what the ledger raised."""
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((endings, kept))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await kept

    async def _write(self) -> None:
        while self._waiting:
            await self._may.wait()
            together, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            try:
                await self._commit([one for endings, _ in together for one in endings])
            except BaseException as error:
                _fail(together, error)
                if not isinstance(error, Exception):
                    raise
                continue
            for _, kept in together:
                if not kept.done():
                    kept.set_result(None)

    async def _commit(self, endings: list[Ending]) -> None:
        for left in reversed(range(TRIES)):
            try:
                async with self._units.write() as unit:
                    await unit.work.settle(endings, owner=self._owner)
            except Unavailable as away:
                if not left:
                    raise
                log.warning("ledger away", key=away.key, outcomes=len(endings))
                await asyncio.sleep(self._pause)
            else:
                return


def _fail(together: list[_Entry], error: BaseException) -> None:
    """Tell everybody who waits that nothing was kept."""
    for _, kept in together:
        if kept.done():
            continue
        if isinstance(error, Exception):
            kept.set_exception(error)
        else:
            kept.cancel()

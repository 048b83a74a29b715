"""Serving several things side by side, each until it is told to end.

Knows which of them ended by itself. Must not know what any of them does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine


class Serving:
    """Runs what it is given, by number; it is over when one of them ends by itself."""

    def __init__(self) -> None:
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._look = asyncio.Event()

    def begin(self, number: int, run: Coroutine[None, None, None]) -> None:
        """Begin to run one more."""
        task = asyncio.create_task(run)
        task.add_done_callback(lambda _: self._look.set())
        self._tasks[number] = task

    async def end(self, number: int, stop: Callable[[], Awaitable[None]]) -> None:
        """End one on purpose: `stop` tells it to, and we wait until it has."""
        task = self._tasks.pop(number)
        await stop()
        await asyncio.gather(task, return_exceptions=True)

    async def over(self) -> None:
        """Wait until one has ended by itself; raises what ended it."""
        while not any(task.done() for task in self._tasks.values()):
            self._look.clear()
            await self._look.wait()
        for task in self._tasks.values():
            if task.done():
                task.result()

    async def all_ended(self) -> None:
        """Wait until all have ended."""
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

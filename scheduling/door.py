"""The door to Discord: of all processes on one database, one keeps it; the others wait behind it.

Knows who keeps the door. Must not know what comes through it. Discord tells every connection of a
bot of every press, so two that answered would do everything twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import structlog

from learning.refusals import Unavailable

NAME = "door"
REST = 1.0  # real seconds between tries

log = structlog.stdlib.get_logger("due")


class Keeper(Protocol):
    """Lets one process be the only one that does something, until it ends."""

    async def keep(self, what: str) -> bool:
        """Be the only process that does this; False: another is."""
        ...


class Door:
    """Kept by at most one process, but for the seconds in which a cut connection goes unseen."""

    def __init__(self, keeper: Keeper, shut: Callable[[], Awaitable[None]]) -> None:
        self._keeper = keeper
        self._shut = shut
        self._ours = False
        self.wide = False  # left open: all processes are at work at once

    async def wait(self) -> None:
        """Wait until the door is ours: at once, or when the process that keeps it has ended."""
        told = False
        while not self.wide and not await self._try():
            if not told:
                log.info("another process keeps the door: waiting behind it")
                told = True
            await asyncio.sleep(REST)
        self._ours = not self.wide

    async def look(self) -> None:
        """Shut it when it is ours no more: our connection was cut and another took our place."""
        if self._ours and not await self._keeper.keep(NAME):
            self._ours = False
            log.warning("another process took the door")
            await self._shut()

    async def _try(self) -> bool:
        try:
            return await self._keeper.keep(NAME)
        except Unavailable:
            return False

"""The doors to Discord, one for each shard: of all processes on one database, one keeps each.

Knows who keeps a door, and what is a fair share of them. Must not know what comes through. Discord
tells every connection to a shard of every press, so two that answered would do everything twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from math import ceil
from typing import Protocol

import structlog

from learning.refusals import Unavailable
from learning.shards import Shards

REST = 1.0  # real seconds between tries
PATIENCE = 3  # looks in which somebody may come for what was given

log = structlog.stdlib.get_logger("due")


class Keeper(Protocol):
    """Lets one process be the only one that does something, until it ends or lets go."""

    async def keep(self, what: str) -> bool:
        """Be the only process that does this; False: another is."""
        ...

    async def let_go(self, what: str) -> None:
        """Let another process do it."""
        ...


class Doors:
    """Each kept by at most one process, but for the seconds in which a cut connection goes unseen.

    A process keeps no more than its fair share: the number of doors divided by that of the live
    processes, rounded up. Of one that ends, the others take over what it kept; and what it gave
    and nobody came for, it takes back.
    """

    def __init__(
        self,
        keeper: Keeper,
        shards: Shards,
        take: Callable[[int], None],
        leave: Callable[[int], Awaitable[None]],
    ) -> None:
        self._keeper = keeper
        self._shards = shards
        self._take = take
        self._leave = leave
        self._alive = 1
        self._given = list[int]()  # to nobody who came for it yet, as far as we know
        self._waited = 0  # looks since then
        self._in_vain = 0  # how many lived when nobody took what was given

    @property
    def at_work(self) -> int:
        """How many processes send anything to Discord."""
        return min(self._alive, self._shards.count)

    def count(self, alive: int) -> None:
        """Hear how many processes live."""
        self._alive = max(1, alive)

    async def wait(self) -> None:
        """Wait until a door is ours: at once, or when a process that keeps one has ended."""
        told = False
        while not await self._try():
            if not told:
                log.info("other processes keep every door: waiting behind them")
                told = True
            await asyncio.sleep(REST)

    async def look(self) -> None:
        """Keep our fair share, and leave those that are ours no more.

        Our connection to the database may have been cut, and another taken our place.
        """
        if not self._shards.ours:
            return
        for shard in sorted(self._shards.ours):
            if not await self._keeper.keep(_name(shard)):
                log.warning("another process took the door", shard=shard)
                await self._give_up(shard)
        if not self._shards.ours:
            return
        self._waited += 1
        if self._given and self._waited == PATIENCE:
            await self._take_back()
        fair = ceil(self._shards.count / self._alive)
        if self._alive != self._in_vain and len(self._shards.ours) > fair:
            self._given, self._waited = sorted(self._shards.ours)[fair:], 0
            for shard in self._given:
                log.info("a door for another process", shard=shard)
                try:
                    await self._give_up(shard)
                finally:
                    await self._keeper.let_go(_name(shard))
        if len(self._shards.ours) < fair and await self._try():
            self._given = []  # one of those, perhaps

    async def _take_back(self) -> None:
        """Keep again what was given, if nobody has come for any of it: they are frozen, perhaps."""
        given, self._given = self._given, []
        free = [shard for shard in given if await self._keeper.keep(_name(shard))]
        if free == given:
            self._in_vain = self._alive
        for shard in free:
            if free == given:
                self._begin(shard)
            else:
                await self._keeper.let_go(_name(shard))

    async def _try(self) -> bool:
        """Keep one more door, if one is free."""
        for shard in sorted(set(range(self._shards.count)) - self._shards.ours):
            try:
                if await self._keeper.keep(_name(shard)):
                    self._begin(shard)
                    return True
            except Unavailable:
                return False
        return False

    def _begin(self, shard: int) -> None:
        self._shards.ours.add(shard)
        self._take(shard)

    async def _give_up(self, shard: int) -> None:
        self._shards.ours.discard(shard)
        await self._leave(shard)


def _name(shard: int) -> str:
    return f"door {shard}" if shard else "door"

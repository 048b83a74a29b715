"""A Discord and the life of a process, for the machine that proves the ledger.

Knows a Discord that drops repeats for three minutes and can be looked at, and a process that dies
before or after a commit that was chosen. Must not know what is wished for.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from learning.many import Change, Pack
from learning.ports import Posted, Unit, Units, Work
from learning.refusals import Unavailable, Unreachable
from scheduling.clock import HeldClock

NONCE = timedelta(minutes=3)  # so long Discord knows a nonce again


class Crash(Exception):
    """The process is gone."""


@dataclass(slots=True)
class Discord:
    """What people can read, by key; `faults` are met one after another, one a send."""

    clock: HeldClock
    sent: dict[str, list[datetime]] = field(default_factory=dict[str, list[datetime]])
    faults: list[str] = field(default_factory=list[str])

    def send(self, work: Work) -> Posted:
        """Send as the stage does: look before a second try, and always with the nonce."""
        key, now = work.effect.key, self.clock.now()
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "down":
            raise Unavailable("discord_away")
        if fault == "closed":
            raise Unreachable("dm_closed")
        before = self.sent.setdefault(key, [])
        looked = work.attempts > 1 and before
        known = before and now - before[-1] <= NONCE
        if not looked and not known:
            before.append(now)
        if fault == "lost":
            raise Unavailable("discord_away")
        return Posted(1, sum(map(ord, key)))


class Life:
    """The memory as one process has it, until it dies at a commit that was chosen."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self.dead = asyncio.Event()
        self.fatal: tuple[int, bool] | None = None  # so many commits from now; after it, or before

    def read(self) -> AbstractAsyncContextManager[Unit]:
        """Look, while alive."""
        self.must_live()
        return self._units.read()

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[Unit]:
        """Change something; here processes die."""
        self.must_live()
        after = self._fate()
        async with self._units.write() as unit:
            yield unit
            if after is False:
                self.die()
        if after:
            self.die()

    def pack(self, change: Change, now: datetime) -> Pack:
        """Make a change ready; nothing is kept yet."""
        return self._units.pack(change, now)

    def must_live(self) -> None:
        """Do nothing any more when dead."""
        if self.dead.is_set():
            raise Crash

    def die(self) -> None:
        """Die here."""
        self.dead.set()
        raise Crash

    def _fate(self) -> bool | None:
        if self.fatal is None:
            return None
        left, after = self.fatal
        self.fatal = (left - 1, after) if left else None
        return None if left else after

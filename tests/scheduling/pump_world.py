"""A pump over a memory, a held clock, and a Discord that can be slow, away, or cut off.

Knows how to start a pump, add work and see what was done, in order.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from learning.effects import Card, Effect, Place, To, post, wake
from learning.ports import Posted, Work
from scheduling.clock import HeldClock
from scheduling.due import Pump
from scheduling.limits import Limits
from scheduling.worker import GaveUp, Together
from storage.memory import MemoryUnits
from storage.unit import SqlUnits

START = datetime(2027, 1, 11, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
QUICK = Limits(rest=0.01, grace=1.0)
Trouble = Callable[[Work], Awaitable[None]]


def card(name: str, about: str = "a", due: timedelta = SECOND * 0, **more: object) -> Effect:
    """Make a post to a room about a thing."""
    until = more.get("until")
    return post(
        name,
        Place(To.ROOM, "room"),
        Card("face", about),
        due=START + due,
        until=START + until if isinstance(until, timedelta) else None,
    )


def direct(name: str, person: str, due: timedelta = SECOND * 0) -> Effect:
    """Make a direct message."""
    return post(name, Place(To.PERSON, person), Card("face", name), due=START + due)


def decision(name: str, about: str = "a", due: timedelta = SECOND * 0) -> Effect:
    """Make a wake."""
    return wake(name, "what", about, START + due)


def fails(error: Exception, times: int = 1_000_000) -> Trouble:
    """Return a trouble that comes so many times."""
    left = [times]

    async def trouble(_: Work) -> None:
        if left[0] > 0:
            left[0] -= 1
            raise error

    return trouble


@dataclass(slots=True)
class Scene:
    """What a pump works on, and what came of it."""

    units: MemoryUnits | SqlUnits
    clock: HeldClock = field(default_factory=lambda: HeldClock(START))
    limits: Limits = QUICK
    hands: int = 1
    trouble: dict[str, Trouble] = field(default_factory=dict[str, Trouble])  # by key
    tries: list[str] = field(default_factory=list[str])
    sent: dict[str, int] = field(default_factory=dict[str, int])  # what Discord has: key -> times
    order: list[str] = field(default_factory=list[str])  # in which things were done
    given_up: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    reports: list[tuple[datetime | None, bool]] = field(
        default_factory=list[tuple[datetime | None, bool]]
    )
    together: Together | None = None
    at_once: int = 0
    most_at_once: int = 0

    async def add(self, *effects: Effect) -> None:
        """Keep work."""
        async with self.units.write() as unit:
            await unit.work.add(effects, self.clock.now())

    async def perform(self, work: Work, now: datetime) -> Posted | None:
        """Do one piece as Discord would: look first when it may have been done."""
        key = work.effect.key
        self.tries.append(key)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(0)
            if not (work.attempts > 1 and key in self.sent):
                if key in self.trouble:
                    await self.trouble[key](work)
                self.sent[key] = self.sent.get(key, 0) + 1
        finally:
            self.at_once -= 1
        self.order.append(key)
        return Posted(1, len(self.order))

    async def gave_up(self, work: Work, why: str) -> None:
        """Hear that something was given up."""
        self.given_up.append((work.effect.key, why))

    def report(self, next_due: datetime | None, *, busy: bool) -> None:
        """Hear how it stands."""
        self.reports.append((next_due, busy))

    def pump(self, gave_up: GaveUp | None = None) -> Pump:
        """Make a pump that is not started."""
        pump = Pump(
            self.units,
            self.clock,
            self.perform,
            owner="me",
            report=self.report,
            gave_up=gave_up or self.gave_up,
            together=self.together,
            limits=self.limits,
        )
        pump.hands = self.hands
        return pump

    @asynccontextmanager
    async def going(self, gave_up: GaveUp | None = None) -> AsyncGenerator[Pump]:
        """Run a pump for as long as a test needs it."""
        pump = self.pump(gave_up)
        self.units.listeners.append(pump.nudge)
        await pump.start()
        pump.open()
        try:
            yield pump
        finally:
            await pump.stop()
            self.units.listeners.remove(pump.nudge)

    async def pass_time(self, pump: Pump, length: timedelta) -> None:
        """Let time pass and wait until nothing is due."""
        await rest(pump)
        self.clock.move(length)
        await rest(pump)

    async def posted(self, key: str) -> Posted | None:
        """Look where a message stands."""
        async with self.units.read() as unit:
            return await unit.work.posted(key)

    async def buried(self) -> list[tuple[str, str]]:
        """Look at dead letters."""
        async with self.units.read() as unit:
            return [(dead.key, dead.why) for dead in await unit.work.buried()]

    async def pending(self) -> list[str]:
        """Look at what is not done."""
        async with self.units.read() as unit:
            return [effect.key for effect in await unit.work.pending()]


async def soon(done: Callable[[], object]) -> None:
    """Wait until this is so."""
    async with asyncio.timeout(30):
        while not done():  # noqa: ASYNC110 - anything may be waited for here
            await asyncio.sleep(0.001)


async def rest(pump: Pump) -> None:
    """Wait until a pump is idle."""
    async with asyncio.timeout(30):
        await pump.idle()

"""A process hears what others add, looks for itself all the same, and keeps to its share."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from learning.effects import wake
from learning.refusals import Unavailable
from scheduling.clock import HeldClock
from scheduling.pace import Pace
from scheduling.watch import Watch
from storage.memory import MemoryUnits

NOW = datetime(2027, 3, 2, 12, 0, tzinfo=UTC)


@dataclass
class Town:
    """News from a town of a changing number of processes, that can fall silent."""

    alive_now: int = 1
    silent: bool = False
    said: asyncio.Queue[None] = field(default_factory=asyncio.Queue[None])

    async def wait(self, seconds: float) -> bool:
        if self.silent:
            raise Unavailable("storage.away")
        try:
            await asyncio.wait_for(self.said.get(), seconds)
        except TimeoutError:
            return False
        return True

    async def alive(self) -> int:
        return self.alive_now


@dataclass
class Heard:
    """What the watch did."""

    rings: int = 0
    shares: list[int] = field(default_factory=list[int])
    rang: asyncio.Event = field(default_factory=asyncio.Event)

    def ring(self) -> None:
        self.rings += 1
        self.rang.set()


@asynccontextmanager
async def watching(
    town: Town, units: MemoryUnits, heard: Heard, look: float
) -> AsyncGenerator[Watch]:
    """A watch that is on."""
    watch = Watch(
        town, units, HeldClock(NOW), ring=heard.ring, share=heard.shares.append, look=look
    )
    watch.start()
    try:
        yield watch
    finally:
        await watch.stop()


async def add(units: MemoryUnits, after: timedelta) -> None:
    """Add work behind the watch's back."""
    async with units.write() as unit:
        await unit.work.add([wake(f"k{after}", "w", "x", NOW + after)], NOW)


async def test_word_rings_at_once() -> None:
    """What another process adds rings here without waiting for the next look."""
    town, heard = Town(), Heard()
    async with watching(town, MemoryUnits(), heard, look=60):
        await asyncio.sleep(0.01)
        town.said.put_nowait(None)
        async with asyncio.timeout(1):
            await heard.rang.wait()


async def test_a_look_finds_what_nobody_told() -> None:
    """Work that is due and was never told of rings at the next look; what is to come does not."""
    units, heard = MemoryUnits(), Heard()
    async with watching(Town(), units, heard, look=0.05):
        await add(units, timedelta(hours=1))
        await asyncio.sleep(0.2)
        assert heard.rings == 0
        await add(units, -timedelta(hours=1))
        async with asyncio.timeout(1):
            await heard.rang.wait()


async def test_silence_does_not_end_the_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """While nothing can be heard the watch goes on trying, and hears again afterwards."""
    monkeypatch.setattr("scheduling.watch.REST", 0.01)
    town, heard = Town(silent=True), Heard()
    async with watching(town, MemoryUnits(), heard, look=60):
        await asyncio.sleep(0.1)
        town.silent = False
        town.said.put_nowait(None)
        async with asyncio.timeout(1):
            await heard.rang.wait()


async def test_the_budget_follows_the_number_of_processes() -> None:
    """Each look divides the budget among those that live then."""
    town, heard = Town(alive_now=4), Heard()
    async with watching(town, MemoryUnits(), heard, look=0.02):
        await asyncio.sleep(0.1)
        town.alive_now = 2
        await asyncio.sleep(0.1)
    assert heard.shares[0] == 4
    assert heard.shares[-1] == 2


@pytest.mark.parametrize("processes", [1, 4])
async def test_turns_keep_to_the_share(processes: int) -> None:
    """However many ask at once, a process makes no more requests than its share of the budget."""
    pace = Pace(rate=200)
    pace.share(processes)
    burst = int(pace.rate * 0.5)
    began = time.monotonic()
    await asyncio.gather(*(pace.turn() for _ in range(burst + 40)))
    took = time.monotonic() - began
    assert took >= 39 / pace.rate
    assert took < 39 / pace.rate + 1

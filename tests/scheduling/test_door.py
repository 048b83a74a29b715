"""Of several processes one keeps the door, does the work and keeps house; another takes over."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from pump_world import Scene, rest, soon

from learning.refusals import Unavailable
from scheduling.door import Door
from storage.memory import MemoryUnits


@dataclass
class Locks:
    """The locks of one database, as one process after another asks for them."""

    kept: dict[str, str] = field(default_factory=dict[str, str])
    away: bool = False


@dataclass
class Process:
    """One process that asks for locks."""

    name: str
    locks: Locks

    async def keep(self, what: str) -> bool:
        """Be the only one that does this."""
        if self.locks.away:
            raise Unavailable("storage.away")
        return self.locks.kept.setdefault(what, self.name) == self.name


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait only a moment between tries."""
    monkeypatch.setattr("scheduling.door.REST", 0.005)


async def nothing() -> None:
    """Do nothing."""


async def test_one_comes_in_and_the_next_when_it_ends() -> None:
    """The second waits, also while the database is away, and comes in once the lock is free."""
    locks = Locks()
    await Door(Process("a", locks), nothing).wait()
    second = asyncio.create_task(Door(Process("b", locks), nothing).wait())
    await asyncio.sleep(0.03)
    locks.away = True
    await asyncio.sleep(0.03)
    assert not second.done()
    locks.away = False
    locks.kept.clear()
    async with asyncio.timeout(5):
        await second
    assert locks.kept == {"door": "b"}


async def test_who_lost_the_door_shuts_it() -> None:
    """A process whose connection was cut, and whose place was taken, leaves Discord once."""
    locks, shut = Locks(), list[int]()

    async def leave() -> None:
        shut.append(1)

    door = Door(Process("a", locks), leave)
    await door.look()
    await door.wait()
    await door.look()
    assert shut == []
    locks.kept["door"] = "b"
    await door.look()
    await door.look()
    assert shut == [1]


async def test_housekeeping_is_done_by_whoever_is_at_work() -> None:
    """A process that waits behind the door keeps no house; it begins with its work, and ends."""
    scene, done = Scene(MemoryUnits()), list[int]()

    async def chore() -> None:
        done.append(1)

    pump = scene.pump()
    pump.chore(0.01, chore, "broom")
    await pump.start()
    try:
        await asyncio.sleep(0.06)
        assert done == []
        pump.open()
        await soon(lambda: len(done) > 1)
        await rest(pump)
        pump.close()
        await asyncio.sleep(0.02)
        so_far = len(done)
        await asyncio.sleep(0.06)
        assert len(done) == so_far
    finally:
        await pump.stop()

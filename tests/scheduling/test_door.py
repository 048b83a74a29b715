"""Of several processes one keeps each door and does its work; others take over what one leaves."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from pump_world import Scene, rest, soon

from learning.refusals import Unavailable
from learning.shards import Shards
from scheduling.door import PATIENCE, Doors
from storage.memory import MemoryUnits


@dataclass
class Locks:
    """The locks of one database, as one process after another asks for them."""

    kept: dict[str, str] = field(default_factory=dict[str, str])
    away: bool = False


class Process:
    """One process that keeps doors, and begins and ends what is behind them."""

    def __init__(self, name: str, locks: Locks, count: int = 1) -> None:
        self.name = name
        self.locks = locks
        self.shards = Shards(count)
        self.told = list[str]()
        self.fails = False
        self.doors = Doors(self, self.shards, self._take, self._leave)

    async def keep(self, what: str) -> bool:
        """Be the only one that does this."""
        if self.locks.away:
            raise Unavailable("storage.away")
        return self.locks.kept.setdefault(what, self.name) == self.name

    async def let_go(self, what: str) -> None:
        """Let another do it."""
        assert self.locks.kept.pop(what) == self.name
        self.told.append(f"free {what}")

    async def look(self, alive: int) -> set[int]:
        """Look once, with so many processes alive; returns what is kept then."""
        self.doors.count(alive)
        await self.doors.look()
        return self.shards.ours

    def _take(self, shard: int) -> None:
        self.told.append(f"take {shard}")

    async def _leave(self, shard: int) -> None:
        self.told.append(f"leave {shard}")
        if self.fails:
            raise OSError("cut")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait only a moment between tries."""
    monkeypatch.setattr("scheduling.door.REST", 0.005)


async def test_one_comes_in_and_the_next_when_it_ends() -> None:
    """The second waits, also while the database is away, and comes in once the lock is free."""
    locks = Locks()
    await Process("a", locks).doors.wait()
    b = Process("b", locks)
    second = asyncio.create_task(b.doors.wait())
    await asyncio.sleep(0.03)
    locks.away = True
    await asyncio.sleep(0.03)
    assert not second.done()
    assert b.told == []
    locks.away = False
    locks.kept.clear()
    async with asyncio.timeout(5):
        await second
    assert locks.kept == {"door": "b"}
    assert b.told == ["take 0"]


async def test_who_lost_the_door_leaves_it() -> None:
    """A process whose connection was cut, and whose place was taken, leaves Discord once."""
    locks = Locks()
    a = Process("a", locks)
    assert await a.look(1) == set()
    await a.doors.wait()
    assert await a.look(1) == {0}
    locks.kept["door"] = "b"
    assert await a.look(2) == set()
    assert await a.look(1) == set()
    assert a.told == ["take 0", "leave 0"]


async def test_doors_are_shared_out_fairly() -> None:
    """One process keeps all; a second is given its share, and takes over when the first ends."""
    locks = Locks()
    a, b = Process("a", locks, 3), Process("b", locks, 3)
    await a.doors.wait()
    for _ in range(3):
        await a.look(1)
    assert a.shards.ours == {0, 1, 2}
    assert a.doors.at_work == 1
    assert await a.look(2) == {0, 1}
    assert a.told[-2:] == ["leave 2", "free door 2"], "first it is left, and only then free"
    await b.doors.wait()
    assert await b.look(2) == {2}
    assert (a.doors.at_work, b.doors.at_work) == (2, 2)
    for name in ("door", "door 1"):
        del locks.kept[name]
    for _ in range(3):
        await b.look(1)
    assert b.shards.ours == {0, 1, 2}
    assert set(locks.kept.values()) == {"b"}


async def test_what_nobody_comes_for_is_taken_back() -> None:
    """A process that lives and is frozen takes nothing; when it ends, all begins anew."""
    locks = Locks()
    a = Process("a", locks, 2)
    await a.doors.wait()
    assert await a.look(1) == {0, 1}
    assert await a.look(2) == {0}, "given to the one that came"
    for _ in range(PATIENCE - 1):
        assert await a.look(2) == {0}
    for _ in range(PATIENCE * 2):
        assert await a.look(2) == {0, 1}, "taken back, and not given again and again"
    assert await a.look(1) == {0, 1}
    assert await a.look(3) == {0}, "another has come"
    locks.kept["door 1"] = "c"
    for _ in range(PATIENCE * 2):
        assert await a.look(3) == {0}


async def test_a_door_that_came_back_by_itself_is_not_begun_twice() -> None:
    """What was given is free again when the other ends: it is taken once, and stays taken once."""
    locks = Locks()
    a = Process("a", locks, 2)
    await a.doors.wait()
    await a.look(1)
    assert await a.look(2) == {0}
    locks.kept["door 1"] = "b"
    await a.look(2)
    del locks.kept["door 1"]
    for _ in range(PATIENCE * 2):
        assert await a.look(1) == {0, 1}
    assert a.told == ["take 0", "take 1", "leave 1", "free door 1", "take 1"]
    assert await a.look(2) == {0}, "and it is given again to the next that comes"


async def test_a_door_is_free_although_leaving_it_failed() -> None:
    """When a connection does not end well, another process may have the door all the same."""
    locks = Locks()
    a = Process("a", locks, 2)
    await a.doors.wait()
    await a.look(1)
    a.fails = True
    with pytest.raises(OSError, match="cut"):
        await a.look(2)
    assert locks.kept == {"door": "a"}


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8])
@pytest.mark.parametrize("processes", [1, 2, 3, 5])
async def test_however_they_come_every_door_is_kept_once(count: int, processes: int) -> None:
    """Each door is kept by one; nobody has more than a fair share, and nothing moves after that."""
    locks = Locks()
    every = [Process(f"p{n}", locks, count) for n in range(processes)]
    waiting = list[asyncio.Task[None]]()
    for alive, one in enumerate(every, 1):
        waiting.append(asyncio.create_task(one.doors.wait()))
        for _ in range(count + PATIENCE):
            for process in every[:alive]:
                await process.look(alive)
            await asyncio.sleep(0.015)
    told = [list(one.told) for one in every]
    kept = sorted(shard for one in every for shard in one.shards.ours)
    assert kept == list(range(count))
    assert max(len(one.shards.ours) for one in every) <= -(-count // processes)
    for process in every:
        await process.look(processes)
    assert [one.told for one in every] == told
    for task in waiting:
        task.cancel()


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

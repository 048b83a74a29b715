"""What every memory does alike with units: whole or not at all, one moment, one winner."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from made_up import NOW, learning_set, person

from learning.people import Person
from learning.ports import Units
from learning.refusals import Stale
from storage.mapping import NOUNS

ONE_FIXTURE = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
OTHER_NOUNS = sorted(NOUNS)


async def test_a_failed_unit_leaves_nothing(units: Units) -> None:
    """When an error leaves a unit, all that it did is forgotten, and the error is told."""
    async with units.write() as unit:
        kept = await unit.people.add(person(1))

    async def fail() -> None:
        async with units.write() as unit:
            await unit.people.add(person(2))
            await unit.people.save(replace(kept, name="Changed"))
            await unit.sets.add(learning_set())
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    async with units.read() as unit:
        assert await unit.people.where() == (kept,)
        assert await unit.sets.where() == ()


async def test_a_cancelled_unit_leaves_nothing(units: Units) -> None:
    """A task that is stopped inside a unit leaves nothing, and the next unit can be opened."""

    async def half() -> None:
        async with units.write() as unit:
            await unit.people.add(person(1))
            inside.set()
            await asyncio.Event().wait()

    inside = asyncio.Event()
    task = asyncio.create_task(half())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with units.write() as unit:
        assert await unit.people.where() == ()
        await unit.people.add(person(2))


async def test_a_looking_unit_changes_nothing(units: Units) -> None:
    """A change inside a unit that only looks is our bug, told at once."""
    async with units.read() as unit:
        for change in (
            unit.people.add(person(1)),
            unit.people.save(person(1)),
            unit.people.remove("p1"),
            unit.work.add([], NOW),
            unit.work.void("a", NOW),
        ):
            with pytest.raises(RuntimeError, match="only looks"):
                await change


async def test_a_reader_sees_one_moment(units: Units) -> None:
    """A unit that looks goes on seeing what it first saw, whatever is kept meanwhile."""
    async with units.read() as looking:
        assert await looking.people.where() == ()
        async with units.write() as unit:
            await unit.people.add(person(1))
        assert await looking.people.where() == ()
    async with units.read() as looking:
        assert len(await looking.people.where()) == 1


async def test_a_write_inside_a_write_is_told(units: Units) -> None:
    """A task that opens a second write unit inside its first would wait for itself: our bug."""
    async with units.write():
        with pytest.raises(RuntimeError, match="already"):
            async with units.write():
                raise AssertionError("never reached")


async def test_naive_time_is_refused(units: Units) -> None:
    """An instant without a zone is never kept nor asked for."""
    naive = datetime(2027, 1, 1)
    async with units.write() as unit:
        for wrong in (
            lambda: unit.people.add(person(1, joined_at=naive)),
            lambda: unit.sets.where(formed_at=naive),
            lambda: unit.work.add([], naive),
            lambda: unit.work.claim(naive, owner="a", limit=1, lease=timedelta(1)),
            lambda: unit.work.void("a", naive),
        ):
            with pytest.raises(ValueError, match="naive"):
                await wrong()
        assert await unit.people.where() == ()


async def test_a_hundred_saves_of_one_revision_have_one_winner(units: Units) -> None:
    """When a hundred tasks save from one revision at once, one is kept and 99 are Stale."""
    async with units.write() as unit:
        start = await unit.people.add(person(1))

    async def press(number: int) -> Person | None:
        try:
            async with units.write() as unit:
                return await unit.people.save(replace(start, name=f"n{number}"))
        except Stale:
            return None

    won = [p for p in await asyncio.gather(*(press(n) for n in range(100))) if p]
    async with units.read() as unit:
        assert [await unit.people.need("p1")] == won
    assert won[0].revision == 2


async def test_two_joins_at_once_keep_one(units: Units) -> None:
    """When one user presses Join many times at once, one person is kept."""

    async def join(number: int) -> bool:
        try:
            async with units.write() as unit:
                await unit.people.add(person(number, xid=7))
        except Stale:
            return False
        return True

    assert sum(await asyncio.gather(*(join(n) for n in range(20)))) == 1
    async with units.read() as unit:
        assert len(await unit.people.where(guild_xid=1, xid=7)) == 1

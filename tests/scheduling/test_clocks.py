"""The clocks and the alarm: a real scheduler, and a real websocket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from pump_world import soon

from practice.clock import PracticeClock
from practice.clockdoor import PATH, ClockDoor
from scheduling import clock as clocks
from scheduling.alarm import Alarm
from scheduling.clock import FollowedClock, HeldClock, SystemClock

START = datetime(2027, 1, 11, 9, 30, tzinfo=UTC)


@asynccontextmanager
async def alarm(clock: clocks.TimeSource, rings: list[float]) -> AsyncGenerator[Alarm]:
    """Set up an alarm that notes when it rings."""
    made = Alarm(clock, lambda: rings.append(asyncio.get_running_loop().time()))
    made.start()
    try:
        yield made
    finally:
        made.stop()


async def test_the_alarm_rings_once_at_its_instant() -> None:
    """It rings at the armed instant, once, and not before."""
    rings: list[float] = []
    clock = SystemClock()
    async with alarm(clock, rings) as made:
        began = asyncio.get_running_loop().time()
        made.arm(clock.now() + timedelta(seconds=0.15))
        await soon(lambda: rings)
        await asyncio.sleep(0.1)
    assert len(rings) == 1
    assert 0.14 <= rings[0] - began < 2


async def test_arming_again_moves_it_and_none_takes_it_away() -> None:
    """Only the last instant counts; one that has passed rings at once."""
    rings: list[float] = []
    clock = SystemClock()
    async with alarm(clock, rings) as made:
        made.arm(clock.now() + timedelta(seconds=0.05))
        made.arm(clock.now() + timedelta(hours=1))
        made.arm(None)
        await asyncio.sleep(0.12)
        assert rings == []
        made.arm(clock.now() - timedelta(hours=1))
        await soon(lambda: rings)
    assert len(rings) == 1


async def test_a_held_clock_rings_when_it_is_moved() -> None:
    """While it stands, nothing rings; whoever is woken by a move arms it anew."""
    rings: list[float] = []
    clock = HeldClock(START)
    async with alarm(clock, rings) as made:
        made.arm(START + timedelta(seconds=1))
        await asyncio.sleep(0.05)
        assert rings == []
        clock.move(timedelta(seconds=1))
        assert len(rings) == 1
    clock.move(timedelta(seconds=1))
    assert len(rings) == 1, "a stopped alarm is silent"


async def test_a_chore_that_fails_is_done_again() -> None:
    """Housekeeping comes round at its pace whatever happened the last time."""
    done: list[int] = []

    async def chore() -> None:
        done.append(1)
        raise ZeroDivisionError

    async with alarm(SystemClock(), []) as made:
        made.every(0.03, chore, "chore")
        await soon(lambda: len(done) > 2)


@asynccontextmanager
async def practice_clock(port: int = 0) -> AsyncGenerator[tuple[PracticeClock, str]]:
    """Serve a practice clock on a real socket of this machine."""
    clock = PracticeClock(START, speed=0)
    app = web.Application()
    app.router.add_get(PATH, ClockDoor(clock).handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port, reuse_address=True)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield clock, f"http://127.0.0.1:{port}{PATH}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def following(address: str) -> AsyncGenerator[FollowedClock]:
    """Follow a clock for a while."""
    clock = FollowedClock(address)
    await clock.start()
    try:
        yield clock
    finally:
        await clock.stop()


async def test_a_followed_clock_shows_practice_time_and_hears_of_jumps() -> None:
    """It stands while practice time stands, jumps when it jumps, and runs as fast as it runs."""
    async with practice_clock() as (practice, address), following(address) as clock:
        assert clock.now() == START
        assert clock.wait_for(START + timedelta(seconds=1)) is None
        moved: list[int] = []
        clock.on_change(lambda: moved.append(1))
        practice.jump(START + timedelta(days=1))
        await soon(lambda: moved)
        assert clock.now() == START + timedelta(days=1)
        practice.set_speed(100)
        await soon(lambda: len(moved) > 1)
        wait = clock.wait_for(clock.now() + timedelta(seconds=100))
        assert wait is not None
        assert 0.5 < wait <= 1


async def test_what_is_reported_arrives_and_the_newest_counts() -> None:
    """The practice server knows what is due next, and that the newest jump was seen."""
    async with practice_clock() as (practice, address), following(address) as clock:
        for minutes in range(1, 40):
            clock.report(START + timedelta(minutes=minutes), busy=minutes != 39)
        assert await practice.settled(5.0)
        assert practice.next_due == (START + timedelta(minutes=39)).timestamp()
        practice.jump(START + timedelta(minutes=39))
        assert not practice.is_settled()
        clock.on_change(lambda: clock.report(None, busy=False))
        practice.jump(START + timedelta(minutes=40))
        assert await practice.settled(5.0)
        assert practice.next_due is None


async def test_a_lost_connection_is_made_again() -> None:
    """When the practice server starts anew, the clock follows it without being told."""
    async with practice_clock() as (first, address):
        port = int(address.split(":")[2].split("/")[0])
        clock = FollowedClock(address)
        await clock.start()
        await soon(lambda: first.followers == 1)
    try:
        async with practice_clock(port) as (second, _):
            second.jump(START + timedelta(days=2))
            await soon(lambda: clock.now() == START + timedelta(days=2))
            await soon(lambda: second.followers == 1)
            clock.report(START + timedelta(days=3), busy=False)
            assert await second.settled(5.0)
    finally:
        await clock.stop()


async def test_a_server_that_says_nothing_is_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without a first word there is no clock, and nothing is left running."""
    monkeypatch.setattr(clocks, "PATIENCE", 0.05)
    clock = FollowedClock("http://127.0.0.1:9/none")
    before = len(asyncio.all_tasks())
    with pytest.raises(TimeoutError):
        await clock.start()
    assert len(asyncio.all_tasks()) == before

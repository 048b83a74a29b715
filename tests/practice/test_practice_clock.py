"""Practice time: held, fast, jumping, and followed over its websocket."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from practice_stage import Stage, until

from practice.clock import PracticeClock

NINE = datetime(2026, 3, 29, 9, 0, tzinfo=UTC)


def test_held_time_stands_still_and_jumps_where_it_is_told() -> None:
    """A held clock moves by jumps only, and never back."""
    clock = PracticeClock(NINE, speed=0)
    assert clock.now() == clock.now() == NINE
    clock.jump(NINE + timedelta(days=7))
    assert clock.now() == NINE + timedelta(days=7)
    with pytest.raises(ValueError, match="backwards"):
        clock.jump(NINE)


async def test_fast_time_runs_fast() -> None:
    """At speed 600 a tenth of a second is about a minute."""
    clock = PracticeClock(NINE, speed=600)
    await asyncio.sleep(0.1)
    assert timedelta(seconds=55) < clock.now() - NINE < timedelta(minutes=5)
    clock.set_speed(0)
    assert clock.now() == clock.now()


async def test_a_follower_is_told_every_change_and_reports_back(stage: Stage) -> None:
    """settled() waits until the follower has seen the newest message and rests."""
    clock = stage.clock
    assert not await clock.settled(0.01)
    url = stage.server.base_url + "/practice/clock"
    async with aiohttp.ClientSession() as web, web.ws_connect(url) as socket:
        first = await socket.receive_json()
        assert first["virtual"] == clock.epoch()
        assert first["speed"] == 0
        assert not await clock.settled(0.01)
        due = clock.epoch() + 60
        report = {"next_due": due, "busy": False, "seen": first["virtual"]}
        await socket.send_json(report)
        assert await clock.settled(1)
        assert await clock.jump_to_next() == datetime.fromtimestamp(due, UTC)
        assert not clock.is_settled()
        second = await socket.receive_json()
        assert second["virtual"] == due
        await socket.send_json({"next_due": None, "busy": True, "seen": second["virtual"]})
        await until(lambda: clock.busy)
        assert not await clock.settled(0.02)
        await socket.send_json({"next_due": None, "busy": False, "seen": second["virtual"]})
        assert await clock.settled(1)
        assert await clock.jump_to_next() is None
    await until(lambda: clock.followers == 0)
    assert clock.next_due is None

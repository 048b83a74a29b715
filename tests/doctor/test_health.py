"""Monitors learn whether the bot is alive, ready and in time, and nothing about anybody."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

from bot.health import Health
from learning.effects import wake
from learning.ports import Dead
from learning.refusals import Unavailable
from scheduling.clock import HeldClock
from storage.engine import Storage, open_storage
from storage.tally import Tally

NOW = datetime(2027, 3, 2, 12, 0, tzinfo=UTC)


class Connected(discord.Client):
    """A client that can be there or away."""

    there = True

    def is_ready(self) -> bool:
        return self.there


@dataclass
class Away:
    """A database that is away."""

    async def tally(self, now: datetime) -> Tally:
        del now
        raise Unavailable("storage.away")


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """A fresh database with one thing an hour late and one to come."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"
    async with await open_storage(url, "a long enough key", upgrade=True) as opened:
        async with opened.units.write() as unit:
            hour = timedelta(hours=1)
            await unit.work.add([wake("Amara-late", "w", "Amara", NOW - hour)], NOW)
            await unit.work.add([wake("Amara-soon", "w", "Amara", NOW + hour)], NOW)
            await unit.work.add([wake("Amara-dead", "w", "Amara", NOW - hour)], NOW)
            await unit.work.settle([Dead("Amara-dead", NOW, "bug")])
        yield opened


async def get(health: Health, path: str) -> tuple[int, str, dict[str, Any]]:
    """Ask a page of a running health page."""
    port = await health.start(0)
    try:
        async with (
            aiohttp.ClientSession() as http,
            http.get(f"http://127.0.0.1:{port}{path}") as answer,
        ):
            text = await answer.text()
            facts: dict[str, Any] = {}
            if "json" in answer.content_type:
                facts = await answer.json()
            return answer.status, text, facts
    finally:
        await health.stop()


async def test_ready_is_discord_and_database(storage: Storage) -> None:
    """The page is 200 only while both are there, and names which is away."""
    client = Connected(intents=discord.Intents.none())
    status, _, facts = await get(Health(storage, HeldClock(NOW), client), "/health")
    assert (status, facts["ready"], facts["oldest_overdue_seconds"]) == (200, True, 3600)
    client.there = False
    status, _, facts = await get(Health(storage, HeldClock(NOW), client), "/health/ready")
    assert (status, facts["discord"], facts["database"]) == (503, False, True)
    client.there = True
    status, _, facts = await get(Health(Away(), HeldClock(NOW), client), "/health")
    assert (status, facts["discord"], facts["database"]) == (503, True, False)


async def test_alive_is_alive_whatever_is_away() -> None:
    """A process that can answer is alive: a monitor must not restart it for Discord's sake."""
    client = Connected(intents=discord.Intents.none())
    client.there = False
    status, _, facts = await get(Health(Away(), HeldClock(NOW), client), "/health/live")
    assert (status, facts) == (200, {"alive": True})


async def test_metrics_are_numbers_without_a_person(storage: Storage) -> None:
    """Every line is a comment or a bare number under our own name: no label, no id, no name."""
    client = Connected(intents=discord.Intents.none())
    status, text, _ = await get(Health(storage, HeldClock(NOW), client), "/metrics")
    assert status == 200
    numbers = dict(line.split() for line in text.splitlines() if not line.startswith("#"))
    assert all(re.fullmatch("setwise_[a-z_]+", name) for name in numbers)
    assert all(value == "NaN" or float(value) >= 0 for value in numbers.values())
    assert "Amara" not in text
    got = {name.removeprefix("setwise_work_"): value for name, value in numbers.items()}
    assert (got["waiting"], got["overdue"], got["dead"], got["in_hand"]) == ("2", "1", "1", "0")
    assert float(got["oldest_overdue_seconds"]) == 3600
    for name in numbers:
        assert f"# TYPE {name} " in text
        assert f"# HELP {name} " in text


async def test_metrics_while_the_database_is_away() -> None:
    """Without a database its numbers are left out, not told as 0."""
    client = Connected(intents=discord.Intents.none())
    _, text, _ = await get(Health(Away(), HeldClock(NOW), client), "/metrics")
    assert "setwise_ready 0" in text
    assert "work_" not in text

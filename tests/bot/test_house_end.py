"""A house that is told to stop answers what was pressed before, and knows its commands again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from bot_world import Place, texts, until

from bot.house import build
from config.settings import Settings
from learning.refusals import Refusal
from scheduling.clock import HeldClock
from services.kit import Who
from storage.engine import open_storage

SECRET = "a long enough key for this test"


async def test_a_press_is_answered_although_the_bot_was_told_to_stop(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord is left only when what was asked before is answered."""
    settings = Settings(
        token=place.server.token,
        database_url=f"sqlite+aiosqlite:///{tmp_path / 'x.db'}",
        secret_key=SECRET,
        discord_api=place.server.api_url,
        discord_gateway=place.server.gateway_url,
    )
    house = await build(settings, clock=HeldClock(place.world.clock.now()))
    asked, go = asyncio.Event(), asyncio.Event()

    async def slow(_: Who) -> None:
        asked.set()
        await go.wait()
        raise Refusal("gone")

    monkeypatch.setattr(house.services.acting, "show", slow)
    running = asyncio.create_task(house.run())
    await until(house.client.is_ready)
    answering = asyncio.create_task(place.asha.command(place.general.id, "action list"))
    await asked.wait()
    running.cancel()
    await asyncio.sleep(0.05)
    assert not house.client.is_closed()
    go.set()
    assert texts((await answering).message)
    with pytest.raises(asyncio.CancelledError):
        await running
    assert house.client.is_closed()


async def test_what_the_house_knows_of_itself_is_kept(tmp_path: Path) -> None:
    """A fact is there after a restart, in its newest form."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"
    async with await open_storage(url, SECRET, upgrade=True) as storage:
        assert await storage.fact("commands") == ""
        await storage.keep_fact("commands", "one")
        await storage.keep_fact("commands", "two")
    async with await open_storage(url, SECRET) as storage:
        assert await storage.fact("commands") == "two"

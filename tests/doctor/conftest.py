"""A house in which all is well, for the doctor to look over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from doctor_clinic import SECRET, Clinic

from config.settings import Settings
from practice.clock import PracticeClock
from practice.server import PracticeServer
from practice.world import World
from storage.engine import open_storage


@pytest.fixture
async def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Clinic]:
    """A house in which all is well, and whose bot is running."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    world = World(PracticeClock())
    world.found_guild("Arts and health")
    server = PracticeServer(world, world.clock)
    await server.start()
    url = f"sqlite+aiosqlite:///{tmp_path / 'setwise.db'}"
    settings = Settings(
        token=server.token,
        database_url=url,
        secret_key=SECRET,
        discord_api=server.api_url,
        discord_gateway=server.gateway_url,
    )
    async with await open_storage(url, SECRET, upgrade=True) as storage:
        yield Clinic(server, storage, settings)
    await server.stop()

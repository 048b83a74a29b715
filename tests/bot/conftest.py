"""The `place` of every test here: a fresh practice server with two members and no findings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from bot_world import MemoryDrafts, Place
from discord.gateway import DiscordWebSocket
from discord.http import Route

from practice.clock import PracticeClock
from practice.hands import Hands
from practice.server import PracticeServer
from practice.world import World

START = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
async def place(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    """A fresh world; at the end, nothing the bot did was against Discord's rules."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    world = World(PracticeClock(START, speed=0))
    world.build_guild("South West", channels=("general",))
    world.add_member("Asha")
    world.add_member("Ben", dms_open=False)
    server = PracticeServer(world, world.clock)
    await server.start()
    yield Place(world, server, Hands(world), MemoryDrafts())
    await server.stop()
    assert server.findings == []

"""The `evening` of every journey: a practice server and the house over real sockets and SQLite."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from journeys_stage import SECRET, Evening, StageSet, opened

from bot.client import SetwiseBot
from storage.engine import open_storage

SIX = ("Amara", "Priya", "Tom", "Leila", "Jonah", "Bea")


@pytest.fixture(scope="session")
def six() -> tuple[str, ...]:
    """Six people of Devon who can meet on Tuesdays at lunchtime: three GPs and three artists."""
    return SIX


@pytest.fixture
async def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at its newest shape: migrated once in a worker, then copied."""
    home = tmp_path_factory.getbasetemp() / "fresh"
    database = home / "setwise.db"
    if not database.exists():
        home.mkdir(exist_ok=True)
        storage = await open_storage(f"sqlite+aiosqlite:///{database}", SECRET, upgrade=True)
        await storage.close()
    return database


@pytest.fixture
async def stage_set(
    tmp_path: Path, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[StageSet]:
    """A stage that is not open yet; at the end nothing was sent that Discord would refuse."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    defaults = SetwiseBot.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "ready_after", 0.02)
    stage = StageSet(tmp_path / "stage", fresh)
    yield stage
    assert list(stage.server.findings) == []


@pytest.fixture
async def evening(stage_set: StageSet) -> AsyncIterator[Evening]:
    """An open stage with its bot at rest."""
    async with opened(stage_set) as script:
        yield script


@pytest.fixture
async def gathered(evening: Evening) -> Evening:
    """An evening with one running set of six people, with rooms, dates and events."""
    await evening.gather(SIX)
    return evening

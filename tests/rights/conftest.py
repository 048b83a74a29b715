"""A stage with its own empty database, as for the journeys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from journeys_stage import SECRET, Evening, StageSet, opened

from bot.client import SetwiseBot
from storage.engine import open_storage


@pytest.fixture
async def stage_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[StageSet]:
    """A stage that is not open yet; at the end nothing was sent that Discord would refuse."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    defaults = SetwiseBot.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "ready_after", 0.02)
    fresh = tmp_path / "fresh.db"
    await (await open_storage(f"sqlite+aiosqlite:///{fresh}", SECRET, upgrade=True)).close()
    stage = StageSet(tmp_path / "stage", fresh)
    yield stage
    assert list(stage.server.findings) == []


@pytest.fixture
async def evening(stage_set: StageSet) -> AsyncIterator[Evening]:
    """An open stage with its bot at rest."""
    async with opened(stage_set) as script:
        yield script

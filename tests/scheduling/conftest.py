"""The pump is tested over a dict and over SQLite."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from pump_world import Scene
from structlog.testing import capture_logs

from storage.engine import open_storage
from storage.memory import MemoryUnits
from storage.unit import SqlUnits


@pytest.fixture(params=["memory", "sqlite"])
async def scene(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Scene]:
    """Hand out a scene over each memory."""
    if request.param == "memory":
        yield Scene(MemoryUnits())
        return
    url = f"sqlite+aiosqlite:///{tmp_path / 'w.db'}"
    async with await open_storage(url, "", upgrade=True) as storage:
        assert isinstance(storage.units, SqlUnits)
        yield Scene(storage.units)


@pytest.fixture
def quick() -> Scene:
    """Hand out a scene over a dict, where the memory makes no difference."""
    return Scene(MemoryUnits())


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Keep what the pump logs out of the way: failures here are meant."""
    with capture_logs():
        yield

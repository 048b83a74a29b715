"""The pump is tested over a dict and over SQLite."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pump_world import Scene

from storage.engine import open_storage
from storage.memory import MemoryUnits


@pytest.fixture(params=["memory", "sqlite"])
async def scene(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Scene]:
    """Hand out a scene over each memory."""
    if request.param == "memory":
        yield Scene(MemoryUnits())
        return
    url = f"sqlite+aiosqlite:///{tmp_path / 'w.db'}"
    async with await open_storage(url, "", upgrade=True) as storage:
        yield Scene(storage.units)


@pytest.fixture
def quick() -> Scene:
    """Hand out a scene over a dict, where the memory makes no difference."""
    return Scene(MemoryUnits())

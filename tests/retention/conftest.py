"""A keeper over each memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from retention_keeper import SECRET, Keeper, keeper_over

from storage.engine import open_storage
from storage.memory import MemoryUnits


@pytest.fixture(params=["memory", "sqlite"])
async def keeper(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Keeper]:
    """A keeper over each memory."""
    if request.param == "memory":
        yield keeper_over(MemoryUnits())
        return
    address = f"sqlite+aiosqlite:///{tmp_path / 'setwise.db'}"
    async with await open_storage(address, SECRET, upgrade=True) as storage:
        yield keeper_over(storage.units)

"""A keeper over each memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from own_postgres import Server, postgres_server
from retention_keeper import SECRET, Keeper, keeper_over

from storage.engine import open_storage
from storage.memory import MemoryUnits

__all__ = ["postgres_server"]
ON_POSTGRES = pytest.param("postgres", marks=(pytest.mark.postgres, pytest.mark.proof))


@pytest.fixture(params=["memory", "sqlite", ON_POSTGRES])
async def keeper(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Keeper]:
    """A keeper over each memory."""
    if request.param == "memory":
        yield keeper_over(MemoryUnits())
        return
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres_server")
        async with await open_storage(server.ready(), SECRET, upgrade=True) as storage:
            yield keeper_over(storage.units)
        return
    address = f"sqlite+aiosqlite:///{tmp_path / 'setwise.db'}"
    async with await open_storage(address, SECRET, upgrade=True) as storage:
        yield keeper_over(storage.units)

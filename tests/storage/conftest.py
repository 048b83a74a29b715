"""Three memories under the same tests: dicts, SQLite, PostgreSQL."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from made_up import ON_POSTGRES, SECRET
from own_postgres import Server, postgres_server

from learning.ports import Units
from storage.engine import open_storage
from storage.memory import MemoryUnits
from storage.migrate import migrate

__all__ = ["postgres_server"]


@pytest.fixture(scope="session")
def sqlite_ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one SQLite file of the newest shape, to copy from."""
    path = tmp_path_factory.mktemp("sqlite") / "ready.db"
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(migrate(f"sqlite:///{path}"))).result()
    return path


@pytest.fixture
def sqlite_url(sqlite_ready: Path, tmp_path: Path) -> str:
    """Hand out a fresh SQLite database of the newest shape."""
    path = tmp_path / "setwise.db"
    shutil.copy(sqlite_ready, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server: Server) -> str:
    """Hand out a fresh PostgreSQL database of the newest shape."""
    return postgres_server.ready()


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def url(request: pytest.FixtureRequest) -> str:
    """Hand out a fresh database of each store."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(params=["memory", "sqlite", ON_POSTGRES])
async def units(request: pytest.FixtureRequest) -> AsyncIterator[Units]:
    """Hand out a fresh, empty memory of each kind, sealed where it can be."""
    if request.param == "memory":
        yield MemoryUnits()
        return
    address: str = request.getfixturevalue(f"{request.param}_url")
    async with await open_storage(address, SECRET) as storage:
        yield storage.units

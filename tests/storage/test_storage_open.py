"""Opening a memory: what must be true of a database, what is told when it is not, and its races."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from looking import everything, refused, run, write_private_words
from made_up import NOW, SECRET, person
from own_postgres import Server
from sqlalchemy import text

from learning.effects import wake
from learning.ports import Units
from learning.refusals import Misconfigured, Unavailable
from storage.drivers import engines
from storage.engine import Storage, open_storage
from storage.memory import MemoryUnits
from storage.urls import parse

ROOT = Path(__file__).parents[2]


def make_empty(path: Path) -> None:
    """Make a file with nothing in it."""
    path.touch()


async def test_four_hundred_at_once_are_all_kept(sqlite_url: str) -> None:
    """On SQLite, 400 tasks that read, add one and save at once lose nothing and are never stale."""
    async with await open_storage(sqlite_url) as storage:
        async with storage.units.write() as unit:
            await unit.people.add(person(1))

        async def one_more() -> None:
            async with storage.units.write() as unit:
                seen = await unit.people.need("p1")
                await asyncio.sleep(0)
                await unit.people.save(replace(seen, rounds_waited=seen.rounds_waited + 1))

        await asyncio.gather(*(one_more() for _ in range(400)))
        async with storage.units.read() as unit:
            kept = await unit.people.need("p1")
    assert (kept.rounds_waited, kept.revision) == (400, 401)


async def test_two_processes_of_one_file_lose_nothing(sqlite_url: str) -> None:
    """Two openings of one SQLite file wait for each other: all that both add is kept."""

    async def one_more(storage: Storage) -> None:
        async with storage.units.write() as unit:
            seen = await unit.people.need("p1")
            await asyncio.sleep(0.001)
            await unit.people.save(replace(seen, rounds_waited=seen.rounds_waited + 1))

    async with (
        await open_storage(sqlite_url) as first,
        await open_storage(sqlite_url, lock=False) as second,
    ):
        async with first.units.write() as unit:
            await unit.people.add(person(1))
        await asyncio.gather(*(one_more(store) for store in (first, second) * 30))
        async with second.units.read() as unit:
            assert (await unit.people.need("p1")).rounds_waited == 60


async def test_sqlite_is_made_safe(sqlite_url: str) -> None:
    """The file is in WAL mode, fully synced, with foreign keys, and readers cannot write."""
    writer, reader = engines(parse(sqlite_url))
    async with writer.connect() as w, reader.connect() as r:
        for pragma, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            assert (await w.execute(text(f"PRAGMA {pragma}"))).scalar() == wanted
        assert (await r.execute(text("PRAGMA query_only"))).scalar() == 1
    await writer.dispose()
    await reader.dispose()


async def test_one_process_at_a_time(sqlite_url: str) -> None:
    """A second opening is told "in use" until the first is closed; `lock=False` may look."""
    first = await open_storage(sqlite_url)
    assert (await refused(sqlite_url, "")).key == "storage.in_use"
    async with await open_storage(sqlite_url, lock=False) as beside, beside.units.read() as unit:
        assert await unit.people.where() == ()
    await first.close()
    await first.close()
    async with await open_storage(sqlite_url):
        pass


async def test_another_process_is_kept_out_until_this_one_dies(sqlite_url: str) -> None:
    """The lock holds between processes and ends with the process, even when it is killed."""
    code = (
        "import asyncio, sys\n"
        "from storage.engine import open_storage\n"
        "async def main():\n"
        f"    await open_storage({sqlite_url!r})\n"
        "    print('open', flush=True)\n"
        "    await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"open\n"
    assert isinstance(await refused(sqlite_url, ""), Unavailable)
    process.kill()
    await process.communicate()
    async with await open_storage(sqlite_url):
        pass


async def test_a_missing_file_is_said_or_made(tmp_path: Path) -> None:
    """A database that is not there is "missing", and made when it may be."""
    url = f"sqlite:///{tmp_path / 'new.db'}"
    assert (await refused(url)).key == "storage.missing"
    assert everything(tmp_path) == b""
    async with await open_storage(url, SECRET, upgrade=True) as storage, storage.units.write() as u:
        await u.people.add(person(1))


async def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """A database in a folder that is not there cannot be opened."""
    url = f"sqlite:///{tmp_path / 'no' / 'new.db'}"
    said = await refused(url, upgrade=True)
    assert isinstance(said, Misconfigured)
    assert said.key == "storage.cannot_open"


async def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    """A file of something else cannot be opened, is left as it was, and leaves no thread."""
    path = tmp_path / "letter.db"
    path.write_text("Dear doctor, " * 200)
    assert (await refused(f"sqlite:///{path}", upgrade=True)).key == "storage.cannot_open"
    assert path.read_text().startswith("Dear doctor")
    assert not [t.name for t in threading.enumerate() if "connection_worker" in t.name]


@pytest.mark.parametrize("lock", [True, False])
async def test_a_folder_that_is_a_file_is_said(sqlite_url: str, lock: bool) -> None:
    """A database inside of what is no folder cannot be opened, whoever looks first."""
    with pytest.raises(Misconfigured, match="cannot_open"):
        await open_storage(f"{sqlite_url}/new.db", upgrade=True, lock=lock)


@pytest.mark.parametrize(
    "url",
    ["", "setwise.db", "sqlite://", "sqlite:///:memory:", "mysql://a/b", "postgresql+pg8000:///x"],
)
async def test_an_address_of_another_kind_is_said(url: str) -> None:
    """Only SQLite files and PostgreSQL are understood."""
    assert (await refused(url)).key == "storage.bad_url"


async def test_a_newer_database_is_left_alone(url: str) -> None:
    """A database made by newer code is refused, with or without upgrading."""
    await run(url, "UPDATE alembic_version SET version_num = '9999'")
    for upgrade in (False, True):
        said = await refused(url, upgrade=upgrade)
        assert (type(said), said.key) == (Misconfigured, "storage.newer")


async def test_an_older_database_is_said(tmp_path: Path) -> None:
    """A database that was never migrated is refused until it is upgraded."""
    path = tmp_path / "empty.db"
    make_empty(path)
    assert (await refused(f"sqlite:///{path}")).key == "storage.older"
    await (await open_storage(f"sqlite:///{path}", upgrade=True)).close()


async def test_the_alarm_is_nudged_after_work_is_kept(units: Units) -> None:
    """Listeners hear of each commit that added work: after it, and only then."""
    heard: list[str] = []
    if isinstance(units, MemoryUnits):
        units.listen(lambda: heard.append("now"))
    else:
        units.listeners.append(lambda: heard.append("now"))  # type: ignore[attr-defined]
    async with units.write() as unit:
        await unit.work.add([wake("a", "w", "x", NOW)], NOW)
        assert heard == []
    assert heard == ["now"]
    async with units.write() as unit:
        await unit.people.add(person(1))
        await unit.work.add([], NOW)

    async def fail() -> None:
        async with units.write() as unit:
            await unit.work.add([wake("b", "w", "x", NOW)], NOW)
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert heard == ["now"]


async def test_a_locked_file_is_away_for_now(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When another program holds the file, the unit is told "away", and works again after."""
    monkeypatch.setattr("storage.drivers.BUSY_MILLISECONDS", 50)
    async with await open_storage(sqlite_url) as storage:
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="away"):
            async with storage.units.write():
                raise AssertionError("never reached")
        async with storage.units.read() as unit:
            assert await unit.people.where() == ()
        other.execute("ROLLBACK")
        other.close()
        async with storage.units.write() as unit:
            await unit.people.add(person(1))


@pytest.mark.postgres
async def test_postgres_that_is_not_there_is_away() -> None:
    """A server that does not answer is away for now."""
    said = await refused("postgresql://nobody@127.0.0.1:1/none")
    assert (type(said), said.key) == (Unavailable, "storage.away")


@pytest.mark.postgres
async def test_a_postgres_database_that_is_not_there_is_said(postgres_server: Server) -> None:
    """A database that the server does not know cannot be opened."""
    said = await refused(postgres_server.url("never_made"))
    assert (type(said), said.key) == (Misconfigured, "storage.cannot_open")


@pytest.mark.postgres
async def test_a_cut_connection_is_away_and_comes_back(postgres_url: str) -> None:
    """When the server cuts all connections, the unit is told "away"; the next one works."""
    async with await open_storage(postgres_url, SECRET) as storage:

        async def cut() -> None:
            async with storage.units.write() as unit:
                await unit.people.add(person(1))
                await run(
                    postgres_url,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()",
                )
                await unit.people.add(person(2))

        with pytest.raises(Unavailable, match="away"):
            await cut()
        async with storage.units.read() as unit:
            assert await unit.people.where() == ()


@pytest.mark.postgres
async def test_the_other_driver_works_too(postgres_url: str) -> None:
    """A postgresql+psycopg address opens the same memory."""
    address = postgres_url.replace("postgresql:", "postgresql+psycopg:")
    async with await open_storage(address, SECRET) as storage:
        await write_private_words(storage.units)
        async with storage.units.write() as unit:
            await unit.work.add([wake("a", "w", "x", NOW)], NOW)
    async with await open_storage(postgres_url, SECRET) as storage:
        assert isinstance(storage, Storage)
        async with storage.units.read() as unit:
            assert (await unit.people.need("p1")).name == "NEEDLE-name"
            assert await unit.work.next_due() == NOW


@pytest.mark.postgres
async def test_several_processes_need_no_second_hand(sqlite_url: str, postgres_url: str) -> None:
    """A file has one writer; a server is written to by two hands of one process, or one of each."""
    async with await open_storage(sqlite_url, SECRET) as file:
        assert [file.hands(processes) for processes in (1, 2)] == [1, 1]
    async with await open_storage(postgres_url, SECRET) as server:
        assert [server.hands(processes) for processes in (1, 2, 4)] == [2, 1, 1]

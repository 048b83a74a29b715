"""The shape of a database: from nothing to the newest and back, on both stores."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from made_up import NOW, ON_POSTGRES, SECRET, learning_set, meeting, person, session
from own_postgres import Server
from sqlalchemy import Connection, ForeignKeyConstraint, Table, inspect

from learning.refusals import Misconfigured, Unavailable
from storage.drivers import schema_engine
from storage.engine import open_storage
from storage.migrate import migrate, move, revision
from storage.shape import FOLDER, head, known
from storage.tables import Base
from storage.urls import parse

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Hand out an address with nothing there."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'fresh.db'}"
    server: Server = request.getfixturevalue("postgres_server")
    return server.empty()


async def tables(url: str) -> set[str]:
    """Name the tables that are there."""
    engine = schema_engine(parse(url))
    async with engine.connect() as connection:
        found = await connection.run_sync(lambda c: set(inspect(c).get_table_names()))
    await engine.dispose()
    return found


async def test_from_nothing_to_head_to_nothing_to_head(empty_url: str) -> None:
    """The shape can be made, taken down to nothing, and made again."""
    assert await revision(empty_url) is None
    for _ in range(2):
        await migrate(empty_url)
        assert await revision(empty_url) == head()
        assert set(Base.metadata.tables) < await tables(empty_url)
        await move(empty_url, "base")
        assert await tables(empty_url) == {"alembic_version"}
        assert await revision(empty_url) is None


async def test_migrations_and_tables_say_the_same(empty_url: str) -> None:
    """What the migrations make is what the code declares: no table, column or index differs."""

    def differences(connection: Connection) -> object:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)

    await migrate(empty_url)
    engine = schema_engine(parse(empty_url))
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        wanted = {name: declared(table) for name, table in Base.metadata.tables.items()}
        assert await connection.run_sync(rules) == wanted
    await engine.dispose()


def rules(connection: Connection) -> dict[str, list[str]]:
    """List what compare_metadata does not look at: owners and how they go, and rules' names."""
    look = inspect(connection)

    def of(name: str) -> list[str]:
        keys = [
            f"{k['name']} {k['constrained_columns'][0]} {k.get('options', {}).get('ondelete')}"
            for k in look.get_foreign_keys(name)
        ]
        keys += [str(u["name"]) for u in look.get_unique_constraints(name)]
        return sorted([*keys, str(look.get_pk_constraint(name)["name"])])

    return {name: of(name) for name in Base.metadata.tables}


def declared(table: Table) -> list[str]:
    """List the same of a table as the code declares it."""
    owners = [f"{c.name} {c.column_keys[0]} {c.ondelete}" for c in table.foreign_key_constraints]
    others = [str(c.name) for c in table.constraints if not isinstance(c, ForeignKeyConstraint)]
    return sorted(owners + others)


async def test_migrating_twice_is_harmless(url: str) -> None:
    """Migrating a database of the newest shape changes nothing, even while it is open."""
    async with await open_storage(url, SECRET) as storage:
        async with storage.units.write() as unit:
            await unit.people.add(person(1))
        await migrate(url)
        await migrate(url)
        async with storage.units.read() as unit:
            assert len(await unit.people.where()) == 1


async def test_a_failed_migration_leaves_the_old_shape(empty_url: str) -> None:
    """A migration is whole or not at all, on SQLite too."""
    engine = schema_engine(parse(empty_url))
    async with engine.begin() as connection:
        await connection.exec_driver_sql("CREATE TABLE meta (other TEXT)")
    await engine.dispose()
    with pytest.raises(RuntimeError, match="refused a statement"):
        await migrate(empty_url)
    assert await tables(empty_url) == {"meta"}


async def test_a_shape_is_not_changed_under_a_running_house(tmp_path: Path) -> None:
    """Migrating an older SQLite database that somebody holds is refused as "in use"."""
    url = f"sqlite:///{tmp_path / 'a.db'}"
    async with await open_storage(url, upgrade=True):
        with sqlite3.connect(tmp_path / "a.db") as other:
            other.execute("DELETE FROM alembic_version")
        other.close()
        with pytest.raises(Unavailable, match="in_use"):
            await migrate(url)


async def test_migrating_a_newer_database_is_refused(url: str) -> None:
    """A database made by newer code is not touched."""
    engine = schema_engine(parse(url))
    async with engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    await engine.dispose()
    with pytest.raises(Misconfigured, match="newer"):
        await migrate(url)


async def test_going_down_and_up_frees_every_owner(sqlite_url: str) -> None:
    """Tables with owners are taken down in an order that no foreign key forbids."""
    async with await open_storage(sqlite_url) as storage, storage.units.write() as unit:
        await unit.sets.add(learning_set())
        await unit.meetings.add(meeting())
        await unit.sessions.add(session())
    await move(sqlite_url, "base")
    await migrate(sqlite_url)
    async with await open_storage(sqlite_url) as storage, storage.units.read() as unit:
        assert await unit.sets.where(formed_at=NOW) == ()


def test_the_names_of_the_migrations_are_their_revisions() -> None:
    """What is read off the files is what Alembic reads in them, and the newest is the head."""
    scripts = ScriptDirectory(str(FOLDER))
    assert known() == {script.revision for script in scripts.walk_revisions()}
    assert head() == scripts.get_current_head()


def test_alembic_works_by_hand(sqlite_url: str) -> None:
    """`alembic -x url=… check`, from the root of the project, finds nothing to do."""
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "-x", f"url={sqlite_url}", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "No new upgrade" in done.stdout) == (0, True), done.stderr

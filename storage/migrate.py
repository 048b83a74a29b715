"""Bringing a database to the shape that this code knows, and saying which shape it has.

Knows Alembic and where the migrations lie beside this file. Must not know what a table is for.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from learning.refusals import Misconfigured
from storage.drivers import probe, schema_engine
from storage.lock import InstanceLock
from storage.trouble import told
from storage.urls import file_of, is_sqlite, parse

_ONE_MOVE = text("SELECT pg_advisory_xact_lock(hashtext('setwise migrate'))")  # at a time
_FOLDER = Path(__file__).parent / "migrations"


async def migrate(url: str, *, lock: bool = True) -> None:
    """Bring the database to `head()`, making it when it is missing; harmless when it is there.

    Raises Misconfigured "storage.newer" or "storage.cannot_open", Unavailable "storage.in_use"
    when another process holds a SQLite database that needs a change, or "storage.away".
    """
    if _there(parse(url)) and await checked_revision(url) == head():
        return
    await move(url, "head", lock=lock)


async def move(url: str, target: str, *, lock: bool = True) -> None:
    """Bring the database to the shape `target`: a revision, "head" or "base"; all or nothing."""
    address = parse(url)
    held = InstanceLock(file_of(address)) if lock and is_sqlite(address) else None
    engine = schema_engine(address)
    try:
        await probe(address)
        with told():
            async with engine.begin() as connection:
                if not is_sqlite(address):
                    await connection.execute(_ONE_MOVE)
                await connection.run_sync(_move, target)
    finally:
        await engine.dispose()
        if held is not None:
            held.free()


async def revision(url: str) -> str | None:
    """Return the revision of the database, or None when there are no tables of ours."""
    address = parse(url)
    if not _there(address):
        return None
    engine = schema_engine(address)
    try:
        await probe(address)
        return await shape(engine)
    finally:
        await engine.dispose()


async def shape(engine: AsyncEngine) -> str | None:
    """Return the revision of the database that an engine is for."""
    with told():
        async with engine.connect() as connection:
            return await connection.run_sync(_revision)


async def checked_revision(url: str) -> str | None:
    """Return the revision; Misconfigured "storage.newer" when this code does not know it."""
    found = await revision(url)
    refuse_newer(found)
    return found


def refuse_newer(found: str | None) -> None:
    """Raise Misconfigured "storage.newer" for a revision that this code does not know."""
    if found is not None and found not in _known():
        raise Misconfigured("storage.newer")


@cache
def head() -> str:
    """Return the revision that this code knows best."""
    newest = _scripts().get_current_head()
    assert newest is not None, "there are migrations beside this file"  # noqa: S101 - shipped
    return newest


def config() -> Config:
    """Return Alembic's settings, found beside this file however the project is installed."""
    settings = Config()
    settings.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return settings


def _there(address: URL) -> bool:
    return not is_sqlite(address) or file_of(address).exists()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())


@cache
def _known() -> frozenset[str]:
    return frozenset(script.revision for script in _scripts().walk_revisions())


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _move(connection: Connection, target: str) -> None:
    settings = config()
    settings.attributes["connection"] = connection
    if target == "base":
        command.downgrade(settings, target)
    else:
        command.upgrade(settings, target)

"""Bringing a database to the shape that this code knows, and saying which shape it has.

Knows who may change a database, and when. Must not know how, nor what a table is for.
"""

from __future__ import annotations

from sqlalchemy import URL, text

from storage.drivers import probe, schema_engine
from storage.lock import InstanceLock
from storage.shape import head, refuse_newer, shape
from storage.trouble import told
from storage.urls import file_of, is_sqlite, parse

_ONE_MOVE = text("SELECT pg_advisory_xact_lock(hashtext('setwise migrate'))")  # at a time


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
    from storage import moves  # with Alembic, which a database of the right shape does without

    address = parse(url)
    held = InstanceLock(file_of(address)) if lock and is_sqlite(address) else None
    engine = schema_engine(address)
    try:
        await probe(address)
        with told():
            async with engine.begin() as connection:
                if not is_sqlite(address):
                    await connection.execute(_ONE_MOVE)
                await connection.run_sync(moves.move, target)
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


async def checked_revision(url: str) -> str | None:
    """Return the revision; Misconfigured "storage.newer" when this code does not know it."""
    found = await revision(url)
    refuse_newer(found)
    return found


def _there(address: URL) -> bool:
    return not is_sqlite(address) or file_of(address).exists()

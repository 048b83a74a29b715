"""Which shape a database has, and which shapes this code knows: by the names of the migrations.

Knows where Alembic keeps a database's revision. Must not know how a database is changed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from learning.refusals import Misconfigured
from storage.trouble import told

FOLDER = Path(__file__).parent / "migrations"
_KEPT = "alembic_version"
_READ = text(f"SELECT version_num FROM {_KEPT}")  # noqa: S608  # a name of our own
_DIGITS = 4  # of a revision, with which its file's name begins


async def shape(engine: AsyncEngine) -> str | None:
    """Return the revision of the database that an engine is for; None: no tables of ours."""
    with told():
        async with engine.connect() as connection:
            return await connection.run_sync(_revision)


def refuse_newer(found: str | None) -> None:
    """Raise Misconfigured "storage.newer" for a revision that this code does not know."""
    if found is not None and found not in known():
        raise Misconfigured("storage.newer")


def head() -> str:
    """Return the revision that this code knows best."""
    return max(known())


@cache
def known() -> frozenset[str]:
    """Return the revisions of all migrations beside this file."""
    return frozenset(path.name[:_DIGITS] for path in FOLDER.glob("versions/[0-9]*.py"))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_KEPT):
        return None
    return connection.scalar(_READ)

"""Engines for both stores: drivers, pragmas and pools.

Knows how each store is made safe: SQLite with one writer that begins IMMEDIATE, readers beside it
that cannot write; PostgreSQL with readers that see one moment. Must not know nouns.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, AsyncAdaptedQueuePool, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.trouble import told
from storage.urls import file_of, is_sqlite

WAIT_SECONDS = 30  # for a free connection
BUSY_MILLISECONDS = 5_000  # for another process to let go of the file
CONNECT_SECONDS = 10
FROZEN_MILLISECONDS = 10_000  # a process that froze inside a transaction lets go of its locks
_WRITER = ("foreign_keys=ON", "secure_delete=ON")  # what is erased is overwritten in the file
READERS = 4
CONNECTIONS = 10


def engines(address: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """Make the engine that writes and the engine that only reads."""
    if is_sqlite(address):
        writer = _sqlite(address, size=1, begin="BEGIN IMMEDIATE", pragmas=_WRITER)
        return writer, _sqlite(address, size=READERS, begin="BEGIN", pragmas=("query_only=ON",))
    writer = _postgres(address)
    looks = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return writer, writer.execution_options(**looks)


async def probe(address: URL) -> None:
    """Touch a SQLite file once, so that one that cannot be opened is told before any engine.

    An aiosqlite connection that fails to open leaves a thread that may outlive its loop.
    """
    if is_sqlite(address):
        with told():
            await asyncio.to_thread(_touch, file_of(address))


def _touch(file: Path) -> None:
    with closing(sqlite3.connect(file, timeout=BUSY_MILLISECONDS / 1000)) as connection:
        connection.execute("PRAGMA schema_version")


def schema_engine(address: URL) -> AsyncEngine:
    """Make an engine for changing tables: foreign keys must not cascade while it does."""
    if is_sqlite(address):
        return _sqlite(address, size=1, begin="BEGIN IMMEDIATE", pragmas=("foreign_keys=OFF",))
    return _postgres(address)


def _sqlite(address: URL, *, size: int, begin: str, pragmas: tuple[str, ...]) -> AsyncEngine:
    engine = create_async_engine(
        address,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        connect_args={"isolation_level": None},
        hide_parameters=True,
    )
    every = (f"busy_timeout={BUSY_MILLISECONDS}", "journal_mode=WAL", "synchronous=FULL", *pragmas)

    def connected(connection: Any, _record: object) -> None:
        try:
            cursor = connection.cursor()
            for pragma in every:
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()
        except BaseException:
            connection.close()  # the pool does not close what it never had
            raise

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", connected)
    event.listen(engine.sync_engine, "begin", begun)
    return engine


def _postgres(address: URL) -> AsyncEngine:
    frozen = {"idle_in_transaction_session_timeout": str(FROZEN_MILLISECONDS)}
    if address.get_driver_name() == "asyncpg":
        extra: dict[str, Any] = {"timeout": CONNECT_SECONDS, "server_settings": frozen}
    else:
        said = " ".join(f"-c {name}={value}" for name, value in frozen.items())
        extra = {"connect_timeout": CONNECT_SECONDS, "options": said}
    return create_async_engine(
        address,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        pool_pre_ping=True,
        connect_args=extra,
        hide_parameters=True,
    )

"""Word between processes that share one PostgreSQL database: new work, who lives, who is alone.

Knows one connection beside the pool, which ends with its process. Must not know what the work is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import URL, NullPool, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from learning.refusals import Unavailable
from storage.news import CHANNEL
from storage.trouble import told

NAME = "setwise "  # each process is seen under this and its own name
CONNECT_SECONDS = 10
_PULSE = {  # the server lets go of a machine that went without a word: after half a minute
    "tcp_keepalives_idle": "15",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}
_LISTEN = text(f"LISTEN {CHANNEL}")
_KEEP = text("SELECT pg_try_advisory_lock(hashtext(:what))")
_LET_GO = text("SELECT pg_advisory_unlock(hashtext(:what))")
_THERE = text("SELECT 1")
_ALIVE = text(
    "SELECT count(DISTINCT application_name) FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name LIKE :name"
)


class PostgresNews:
    """See `storage.news.News`; through either driver; `name` is this process's own."""

    def __init__(self, address: URL, name: str) -> None:
        self._errors = _errors_of(address.get_driver_name())
        self._asyncpg = address.get_driver_name() == "asyncpg"
        self._engine = listening(address, NAME + name, asyncpg=self._asyncpg)
        self._wire: AsyncConnection | None = None
        self._heard = asyncio.Event()
        self._opening = asyncio.Lock()
        self._kept = set[str]()  # by this very connection

    async def wait(self, seconds: float) -> bool:
        """See `News`."""
        wire = await self._open()
        if not self._asyncpg:
            return await self._wait_psycopg(wire, seconds)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._heard.wait(), seconds)
        heard = self._heard.is_set()
        self._heard.clear()
        if (await _driver(wire)).is_closed():
            await self.close()
        return heard

    async def alive(self) -> int:
        """See `News`."""
        return int(await self._ask(_ALIVE, name=f"{NAME}%"))

    async def keep(self, what: str) -> bool:
        """See `News`."""
        if what in self._kept:
            await self._ask(_THERE)
        if what not in self._kept and await self._ask(_KEEP, what=NAME + what):
            self._kept.add(what)
        return what in self._kept

    async def let_go(self, what: str) -> None:
        """See `News`."""
        if what in self._kept:
            self._kept.discard(what)
            await self._ask(_LET_GO, what=NAME + what)

    async def close(self) -> None:
        """See `News`."""
        wire, self._wire = self._wire, None
        self._kept.clear()
        if wire is not None:
            with suppress(Exception):  # it may be gone already: it is to be gone
                await wire.invalidate()
            with suppress(Exception):
                await wire.close()

    async def _wait_psycopg(self, wire: AsyncConnection, seconds: float) -> bool:
        try:
            with told(), self._driver_told():
                async for _ in (await _driver(wire)).notifies(timeout=seconds, stop_after=1):
                    return True
        except BaseException:
            await self.close()
            raise
        return False

    async def _ask(self, query: Any, **facts: str) -> Any:
        wire = await self._open()
        try:
            with told():
                return await wire.scalar(query, facts)
        except BaseException:
            await self.close()
            raise

    async def _open(self) -> AsyncConnection:
        async with self._opening:
            if self._wire is None:
                self._wire = await self._connect()
            return self._wire

    async def _connect(self) -> AsyncConnection:
        with told(), self._driver_told():
            wire = await self._engine.connect()
            if self._asyncpg:
                driver = await _driver(wire)
                driver.add_termination_listener(self._hear)
                await driver.add_listener(CHANNEL, self._hear)
            else:
                await wire.execute(_LISTEN)
        return wire

    def _hear(self, *_: object) -> None:
        self._heard.set()

    @contextmanager
    def _driver_told(self) -> Generator[None]:
        """Tell what a driver says of a lost connection where SQLAlchemy does not stand between."""
        try:
            yield
        except self._errors as error:
            raise Unavailable("storage.away", reason=type(error).__name__) from error


def _errors_of(driver: str) -> tuple[type[Exception], ...]:
    """Return what a driver raises; the other driver is not even loaded."""
    if driver == "asyncpg":
        import asyncpg

        return (asyncpg.PostgresError, asyncpg.InterfaceError)
    import psycopg

    return (psycopg.Error,)


async def _driver(wire: AsyncConnection) -> Any:
    """Return the driver's own connection, which alone can listen."""
    return (await wire.get_raw_connection()).driver_connection


def listening(address: URL, name: str, *, asyncpg: bool) -> AsyncEngine:
    """Make an engine for the one connection beside the pool, seen by the server under a name."""
    if asyncpg:
        seen = {"application_name": name, **_PULSE}
        extra: dict[str, Any] = {"timeout": CONNECT_SECONDS, "server_settings": seen}
    else:
        said = " ".join(f"-c {key}={value}" for key, value in _PULSE.items())
        seen = {"application_name": name, "options": said}
        extra = {"connect_timeout": CONNECT_SECONDS, **seen}
    return create_async_engine(
        address,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        connect_args=extra,
        hide_parameters=True,
    )

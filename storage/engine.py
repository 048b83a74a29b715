"""The one way to open the memory of the house.

Knows what must be true before anybody may use a database: nobody else uses the file, its shape is
the one this code knows, and its key is the right one. Must not know nouns.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from secrets import token_hex
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, select
from sqlalchemy.ext.asyncio import AsyncEngine

from learning.ports import Units
from learning.refusals import Misconfigured
from learning.shards import Shards
from storage.drivers import engines, probe
from storage.lock import InstanceLock
from storage.migrate import migrate
from storage.news import News, NoNews
from storage.seal import Mark, mark_of, refuse_wrong_key, seal_of
from storage.shape import head, refuse_newer, shape
from storage.tables import MetaRow
from storage.tally import Tally, faults, store_of, tally
from storage.unit import SqlUnits
from storage.urls import file_of, is_sqlite, parse
from storage.wire import Wire, transaction

_META: Any = MetaRow.__table__


class Storage:
    """An open memory. Close it, or use it with `async with`.

    `owner` is the name under which this process takes work in hand. A file has one process, so
    the name there is always the same: what was in hand at a crash is taken back at the start.
    """

    def __init__(self, units: SqlUnits, closing: AsyncExitStack, news: News, owner: str) -> None:
        self._units = units
        self._closing = closing
        self.news = news
        self.owner = owner

    def hands(self, processes: int) -> int:
        """Return how many of a process may write at once and be quicker for it.

        A file has one writer; and several processes at work are hands enough for a server.
        """
        return 1 if isinstance(self.news, NoNews) or processes > 1 else 2

    @property
    def units(self) -> Units:
        """Where units of work are opened."""
        return self._units

    def divide(self, shards: Shards) -> None:
        """See as due only what is for these shards, whichever of them are ours at the time."""
        self._units.shards = shards

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each commit that added due work."""
        self._units.listeners.append(listener)

    async def tally(self, now: datetime) -> Tally:
        """Count the work as it stands at an instant."""
        async with self._look() as wire:
            return await tally(wire, now)

    async def condition(self) -> tuple[str, tuple[str, ...]]:
        """Return the store with its version, and what is broken in it (nothing, when whole)."""
        async with self._look() as wire:
            return await store_of(wire), await faults(wire)

    async def fact(self, name: str) -> str:
        """Return a fact that the house keeps about itself, or nothing."""
        async with self._look() as wire:
            rows = await wire.rows(select(_META).where(_META.c.key == name))
        return str(rows[0]["value"]) if rows else ""

    async def keep_fact(self, name: str, value: str) -> None:
        """Keep a fact instead of what was kept under its name."""
        async with transaction(self._units.writer) as connection:
            wire = Wire(connection, self._units.seal, writable=True)
            put = wire.insert(_META).values(key=name, value=value)
            await wire.change(
                put.on_conflict_do_update(index_elements=["key"], set_={"value": value})
            )

    @asynccontextmanager
    async def _look(self) -> AsyncGenerator[Wire]:
        async with transaction(self._units.reader) as connection:
            yield Wire(connection, self._units.seal, writable=False)

    async def close(self) -> None:
        """Let go of the database and its lock; a second call does nothing."""
        await self._closing.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()


async def open_storage(
    url: str,
    secret: str = "",
    *,
    on_commit: Callable[[], None] | None = None,
    lock: bool = True,
    upgrade: bool = False,
) -> Storage:
    """Open the memory kept at `url`; with `upgrade`, make it or bring it to the newest shape first.

    `secret` seals what members write. Raises Misconfigured "storage.bad_url", "storage.missing",
    "storage.cannot_open", "storage.newer", "storage.older", "storage.key_missing",
    "storage.key_wrong", "storage.key_unused"; Unavailable "storage.in_use", "storage.away".
    """
    address = parse(url)
    async with AsyncExitStack() as stack:
        if is_sqlite(address):
            if not upgrade and not file_of(address).exists():
                raise Misconfigured("storage.missing")
            if lock:
                stack.callback(InstanceLock(file_of(address)).free)
        await probe(address)
        if upgrade:
            await migrate(url, lock=False)
        writer, reader = engines(address)
        stack.push_async_callback(writer.dispose)
        if is_sqlite(address):
            stack.push_async_callback(reader.dispose)
        await _refuse_other_shape(reader)
        refuse_wrong_key(await _mark(reader) or await _make_mark(writer, secret), secret)
        listeners = [on_commit] if on_commit else []
        units = SqlUnits(writer, reader, seal_of(secret), listeners=listeners)
        owner = "one" if is_sqlite(address) else token_hex(8)
        news = _news(address, owner)
        stack.push_async_callback(news.close)
        return Storage(units, stack.pop_all(), news, owner)
    raise AssertionError  # the block above returns or raises


def _news(address: URL, owner: str) -> News:
    if is_sqlite(address):
        return NoNews()
    from storage.notify import PostgresNews  # with a driver, which a file does without

    return PostgresNews(address, owner)


async def _refuse_other_shape(reader: AsyncEngine) -> None:
    found = await shape(reader)
    refuse_newer(found)
    if found != head():
        raise Misconfigured("storage.older")


async def _mark(engine: AsyncEngine) -> Mark | None:
    """Read what a database says of its own sealing; None when it is new."""
    async with transaction(engine) as connection:
        rows = await Wire(connection, seal_of(""), writable=False).rows(select(_META))
    kept = {row["key"]: row["value"] for row in rows}
    return Mark(kept["sealed"], kept["check"]) if "sealed" in kept else None


async def _make_mark(writer: AsyncEngine, secret: str) -> Mark:
    """Mark a new database with this secret; whoever marks it first at the same moment wins."""
    mark = mark_of(secret)
    rows = [{"key": "check", "value": mark.check}, {"key": "sealed", "value": mark.sealed}]
    async with transaction(writer) as connection:
        wire = Wire(connection, seal_of(""), writable=True)
        await wire.change(wire.insert(_META).on_conflict_do_nothing(), rows)
    return await _mark(writer) or mark

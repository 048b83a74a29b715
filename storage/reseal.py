"""Giving a memory another key: the first one, a new one, or none.

Knows which columns are sealed. Must not know what stands in them.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from learning.refusals import Unavailable
from storage.drivers import engines
from storage.engine import open_storage
from storage.mapping import NOUNS, Noun
from storage.seal import Seal, mark_of, seal_of
from storage.tables import MetaRow
from storage.urls import file_of, is_sqlite, parse
from storage.wire import Wire, transaction


async def reseal(url: str, old: str, new: str) -> int:
    """Keep all that members wrote under the secret `new` instead of `old`; count the things.

    All or nothing. An empty secret means in clear. Raises what `open_storage` raises. Copies made
    before keep the old secret.
    """
    address = parse(url)
    async with await open_storage(url, old) as storage:
        if await storage.news.alive() > 1:  # a SQLite file has its own lock; see `open_storage`
            raise Unavailable("storage.in_use")
        writer, reader = engines(address)
        try:
            async with transaction(writer) as connection:
                wire = Wire(connection, seal_of(old), writable=True)
                counts = [await _reseal(wire, noun, seal_of(new)) for noun in NOUNS.values()]
                await _mark(wire, new)
        finally:
            await writer.dispose()
            await reader.dispose()
    if is_sqlite(address):
        await asyncio.to_thread(_sweep, file_of(address))
    return sum(counts)


async def _reseal(wire: Wire, noun: Noun[Any], new: Seal) -> int:
    if not noun.shape.sealed:
        return 0
    table = noun.shape.table
    rows = await wire.rows(select(table))
    for row in rows:
        values = noun.shape.resealed(row, row["id"], wire.seal, new)
        await wire.change(update(table).where(table.c.id == row["id"]).values(values))
    return len(rows)


async def _mark(wire: Wire, secret: str) -> None:
    mark = mark_of(secret)
    for key, value in (("sealed", mark.sealed), ("check", mark.check)):
        await wire.change(update(MetaRow).where(MetaRow.key == key).values(value=value))


def _sweep(database: Path) -> None:
    """Write the file anew, so that nothing of the old text stays in its unused pages."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("VACUUM")

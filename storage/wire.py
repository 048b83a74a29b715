"""One open transaction: where statements go and rows come back, with drivers' errors told.

Knows a connection. Must not know nouns.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.seal import Seal
from storage.trouble import told

Params = Sequence[dict[str, Any]]
Rows = Sequence[Mapping[str, Any]]


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncGenerator[AsyncConnection]:
    """Open a transaction; it is kept when the body ends well, and forgotten when it does not."""
    async with AsyncExitStack() as stack:
        with told():
            connection = await stack.enter_async_context(engine.connect())
            await connection.begin()
        yield connection
        with told():
            await connection.commit()


@dataclass(slots=True)
class Wire:
    """An open transaction, how its texts are sealed, and whether it may change anything."""

    connection: AsyncConnection
    seal: Seal
    writable: bool

    @property
    def shared(self) -> bool:
        """Whether other processes may use this database at the same time."""
        return self.connection.dialect.name == "postgresql"

    async def rows(self, statement: Executable) -> Rows:
        """Run a statement and return all of its rows."""
        with told():
            result = await self.connection.execute(statement)
            return cast("Rows", result.mappings().all())

    async def change(self, statement: Executable, many: Params | dict[str, Any] = ()) -> int:
        """Run a statement that changes something; return how many rows it touched."""
        may_write(self.writable)
        with told():
            result = await self.connection.execute(statement, many or None)
        return result.rowcount

    async def raw(self, statement: str, rows: Sequence[tuple[object, ...]]) -> int:
        """Run a statement of the driver's own with rows that are ready for it; return how many."""
        may_write(self.writable)
        with told():
            result = await self.connection.exec_driver_sql(statement, list(rows))
        return result.rowcount

    async def attempt(self, statement: Executable) -> int:
        """Run a change that may break a rule; when it does, the transaction can still go on."""
        may_write(self.writable)
        with told():
            async with self.connection.begin_nested():
                return await self.change(statement)

    async def changed(self, statement: Executable) -> Rows:
        """Run a statement that changes something and return the rows it gives back."""
        may_write(self.writable)
        return await self.rows(statement)

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """Begin an INSERT that can say what to do about a row that is there already."""
        return postgresql.insert(table) if self.shared else sqlite.insert(table)


def may_write(writable: bool) -> None:
    """Stop a change inside a unit that only looks: that is our bug."""
    if not writable:
        raise RuntimeError("this unit only looks: open units.write() to change something")

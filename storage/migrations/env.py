"""What Alembic runs: on the connection it is handed, or on `-x url=…` from its command line.

Knows how to run a migration on both stores. Must not know what any migration does.
"""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection

from storage.drivers import schema_engine
from storage.tables import Base
from storage.urls import parse


def run(connection: Connection) -> None:
    """Run the migrations asked for in the transaction that is open; SQLite's too is whole."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transactional_ddl=True,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_from_command_line() -> None:
    """Open the database named by `-x url=…` and run there."""
    engine = schema_engine(parse(context.get_x_argument(as_dictionary=True)["url"]))
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


handed: Connection | None = context.config.attributes.get("connection")
if handed is None:
    asyncio.run(run_from_command_line())
else:
    run(handed)

"""What processes on one database tell each other; a file needs no driver for that.

Knows what can be heard and asked. Must not know connections.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Protocol

from sqlalchemy import text

CHANNEL = "setwise_work"
TELL = text(f"SELECT pg_notify('{CHANNEL}', '')")


class News(Protocol):
    """What other processes say; raises Unavailable "storage.away" when it cannot be heard."""

    async def wait(self, seconds: float) -> bool:
        """Wait at most so long (real seconds); True when work was added somewhere."""
        ...

    async def alive(self) -> int:
        """Count the processes that live on this database now, this one among them."""
        ...

    async def keep(self, what: str) -> bool:
        """Be the only process that does `what`, until `close` or death; False: another is."""
        ...

    async def let_go(self, what: str) -> None:
        """Let another process do it."""
        ...

    async def close(self) -> None:
        """Hear no more and keep nothing; any other call begins anew."""
        ...


class NoNews:
    """For a file of SQLite: it has one process, and so nobody to hear from or to keep out."""

    async def wait(self, seconds: float) -> bool:
        """Let the time go by."""
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), seconds)
        return False

    async def alive(self) -> int:
        """Count this process."""
        return 1

    async def keep(self, what: str) -> bool:
        """Be alone, as always."""
        del what
        return True

    async def let_go(self, what: str) -> None:
        """Do nothing: there is nobody else."""

    async def close(self) -> None:
        """Do nothing."""

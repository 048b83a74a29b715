"""The parent's end of a nursery of bots: starting, stopping and naming processes.

Knows process numbers and signals. Must not know what a bot does.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from contextlib import suppress
from pathlib import Path

from benchmarks.durability_seed import SECRET
from benchmarks.durability_worker import BLUNT_NAME, LEASE_NAME
from practice.server import PracticeServer


class Nursery:
    """Bots of one practice server and one database."""

    def __init__(
        self,
        folder: Path,
        url: str,
        server: PracticeServer,
        lease: float,
        *,
        blunt: bool = False,
        shards: int = 1,
    ) -> None:
        self._log = folder / "bots.log"
        self._environment = {
            "SETWISE_TOKEN": server.token,
            "SETWISE_DATABASE_URL": url,
            "SETWISE_SECRET_KEY": SECRET,
            "SETWISE_DISCORD_API": server.api_url,
            "SETWISE_DISCORD_GATEWAY": server.gateway_url,
            "SETWISE_SHARDS": str(shards),
            LEASE_NAME: str(lease),
            "OPENBLAS_NUM_THREADS": "1",
            **({BLUNT_NAME: "1"} if blunt else {}),
        }
        self._parent: asyncio.subprocess.Process | None = None
        self.alive: list[int] = []
        self.frozen: set[int] = set()

    async def open(self) -> None:
        """Start the parent, with everything imported."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("SETWISE_")}
        with self._log.open("ab") as log:
            self._parent = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "benchmarks.durability_worker"),
                env={**kept, **self._environment},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        assert await self._line() == "ready"

    async def start(self) -> int:
        """Start a bot; returns its process number at once."""
        assert self._parent is not None
        assert self._parent.stdin is not None
        self._parent.stdin.write(b"s")
        await self._parent.stdin.drain()
        self.alive.append(int(await self._line()))
        return self.alive[-1]

    async def close(self) -> None:
        """End every bot and the parent."""
        for pid in list(self.alive):
            self.signal(pid, signal.SIGKILL)
        if self._parent is not None and self._parent.stdin is not None:
            self._parent.stdin.close()
            await self._parent.wait()

    def signal(self, pid: int, what: signal.Signals) -> None:
        """Send a bot a signal; one that is gone already is fine."""
        if what is signal.SIGKILL:
            self.alive.remove(pid)
            self.frozen.discard(pid)
        with suppress(ProcessLookupError):
            os.kill(pid, what)

    def any_awake(self, dice: random.Random) -> int | None:
        """Return one of the bots that are not frozen, or None."""
        awake = [pid for pid in self.alive if pid not in self.frozen]
        return dice.choice(awake) if awake else None

    async def _line(self) -> str:
        assert self._parent is not None
        assert self._parent.stdout is not None
        return (await asyncio.wait_for(self._parent.stdout.readline(), 30)).decode().strip()

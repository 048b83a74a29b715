"""A page for monitors: is the bot alive, is it ready, and how late is its oldest due work.

Knows three numbers. Must not show anything about a person or a set.
"""

from __future__ import annotations

import discord
from aiohttp import web

from learning.ports import Units
from scheduling.clock import TimeSource


class Health:
    """Serves /health on the loopback address."""

    def __init__(self, units: Units, clock: TimeSource, client: discord.Client) -> None:
        self._units = units
        self._clock = clock
        self._client = client
        self._runner: web.AppRunner | None = None

    async def start(self, port: int) -> None:
        """Begin to answer on a port."""
        app = web.Application()
        app.router.add_get("/health", self._health)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()

    async def stop(self) -> None:
        """Stop answering."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _health(self, _: web.Request) -> web.Response:
        async with self._units.read() as unit:
            next_due = await unit.work.next_due()
        late = (self._clock.now() - next_due).total_seconds() if next_due else 0.0
        ready = self._client.is_ready()
        facts = {"alive": True, "ready": ready, "oldest_overdue_seconds": max(0, round(late))}
        return web.json_response(facts, status=200 if ready else 503)

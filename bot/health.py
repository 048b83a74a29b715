"""A page for monitors: is the bot alive, is it ready, and how late is its oldest due work.

Knows a few numbers about the whole house. Must not show anything about a person or a set.

`/health/live` answers as long as the process can answer at all; `/health/ready` (and `/health`)
answers 200 when Discord and the database are there, else 503; `/metrics` is for Prometheus.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aiohttp import web

from bot.door import Door
from bot.metrics import metrics
from learning.refusals import Said
from scheduling.clock import TimeSource
from storage.tally import Tally

TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Books(Protocol):
    """Where the work is counted."""

    async def tally(self, now: datetime) -> Tally:
        """Count the work as it stands at an instant."""
        ...


class Line(Protocol):
    """A connection to Discord, or several."""

    def is_ready(self) -> bool:
        """Whether Discord is there."""
        ...

    def is_closed(self) -> bool:
        """Whether it has ended."""
        ...

    @property
    def latency(self) -> float:
        """How long a heartbeat took to be answered, in seconds."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How the house is: `tally` is None while the database is away."""

    discord: bool
    tally: Tally | None
    late: float  # seconds

    @property
    def ready(self) -> bool:
        """Whether people can be served."""
        return self.discord and self.tally is not None


class Health:
    """Serves the pages on the loopback address."""

    def __init__(self, books: Books, clock: TimeSource, line: Line) -> None:
        self._books = books
        self._clock = clock
        self._line = line
        self._door = Door(
            {
                "/health": self._ready,
                "/health/ready": self._ready,
                "/health/live": self._live,
                "/metrics": self._metrics,
            }
        )

    async def start(self, port: int) -> int:
        """Begin to answer on a port (0: any that is free); returns the port."""
        return await self._door.open(port)

    async def stop(self) -> None:
        """Stop answering."""
        await self._door.shut()

    async def look(self) -> Condition:
        """Look how the house is."""
        now = self._clock.now()
        try:
            tally = await self._books.tally(now)
        except Said:
            tally = None
        there = self._line.is_ready() and not self._line.is_closed()
        return Condition(discord=there, tally=tally, late=tally.late(now) if tally else 0.0)

    async def _live(self, _: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def _ready(self, _: web.Request) -> web.Response:
        found = await self.look()
        facts = {
            "alive": True,
            "ready": found.ready,
            "discord": found.discord,
            "database": found.tally is not None,
            "oldest_overdue_seconds": round(found.late),
        }
        return web.json_response(facts, status=200 if found.ready else 503)

    async def _metrics(self, _: web.Request) -> web.Response:
        found = await self.look()
        text = metrics(
            ready=found.ready, tally=found.tally, late=found.late, latency=self._line.latency
        )
        return web.Response(text=text, headers={"Content-Type": TEXT})

"""The door of private calendar links: one file for whoever holds the link, and nothing else.

Knows HTTP, tags and how often one link may be asked. Must not know whose link it is, nor log one.

Off unless a port and a public address are set. It listens on the loopback address: a web server of
the owner's, with its certificate, stands in front of it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from aiohttp import web

from bot.door import Door
from scheduling.clock import TimeSource
from services.calendars import LINK, Feed, hash_of

EVERY = timedelta(minutes=10)
MOST = 20  # times in ten minutes that one link may be asked for
MOST_STRANGE = 60  # times in ten minutes that links which nobody holds may be asked for, in all
MOST_KEPT = 10_000  # links that are counted at one time
STRANGE = ""
TYPE = "text/calendar; charset=utf-8"

Read = Callable[[str], Awaitable[Feed | None]]


class FeedDoor:
    """Serves calendar links on the loopback address."""

    def __init__(self, read: Read, clock: TimeSource) -> None:
        self._read = read
        self._clock = clock
        self._asked: dict[str, deque[datetime]] = {}
        self._door = Door({f"/{LINK}/{{word:[a-z2-7]{{20,80}}}}.ics": self._answer})

    async def start(self, port: int) -> int:
        """Begin to answer on a port (0: any that is free); returns the port."""
        return await self._door.open(port)

    async def stop(self) -> None:
        """Stop answering."""
        await self._door.shut()

    async def _answer(self, request: web.Request) -> web.Response:
        word = request.match_info["word"]
        if not self._may(hash_of(word), MOST):
            return _later()
        found = await self._read(word)
        if found is None:
            return web.Response(status=404) if self._may(STRANGE, MOST_STRANGE) else _later()
        headers = {"ETag": f'"{found.tag}"', "Cache-Control": "private, max-age=900"}
        if f'"{found.tag}"' in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=headers)
        return web.Response(body=found.data, headers={**headers, "Content-Type": TYPE})

    def _may(self, who: str, most: int) -> bool:
        """Count one question; False when there were too many in a while."""
        now = self._clock.now()
        if len(self._asked) > MOST_KEPT:
            self._asked = {w: at for w, at in self._asked.items() if at and at[-1] > now - EVERY}
        times = self._asked.setdefault(who, deque(maxlen=MOST_STRANGE))
        while times and times[0] <= now - EVERY:
            times.popleft()
        if len(times) >= most:
            return False
        times.append(now)
        return True


def _later() -> web.Response:
    return web.Response(status=429, headers={"Retry-After": str(int(EVERY.total_seconds()))})

"""A door for the web on the loopback address, to be opened and shut.

Knows how a page is served and how serving ends. Must not know what is behind any page.

A web server of the owner's, with its certificate, stands in front of it where others may come in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

LOOPBACK = "127.0.0.1"

Answer = Callable[[web.Request], Awaitable[web.Response]]


class Door:
    """Serves pages by path; writes no log of who asked for what."""

    def __init__(self, pages: Mapping[str, Answer]) -> None:
        self._pages = pages
        self._runner: web.AppRunner | None = None

    async def open(self, port: int) -> int:
        """Begin to answer on a port (0: any that is free); returns the port."""
        app = web.Application()
        for path, answer in self._pages.items():
            app.router.add_get(path, answer)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, port).start()
        return int(self._runner.addresses[0][1])

    async def shut(self) -> None:
        """Stop answering."""
        if self._runner is not None:
            await self._runner.cleanup()

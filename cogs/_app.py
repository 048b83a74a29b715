"""What every room is handed: words, use cases, drafts, routes, and how things are drawn.

Knows the shapes of these alone. Must not know any call.
"""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol

from cogs._kit import Words
from cogs._routes import Routes
from cogs.faces._layout import Face
from services import Services


class Draw(Protocol):
    """Draws a plain value as a message."""

    def __call__(self, value: object, words: Words) -> Face:
        """Return the drawn message."""
        ...


class Rights(Protocol):
    """Says which permissions the bot lacks where."""

    def __call__(self, guild_xid: int, *channel_xids: int) -> tuple[tuple[str, str], ...]:
        """Return (place, permission) of each: a channel id as text, or "" for the whole server."""
        ...


class Drafts(Protocol):
    """Keeps what a person typed until the form is done."""

    async def keep(self, who_xid: int, form: str, fields: dict[str, str]) -> None:
        """Keep these fields."""
        ...

    async def get(self, who_xid: int, form: str) -> dict[str, str]:
        """Return what is kept."""
        ...

    async def take(self, who_xid: int, form: str) -> dict[str, str]:
        """Return what is kept and forget it, as one act."""
        ...

    async def drop(self, who_xid: int, form: str) -> None:
        """Forget a form that is done."""
        ...


class Underway:
    """What people asked for and that is not answered yet: a clean end waits for it."""

    def __init__(self) -> None:
        self._count = 0
        self._none = asyncio.Event()
        self._none.set()

    @contextmanager
    def one(self) -> Generator[None]:
        """Count one for as long as it is at work."""
        self._count += 1
        self._none.clear()
        try:
            yield
        finally:
            self._count -= 1
            if not self._count:
                self._none.set()

    async def rest(self, seconds: float) -> bool:
        """Wait until nothing is at work, but no longer than so many seconds; say which it was."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._none.wait(), seconds)
        return not self._count


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What the bot has asked Discord for, and what it has not, by Discord's own names."""

    hears: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """What every cog is handed."""

    words: Words
    services: Services
    drafts: Drafts
    routes: Routes
    draw: Draw
    rights: Rights
    asks: Asks = field(default_factory=Asks)
    underway: Underway = field(default_factory=Underway)

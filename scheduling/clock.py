"""The clocks: the machine's own, one that a test holds, and the practice server's.

Knows the present instant and how long, in real seconds, until another. Must not know what is due.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

import aiohttp

PATIENCE = 20  # real seconds for the first word of the practice server


class TimeSource(Protocol):
    """A clock that can also say how long to wait, and tells when it was moved by hand."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    def wait_for(self, at: datetime) -> float | None:
        """Return real seconds until `at` (0 when it has passed); None when it never comes."""
        ...

    def on_change(self, call: Callable[[], None]) -> None:
        """Call this whenever the clock is moved or its speed changes."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)

    def wait_for(self, at: datetime) -> float | None:
        """Return real seconds until `at`."""
        return max(0.0, (at - self.now()).total_seconds())

    def on_change(self, call: Callable[[], None]) -> None:
        """Do nothing: nobody moves the machine's clock on purpose."""


class HeldClock:
    """A clock that stands still until somebody moves it."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._calls: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """Return the instant it was last moved to."""
        return self._now

    def wait_for(self, at: datetime) -> float | None:
        """Return 0 when `at` has come, else None: it never comes by itself."""
        return 0.0 if at <= self._now else None

    def on_change(self, call: Callable[[], None]) -> None:
        """Call this whenever the clock is moved."""
        self._calls.append(call)

    def move(self, to: datetime | timedelta) -> None:
        """Move to an instant, or on by a length."""
        self._now = self._now + to if isinstance(to, timedelta) else to
        for call in self._calls:
            call()


class FollowedClock:
    """The practice server's clock, followed over a websocket; time may run fast or jump."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._real = datetime.now(UTC)
        self._virtual = self._real
        self._speed = 1.0
        self._seen = 0.0
        self._calls: list[Callable[[], None]] = []
        self._task: asyncio.Task[None] | None = None
        self._report: tuple[datetime | None, bool] = (None, True)
        self._first = asyncio.Event()
        self._news = asyncio.Event()  # something to say to the practice server

    def now(self) -> datetime:
        """Return the practice server's present instant."""
        return self._virtual + (datetime.now(UTC) - self._real) * self._speed

    def wait_for(self, at: datetime) -> float | None:
        """Return real seconds until `at`; None while the clock is held before it."""
        left = (at - self.now()).total_seconds()
        if left <= 0:
            return 0.0
        return left / self._speed if self._speed > 0 else None

    def on_change(self, call: Callable[[], None]) -> None:
        """Call this whenever the practice clock jumps or changes speed."""
        self._calls.append(call)

    async def start(self) -> None:
        """Begin to follow; TimeoutError when the practice server says nothing for a while."""
        self._task = asyncio.create_task(self._follow())
        try:
            await asyncio.wait_for(self._first.wait(), PATIENCE)
        except TimeoutError:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Stop following."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def report(self, next_due: datetime | None, *, busy: bool) -> None:
        """Tell the practice server what is due next, and whether something is being done."""
        if (next_due, busy) != self._report:
            self._report = (next_due, busy)
            self._news.set()

    async def _follow(self) -> None:
        async with aiohttp.ClientSession() as http:
            while True:
                with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                    async with http.ws_connect(self._address, heartbeat=20) as socket:
                        await self._talk(socket)
                await asyncio.sleep(0.2 + secrets.randbelow(100) / 1000)

    async def _talk(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Listen until the connection is gone, and speak meanwhile."""
        speaking = asyncio.create_task(self._speak(socket))
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._heard(message.json())
        finally:
            speaking.cancel()
            await asyncio.gather(speaking, return_exceptions=True)

    async def _speak(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Say the newest report whenever there is one; reports in between are not missed."""
        while True:
            await self._news.wait()
            self._news.clear()
            next_due, busy = self._report
            due = next_due.timestamp() if next_due else None
            await socket.send_json({"next_due": due, "busy": busy, "seen": self._seen})

    def _heard(self, word: dict[str, float]) -> None:
        self._real = datetime.fromtimestamp(word["real"], UTC)
        self._virtual = datetime.fromtimestamp(word["virtual"], UTC)
        self._speed = float(word["speed"])
        self._seen = float(word["virtual"])
        self._first.set()
        self._report = (self._report[0], True)
        for call in self._calls:
            call()
        self._news.set()


class SureDice:
    """Chance from the machine's own source."""

    def id(self) -> str:
        """Return a fresh short id: 12 characters of a-z2-7."""
        letters = "abcdefghijklmnopqrstuvwxyz234567"
        return "".join(secrets.choice(letters) for _ in range(12))

    def seed(self) -> int:
        """Return a fresh seed in 0..999_999."""
        return secrets.randbelow(1_000_000)

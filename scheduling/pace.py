"""Pace: how many requests a second this process may make, of those that all may make together.

Knows Discord's limit for one bot and how many processes share it. Must not know what is asked.
"""

from __future__ import annotations

import asyncio

DISCORD = 50.0  # requests a second for one bot, however many processes it has
OURS = 0.9  # the rest is left to commands and presses
BURST = 0.5  # seconds of budget that may be used at once


class Pace:
    """A share of the budget: `turn` returns when the next request may be made, in order."""

    def __init__(self, rate: float = DISCORD * OURS) -> None:
        self._whole = rate
        self._rate = rate
        self._next = 0.0  # loop time of the next free turn

    @property
    def rate(self) -> float:
        """Requests a second that are ours now."""
        return self._rate

    def share(self, processes: int) -> None:
        """Divide the budget among this many live processes."""
        self._rate = self._whole / max(1, processes)

    async def turn(self) -> None:
        """Wait for one request's turn."""
        now = asyncio.get_running_loop().time()
        self._next = max(self._next, now - BURST) + 1 / self._rate
        if self._next > now:
            await asyncio.sleep(self._next - now)

"""What APScheduler calls when a job is due: it must be found by name.

Knows the moments at which it was called, on the loop's clock.
"""

from __future__ import annotations

import time

at: list[float] = []


async def fired() -> None:
    """Note the moment."""
    at.append(time.time())

"""How late things were, and how long the event loop did nothing else meanwhile.

Knows figures and how they are printed. Must not know whose they are.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import dataclass

TICK = 0.002  # seconds between looks at the loop's lag


class Lag:
    """The longest time for which the event loop did nothing else."""

    def __init__(self) -> None:
        self.worst = 0.0

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        before = time.perf_counter()
        while True:
            await asyncio.sleep(TICK)
            now = time.perf_counter()
            self.worst = max(self.worst, now - before - TICK)
            before = now


@dataclass(frozen=True, slots=True)
class Burst:
    """How late each was handed on, the worst lag, when all outcomes were written, and CPU seconds.

    The CPU is what it took until all were handed on, and until all was written.
    """

    late: list[float]
    lag: float
    ended: float
    cpu: tuple[float, float]


def line(name: str, found: Burst) -> str:
    """Write one result as a line of a table."""
    late = sorted(found.late)
    p50, p99 = statistics.median(late), late[int(len(late) * 0.99)]
    cells = (f"{p50:.2f} s", f"{p99:.2f} s", f"{late[-1]:.2f} s", f"{found.lag * 1000:.0f} ms")
    cpu = " | ".join(f"{seconds:.2f} s" for seconds in found.cpu)
    return f"| {name} | {len(late)} | {' | '.join(cells)} | {found.ended:.2f} s | {cpu} |"

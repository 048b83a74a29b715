"""The alarm clock: one re-armed APScheduler job, kept in memory, rings when work is next due.

Knows when to ring. Must not know what is due, nor keep anything: our own rows are the truth.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol, cast

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduling.clock import TimeSource

JOB = "alarm"

log = structlog.stdlib.get_logger("due")


class Scheduler(Protocol):
    """The part of APScheduler's untyped scheduler that is used here."""

    @property
    def running(self) -> bool:
        """Whether it was started."""
        ...

    def start(self) -> None:
        """Start on the running event loop."""
        ...

    def shutdown(self, wait: bool = True) -> None:
        """Stop."""
        ...

    def get_job(self, job_id: str) -> object | None:
        """Return a job, or None."""
        ...

    def remove_job(self, job_id: str) -> None:
        """Forget a job."""
        ...

    def add_job(self, func: Callable[..., object], trigger: str, **rules: object) -> object:
        """Add a job."""
        ...


class Alarm:
    """Rings once at the armed instant; arming again moves it."""

    def __init__(self, clock: TimeSource, ring: Callable[[], None]) -> None:
        self._clock = clock
        self._ring = ring
        self._going = False
        rules = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = cast("Scheduler", AsyncIOScheduler(timezone=UTC, job_defaults=rules))
        clock.on_change(self._clock_moved)

    def start(self) -> None:
        """Start the scheduler on the running event loop."""
        self._going = True
        self._scheduler.start()

    def stop(self) -> None:
        """Stop ringing for good, from this moment on (the scheduler itself ends a little later)."""
        self._going = False
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def arm(self, at: datetime | None) -> None:
        """Ring at this instant instead of the one before; None: not at all."""
        if not self._going:
            return
        if self._scheduler.get_job(JOB) is not None:
            self._scheduler.remove_job(JOB)
        wait = self._clock.wait_for(at) if at is not None else None
        if wait is not None:
            self._scheduler.add_job(
                self._rang,
                "date",
                run_date=datetime.now(UTC) + timedelta(seconds=wait),
                id=JOB,
                replace_existing=True,
            )

    def every(self, seconds: float, chore: Callable[[], Awaitable[None]], name: str) -> None:
        """Do an idempotent chore at a steady pace (real seconds); a failed one is done next time.

        May be called before `start`; the first time is after one whole pace.
        """

        async def safely() -> None:
            try:
                await chore()
            except Exception:
                log.exception("chore failed", chore=name)

        self._scheduler.add_job(safely, "interval", seconds=seconds, id=name, replace_existing=True)

    async def _rang(self) -> None:
        if self._going:
            self._ring()

    def _clock_moved(self) -> None:
        """Ring whenever the clock was moved by hand: whoever is woken arms it anew."""
        if self._going:
            self._ring()

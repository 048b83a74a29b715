"""The same burst through procrastinate, a queue of tasks in PostgreSQL, as its docs would have it.

Knows its public door only. It finds what is due by asking now and then: how often is its setting.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from procrastinate import App, PsycopgConnector

from benchmarks.durability_late import Burst, Lag

CHUNK = 5000  # jobs added at once
AT_ONCE = 50  # as many as our own pump has in hand
PATIENCE = 120  # seconds
FAR = timedelta(days=30)


async def burst_procrastinate(url: str, count: int, pending: int, poll: float) -> Burst:
    """Let `count` jobs be due at once while others wait; `poll` is seconds between its looks."""
    late: list[float] = []
    connector = PsycopgConnector(conninfo=url.replace("postgresql+psycopg", "postgresql"))
    app: Any = App(connector=connector)

    async def fired(number: int) -> None:
        del number
        late.append(time.time())

    task: Any = app.task(name="fired")(fired)
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        due = datetime.now(UTC) + timedelta(seconds=(count + pending) / 2000 + 5)
        await _fill(task, pending, due + FAR)
        await _fill(task, count, due)
        worker = asyncio.create_task(_work(app, poll))
        await asyncio.sleep(max(0.0, due.timestamp() - time.time() - 0.5))
        lag = Lag()
        watching = asyncio.create_task(lag.watch())
        began = time.process_time()
        while len(late) < count and time.time() < due.timestamp() + PATIENCE:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        ended, cpu = time.time() - due.timestamp(), time.process_time() - began
        for one in (watching, worker):
            one.cancel()
            with suppress(asyncio.CancelledError):
                await one
    return Burst([at - due.timestamp() for at in late], lag.worst, ended, (cpu, cpu))


async def _fill(task: Any, count: int, due: datetime) -> None:
    for start in range(0, count, CHUNK):
        some = range(start, min(start + CHUNK, count))
        await task.configure(schedule_at=due).batch_defer_async(*({"number": n} for n in some))


async def _work(app: Any, poll: float) -> None:
    await app.run_worker_async(
        concurrency=AT_ONCE, fetch_job_polling_interval=poll, install_signal_handlers=False
    )

"""How soon due work is handed on: after a start with much waiting, and when much is due at once.

    python -m benchmarks.durability               both stores, and two others beside them
    python -m benchmarks.durability --pending 100000 --burst 5000

Knows the pump and the ledger as the bot uses them, with a `perform` that only notes the time. Must
not know Discord: what Discord's limits add is arithmetic (50 requests a second).
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import create_engine, event

from benchmarks import durability_fired
from benchmarks.durability_late import Burst, Lag, line
from benchmarks.durability_pg import Postgres, postgres
from benchmarks.durability_procrastinate import burst_procrastinate
from bot.running import tidy_memory
from learning.effects import Card, Effect, Place, To, post
from learning.ports import Posted, Units, Work
from scheduling.clock import SystemClock
from scheduling.due import Pump
from scheduling.limits import Limits
from storage.engine import Storage, open_storage

CHUNK = 5000  # rows added in one commit


class Hands:
    """A `perform` that notes when it was handed each piece."""

    def __init__(self, wanted: int) -> None:
        self.at: list[float] = []
        self._wanted = wanted
        self.all = asyncio.Event()

    async def perform(self, work: Work, now: datetime) -> Posted | None:
        """Note the moment."""
        del work, now
        self.at.append(time.time())
        if len(self.at) == self._wanted:
            self.all.set()
        return None


def reminder(number: int, due: datetime) -> Effect:
    """Make one reminder to one person."""
    card = Card("reminder", f"m{number}.p{number}", "24h")
    return post(f"remind:m{number}:24h:p{number}", Place(To.PERSON, f"p{number}"), card, due=due)


async def fill(units: Units, count: int, due: datetime, first: int = 0) -> None:
    """Add `count` reminders due at an instant."""
    for start in range(first, first + count, CHUNK):
        async with units.write() as unit:
            some = range(start, min(start + CHUNK, first + count))
            await unit.work.add([reminder(n, due) for n in some], datetime.now(UTC))


@asynccontextmanager
async def pumping(storage: Storage, hands: Hands, limits: Limits) -> AsyncGenerator[Pump]:
    """Run a pump that is open."""
    pump = Pump(storage.units, SystemClock(), hands.perform, owner=storage.owner, limits=limits)
    storage.listen(pump.nudge)
    await pump.start()
    pump.open()
    try:
        yield pump
    finally:
        await pump.stop()


async def start_up(url: str, pending: int) -> float:
    """Return seconds from opening the database to the first overdue piece, with much waiting."""
    async with await open_storage(url, upgrade=True) as storage:
        now = datetime.now(UTC)
        await fill(storage.units, pending, now + timedelta(days=30))
        await fill(storage.units, 1, now - timedelta(minutes=5), first=pending)
    began = time.time()
    hands = Hands(1)
    async with await open_storage(url) as storage, pumping(storage, hands, Limits()):
        await hands.all.wait()
    return hands.at[0] - began


async def burst(url: str, count: int, limits: Limits) -> Burst:
    """Let `count` pieces be due at once."""
    async with await open_storage(url, upgrade=True) as storage:
        due = datetime.now(UTC) + timedelta(seconds=count / 2500 + 3)
        await fill(storage.units, count, due)
        hands, lag = Hands(count), Lag()
        tidy_memory()  # as `setwise run` does
        async with pumping(storage, hands, limits) as pump:
            await asyncio.sleep(max(0.0, due.timestamp() - time.time() - 0.5))
            watching = asyncio.create_task(lag.watch())
            began = time.process_time()
            await hands.all.wait()
            handed = time.process_time() - began
            await pump.idle()
            written = time.process_time() - began
            watching.cancel()
        ended = time.time() - due.timestamp()
    late = [at - due.timestamp() for at in hands.at]
    return Burst(late, lag.worst, ended, (handed, written))


async def burst_apscheduler(file: Path, count: int) -> Burst:
    """Do the same with APScheduler 3.11 and its SQLAlchemy store on SQLite (WAL, no grace)."""
    engine = create_engine(f"sqlite:///{file}")

    def wal(connection: Any, _: object) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    event.listen(engine, "connect", wal)
    rules = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler: Any = AsyncIOScheduler(timezone=UTC, job_defaults=rules)
    scheduler.add_jobstore("sqlalchemy", engine=engine)
    scheduler.start(paused=True)
    for number in range(count):
        due = datetime(2099, 1, 1, tzinfo=UTC)
        scheduler.add_job("benchmarks.durability_fired:fired", "date", run_date=due, id=str(number))
    soon = datetime.now(UTC) + timedelta(seconds=count / 200 + 2)
    with engine.begin() as connection:  # all at once, as if they had been kept long ago
        raw: Any = connection
        job: Any = scheduler.get_job("0")
        store: Any = job and scheduler._jobstores["default"]  # noqa: SLF001  # to write them at once
        for one in scheduler.get_jobs():
            one.trigger.run_date = soon
            one.next_run_time = soon
            state = {"next_run_time": soon.timestamp(), "job_state": _pickled(one)}
            raw.execute(store.jobs_t.update().where(store.jobs_t.c.id == one.id).values(**state))
    durability_fired.at.clear()
    lag = Lag()
    scheduler.resume()
    await asyncio.sleep(max(0.0, soon.timestamp() - time.time() - 0.5))
    watching = asyncio.create_task(lag.watch())
    began = time.process_time()
    while len(durability_fired.at) < count and time.time() < soon.timestamp() + 60:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    ended = time.time() - soon.timestamp()
    watching.cancel()
    scheduler.shutdown(wait=False)
    engine.dispose()
    cpu = time.process_time() - began
    late = [at - soon.timestamp() for at in durability_fired.at]
    return Burst(late, lag.worst, ended, (cpu, cpu))


def _pickled(job: Any) -> bytes:
    import pickle

    return pickle.dumps(job.__getstate__(), pickle.HIGHEST_PROTOCOL)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pending", type=int, default=100_000)
    parser.add_argument("--burst", type=int, default=5_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="setwise-bench-") as folder, postgres() as store:
        measure(Path(folder), store, asked.pending, asked.burst)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\nMost memory ever held by this process: {peak} MiB; Python {sys.version.split()[0]}.")


def measure(folder: Path, store: Postgres, pending: int, count: int) -> None:
    """Print both tables."""

    def lite(name: str) -> str:
        return f"sqlite+aiosqlite:///{folder / name}.db"

    def postgresql(name: str) -> str:
        store.make(name)
        return store.url(name)

    stores = {"SQLite": lite, "PostgreSQL (asyncpg)": postgresql}
    print("| where | waiting | from opening to the first overdue piece |\n|---|---|---|")
    for name, url in stores.items():
        took = asyncio.run(start_up(url("start"), pending))
        print(f"| {name} | {pending} | {took:.2f} s |", flush=True)
    print(
        "\n| how | due at once | p50 late | p99 | last | longest block | all written after |",
        end="",
    )
    print(" CPU until handed on | CPU until written |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    whole = Limits(most=2 * count, direct=count)
    for name, url in stores.items():
        plain, wide = url("burst"), url("wide")
        print(line(f"{name}, as shipped", asyncio.run(burst(plain, count, Limits()))), flush=True)
        print(line(f"{name}, no limit", asyncio.run(burst(wide, count, whole))), flush=True)
    found = asyncio.run(burst_apscheduler(folder / "aps.db", count))
    print(line("APScheduler 3.11, SQLAlchemy store, SQLite WAL", found), flush=True)
    for seconds in (5.0, 0.5):
        store.make(f"procrastinate{seconds}")
        address = store.url(f"procrastinate{seconds}", "psycopg")
        peer = asyncio.run(burst_procrastinate(address, count, pending, seconds))
        name = f"procrastinate 3, PostgreSQL, a poll each {seconds:g} s, {pending} waiting"
        print(line(name, peer), flush=True)


if __name__ == "__main__":
    main()

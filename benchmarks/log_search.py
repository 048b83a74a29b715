"""How long it takes to look for words in a very long log, on SQLite and on PostgreSQL.

Run it with `python -m benchmarks.log_search`. One set with 10,000 shared and sealed reflections, as
many as 1,000 meetings would leave: real stores, the real use case, a key. What stands in RESULTS.md
was printed by this. It is time of this process's own work, not of the clock on the wall, so that
other work on the machine makes no difference; what PostgreSQL's own processes do is not in it.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime

from benchmarks.durability_pg import postgres
from learning.people import HowFar, Person, Role
from learning.searching import holds, wanted
from learning.sets import LearningSet, Stage
from learning.writing import Reflection
from storage.engine import open_storage

NOW = datetime(2027, 1, 11, 9, 30, tzinfo=UTC)
MANY, TIMES = 10_000, 7
KEY = "a key for this benchmark alone"
LINE = "I asked one question and then I waited. Number {n} of us said that the café was too loud."


async def one(name: str, url: str) -> None:
    """Fill one store and look for words in it."""
    async with await open_storage(url, KEY, upgrade=True) as storage:
        async with storage.units.write() as unit:
            person = Person(id="p", guild_xid=1, xid=2, name="A", role=Role.GP, own_words="",
                            area="x", how_far=HowFar.ICB, joined_at=NOW)  # fmt: skip
            await unit.people.add(person)
            found_set = LearningSet(
                id="s",
                guild_xid=1,
                area="x",
                name="Heron",
                block="tue-lunch",
                stage=Stage.RUNNING,
                formed_at=NOW,
            )
            await unit.sets.add(found_set)
            for n in range(MANY):
                await unit.reflections.add(
                    Reflection(id=f"r{n}", set_id="s", meeting_id="m", person_id="p", shared=True,
                               text=LINE.format(n=n), made_at=NOW)
                )  # fmt: skip
        reads, looks = list[float](), list[float]()
        for n in range(TIMES):
            start = time.process_time()
            async with storage.units.read() as unit:
                kept = await unit.reflections.where(set_id="s", shared=True)
            read = time.process_time()
            words = wanted(f"CAFE {n * 1000 + 17}")
            found = [line for line in kept if holds(line.text, words)]
            looks.append(time.process_time() - read)
            reads.append(read - start)
            if not found:
                raise SystemExit("what stands there was not found")
        read_ms, look_ms = (1000 * statistics.median(times) for times in (reads, looks))
        print(f"| {name} | {read_ms:.0f} | {look_ms:.0f} | {read_ms + look_ms:.0f} |")


async def main() -> None:
    """Print the figures of both stores as a Markdown table."""
    print("| store | read and opened, ms | looked through, ms | in all, ms |\n|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        await one("SQLite", f"sqlite+aiosqlite:///{folder}/log.db")
    with postgres() as server:
        server.make("log")
        await one("PostgreSQL", server.url("log"))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

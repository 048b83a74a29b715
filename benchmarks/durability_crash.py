"""Bots that are killed, frozen and cut off while they send reminders: is any lost, or doubled?

    python -m benchmarks.durability_crash                 the full form, all rows (about 20 minutes)
    python -m benchmarks.durability_crash --reminders 400 --kills 20 --freezes 2 --restarts 1

Real bot processes (`benchmarks.durability_worker`) send real reminders through the real ledger,
pump and Discord library to a practice server on loopback, which fails 1 request in 100 (500), drops
the answer of 2 in 100 after doing what was asked, answers 1 in 100 with 502 after doing it, and
cuts the gateway now and then. Meanwhile bots are killed (SIGKILL), frozen past their lease
(SIGSTOP, then SIGCONT), and PostgreSQL is stopped at once and started again. What people then read
is counted.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.durability_nursery import Nursery
from benchmarks.durability_pg import Postgres, postgres
from benchmarks.durability_seed import AHEAD, SEATS, seed, shape
from benchmarks.durability_trouble import Form, Trouble
from practice.clock import PracticeClock
from practice.server import PracticeServer
from practice.world import World

STALL = 90.0  # real seconds without any new message, after which a run is given up
START_IN = timedelta(seconds=2)


@dataclass(slots=True)
class Result:
    """What was counted."""

    form: Form
    wanted: int = 0
    sent: int = 0
    lost: int = 0
    doubled: int = 0
    late: float = 0.0  # seconds from the last trouble to the last message
    seconds: float = 0.0
    findings: list[str] = field(default_factory=list[str])
    done: Counter[str] = field(default_factory=Counter[str])  # what really went wrong


async def run(form: Form, folder: Path, store: Postgres | None = None) -> Result:
    """Do one run and count."""
    url = f"sqlite+aiosqlite:///{folder / 'crash.db'}"
    if store is not None:
        store.make(f"crash{form.seed}x{form.bots}")
        url = store.url(f"crash{form.seed}x{form.bots}", form.driver)
    async with practice_server() as server:
        sets, _ = shape(form.reminders)
        xids = [server.world.add_member(f"N{n}").user.id for n in range(sets * SEATS)]
        first = datetime.now(UTC) + START_IN
        spread = timedelta(seconds=form.seconds)
        wanted = await seed(url, server.world.guild.id, xids, form.reminders, first, spread)
        nursery = Nursery(folder, url, server, form.lease, blunt=form.blunt, shards=form.bots)
        try:
            await nursery.open()
            for _ in range(form.bots):
                await nursery.start()
            return await _watch(form, server, nursery, store, wanted)
        finally:
            await nursery.close()


async def _watch(
    form: Form,
    server: PracticeServer,
    nursery: Nursery,
    store: Postgres | None,
    wanted: set[str],
) -> Result:
    began = time.monotonic()
    faults = server.faults
    faults.chance_error, faults.chance_lost, faults.chance_created_then_502 = 0.01, 0.02, 0.01
    trouble = Trouble(form, nursery, server, store)
    await trouble.make()
    calm = time.monotonic()
    await still(lambda: len(read(server)), len(wanted))
    came = time.monotonic()
    await asyncio.sleep(min(3.0, form.lease))  # whatever is doubled late is counted too
    counted = read(server)
    return Result(
        form=form,
        wanted=len(wanted),
        sent=len(counted),
        lost=len(wanted - counted.keys()),
        doubled=sum(n - 1 for n in counted.values()) + len(counted.keys() - wanted),
        late=came - calm,
        seconds=came - began,
        findings=[str(one) for one in server.findings],
        done=trouble.done,
    )


async def still(count: Callable[[], int], wanted: int) -> None:
    """Wait until all have come, or until nothing has come for long."""
    seen, since = -1, time.monotonic()
    while (now := count()) < wanted and time.monotonic() - since < STALL:
        if now != seen:
            seen, since = now, time.monotonic()
        await asyncio.sleep(0.2)


def read(server: PracticeServer) -> Counter[str]:
    """Count what people can read, by what stands on the first button of each reminder."""
    counted: Counter[str] = Counter()
    for said in server.world.messages.values():
        for message in said.values():
            text = str(message.components)
            start = text.find("b:coming.yes:")
            assert start >= 0, text
            thing = text[start:].split(":")[2]
            counted[thing.removesuffix(f".{AHEAD}")] += 1
    return counted


@asynccontextmanager
async def practice_server() -> AsyncGenerator[PracticeServer]:
    """Open a practice server in real time, with one guild."""
    world = World(PracticeClock())
    world.found_guild("Rehearsal")
    server = PracticeServer(world, world.clock)
    server.faults.delay = 0.01
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


BLUNT = Form(
    name="SQLite, 1 bot, without nonce and look",
    reminders=1000,
    kills=40,
    freezes=0,
    blunt=True,
    seed=4,
)
FULL = (
    Form(name="SQLite, 1 bot"),
    Form(name="PostgreSQL, 1 bot", driver="asyncpg", restarts=10, seed=2),
    Form(name="PostgreSQL, 4 bots", driver="asyncpg", bots=4, restarts=10, seed=3),
    BLUNT,
)
SHORT = Form(
    name="SQLite, 1 bot, short", reminders=60, kills=2, freezes=1, drops=1, lease=1.2, gap=0.5
)


def table(results: list[Result]) -> str:
    """Write the results as a table."""
    lines = [
        "| where | reminders | killed | frozen | database restarts | gateway cuts | lost | doubled "
        "| caught up after | took |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for one in results:
        done = one.done
        lines.append(
            f"| {one.form.name} | {one.wanted} | {done['kill']} | {done['freeze']} "
            f"| {done['restart']} | {done['drop']} | **{one.lost}** | **{one.doubled}** "
            f"| {one.late:.1f} s | {one.seconds:.0f} s |"
        )
    return "\n".join(lines)


def prove(forms: tuple[Form, ...], folder: Path | None = None) -> list[Result]:
    """Do runs one after another; logs of the bots are left in `folder` if one is given."""
    results: list[Result] = []
    home = folder or Path(tempfile.mkdtemp(prefix="setwise-crash-"))
    with ExitStack() as stack:
        if folder is None:
            stack.callback(shutil.rmtree, home, ignore_errors=True)
        store = stack.enter_context(postgres()) if any(f.driver for f in forms) else None
        for number, form in enumerate(forms):
            place = home / str(number)
            place.mkdir(parents=True, exist_ok=True)
            results.append(asyncio.run(run(form, place, store if form.driver else None)))
            print(table(results[-1:]).splitlines()[-1], file=sys.stderr, flush=True)
    return results


def main() -> None:
    """Run all forms, with other numbers if they are given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("reminders", "kills", "freezes", "restarts", "drops"):
        parser.add_argument(f"--{name}", type=int)
    parser.add_argument("--only", default="", help="rows whose name holds this")
    parser.add_argument("--folder", type=Path, help="leave databases and logs here")
    asked = vars(parser.parse_args())
    only, folder = asked.pop("only"), asked.pop("folder")
    given = {name: value for name, value in asked.items() if value is not None}
    lite = {**given, "restarts": 0}
    forms = tuple(
        replace(form, **(given if form.driver else lite)) for form in FULL if only in form.name
    )
    results = prove(forms, folder)
    print(table(results))
    if any(one.lost or (one.doubled and not one.form.blunt) for one in results):
        raise SystemExit(1)


if __name__ == "__main__":
    main()

"""Reminders are neither lost nor doubled, whatever happens to the bot, Discord or the database."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.durability_crash import (
    BLUNT,
    FULL,
    SHORT,
    Result,
    practice_server,
    read,
    run,
    table,
)
from benchmarks.durability_nursery import Nursery
from benchmarks.durability_pg import Postgres, postgres, programs
from benchmarks.durability_seed import SEATS, seed, shape
from benchmarks.durability_trouble import Form


@pytest.fixture(scope="session")
def store() -> Iterator[Postgres]:
    """A PostgreSQL server that keeps what it commits."""
    if programs() is None:
        pytest.skip("PostgreSQL's server programs (initdb, pg_ctl) are not on this machine.")
    with postgres() as server:
        yield server


def right(result: Result) -> bool:
    """Say whether everything came exactly once, and nothing that Discord would refuse was sent."""
    sys.stdout.write(table([result]))
    return not result.lost and not result.doubled and not result.findings


@pytest.mark.short
async def test_nothing_is_lost_or_doubled_on_sqlite(tmp_path: Path) -> None:
    """One bot is killed twice and frozen past its lease; each reminder comes once."""
    result = await run(SHORT, tmp_path)
    assert result.done["kill"] == SHORT.kills
    assert result.done["freeze"] == SHORT.freezes
    assert right(result)


@pytest.mark.postgres
@pytest.mark.parametrize(
    "shards",
    [
        pytest.param(2, id="side by side", marks=pytest.mark.proof),
        pytest.param(1, id="behind the door", marks=pytest.mark.short),
    ],
)
async def test_another_bot_takes_over_within_the_lease(
    tmp_path: Path, store: Postgres, *, shards: int
) -> None:
    """What a bot had in hand when it was killed is done by another when its lease is over."""
    lease, reminders = 2.0, 25
    store.make(f"takeover{shards}")
    url = store.url(f"takeover{shards}")
    async with practice_server() as server:
        sets, _ = shape(reminders)
        xids = [server.world.add_member(f"N{n}").user.id for n in range(sets * SEATS)]
        now = datetime.now(UTC)
        wanted = await seed(url, server.world.guild.id, xids, reminders, now, timedelta())
        server.faults.delay = 0.4  # slow enough for the first to die with its hands full
        nursery = Nursery(tmp_path, url, server, lease, shards=shards)
        try:
            await nursery.open()
            first = await nursery.start()
            await until(lambda: len(read(server)) > 0)
            second = await nursery.start()
            if shards == 1:
                await asyncio.sleep(0.8)
                assert server.hub.connected == 1, "two bots would both answer every press"
            else:
                await until(lambda: server.hub.identifies > shards)  # the second has its share
            nursery.signal(first, signal.SIGKILL)
            killed = time.monotonic()
            server.faults.delay = 0.0
            await until(lambda: len(read(server)) == len(wanted), seconds=lease * 3)
            took = time.monotonic() - killed
        finally:
            await nursery.close()
    assert second != first
    assert set(read(server).values()) == {1}
    assert took < lease + 3, f"{took:.1f} s after the kill"  # one lease, and the sending itself


@pytest.mark.proof
def test_the_count_sees_doubles(tmp_path: Path) -> None:
    """Without the nonce and the look before a second try, the same count finds doubles."""
    result = asyncio.run(run(replace(BLUNT, reminders=400, kills=15), tmp_path))
    sys.stdout.write(table([result]))
    assert result.doubled > 0
    assert result.lost == 0


@pytest.mark.proof
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("form", [form for form in FULL if not form.blunt], ids=lambda f: f.name)
def test_nothing_is_lost_or_doubled(
    form: Form, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Each of 4,000 reminders comes once through 200 kills, 24 freezes and 10 restarts."""
    server = request.getfixturevalue("store") if form.driver else None
    result = asyncio.run(run(form, tmp_path, server))
    assert result.done["kill"] == form.kills
    assert right(result)


async def until(truth: object, seconds: float = 20.0) -> None:
    """Wait until this is so; fails when it is not in time."""
    assert callable(truth)
    async with asyncio.timeout(seconds):
        while not truth():  # noqa: ASYNC110 (what is waited for has no event of its own)
            await asyncio.sleep(0.02)

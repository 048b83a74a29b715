"""Processes on one PostgreSQL database hear and count one another, and keep the order."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

import pytest
from made_up import NOW, SECRET
from sqlalchemy import text

from learning.effects import Card, Place, To, edit, post, wake
from learning.refusals import Misconfigured, Unavailable
from storage.engine import Storage, open_storage
from storage.news import NoNews
from storage.notify import listening
from storage.reseal import reseal
from storage.urls import parse

pytestmark = pytest.mark.postgres
LEASE = timedelta(seconds=30)
ROOM = Place(To.ROOM, "s1")


@pytest.fixture(params=["asyncpg", "psycopg"])
def shared(request: pytest.FixtureRequest, postgres_url: str) -> str:
    """The address of one PostgreSQL database, by each driver."""
    return postgres_url.replace("postgresql://", f"postgresql+{request.param}://")


async def add(storage: Storage, key: str) -> None:
    """Add work that is due now."""
    async with storage.units.write() as unit:
        await unit.work.add([wake(key, "w", key, NOW)], NOW)


async def test_work_added_by_one_wakes_another(shared: str) -> None:
    """Word of new work comes at once; without any, waiting ends in time and says so."""
    async with await open_storage(shared, SECRET) as a, await open_storage(shared, SECRET) as b:
        assert not await b.news.wait(0.05)
        hearing = asyncio.create_task(b.news.wait(10))
        await asyncio.sleep(0.1)
        began = time.monotonic()
        await add(a, "k")
        assert await hearing
        assert time.monotonic() - began < 1
        assert not await b.news.wait(0.05)


async def test_a_unit_that_fails_tells_nobody(shared: str) -> None:
    """Word goes out with the commit: what is not kept is not told."""
    async with await open_storage(shared, SECRET) as a, await open_storage(shared, SECRET) as b:
        await b.news.wait(0.05)

        async def fail() -> None:
            async with a.units.write() as unit:
                await unit.work.add([wake("k", "w", "k", NOW)], NOW)
                raise KeyError

        with pytest.raises(KeyError):
            await fail()
        assert not await b.news.wait(0.3)


async def test_live_processes_are_counted(shared: str) -> None:
    """A process counts from when it listens until it closes."""
    async with await open_storage(shared, SECRET) as a:
        assert await a.news.alive() == 1
        async with await open_storage(shared, SECRET) as b:
            assert await b.news.alive() == 2
            assert await a.news.alive() == 2
        await gone(a)
        assert await a.news.alive() == 1


async def test_one_process_keeps_a_chore(shared: str) -> None:
    """A chore is kept by one process until it closes; then another may have it."""
    async with await open_storage(shared, SECRET) as a, await open_storage(shared, SECRET) as b:
        assert await a.news.keep("broom")
        assert not await b.news.keep("broom")
        assert await b.news.keep("mop")
        await a.news.close()
        async with asyncio.timeout(5):
            while not await b.news.keep("broom"):  # noqa: ASYNC110 (another process is waited for)
                await asyncio.sleep(0.02)


async def test_a_chore_can_be_let_go(shared: str) -> None:
    """However often it was asked for, one word lets another have it; the rest is still kept."""
    async with await open_storage(shared, SECRET) as a, await open_storage(shared, SECRET) as b:
        for _ in range(3):
            assert await a.news.keep("broom")
        assert await a.news.keep("mop")
        await a.news.let_go("broom")
        await a.news.let_go("broom")
        assert await b.news.keep("broom")
        assert not await a.news.keep("broom")
        await b.news.let_go("mop")
        assert not await b.news.keep("mop"), "nobody lets go of what another keeps"


async def test_silence_is_told_and_mended(shared: str) -> None:
    """When the connection is cut, word stops with an error or nothing; then it is heard again."""
    async with await open_storage(shared, SECRET) as a, await open_storage(shared, SECRET) as b:
        await b.news.alive()
        await cut(a)
        for _ in range(3):
            try:
                await b.news.wait(0.2)
                assert await b.news.alive() >= 1
                break
            except Unavailable:
                continue
        hearing = asyncio.create_task(b.news.wait(5))
        await asyncio.sleep(0.2)
        await add(a, "k")
        assert await hearing


async def test_what_is_told_keeps_its_order_across_processes(shared: str) -> None:
    """While one has a message in hand, another does not take its edit; a wake waits for neither."""
    async with await open_storage(shared, SECRET) as a, await open_storage(shared, SECRET) as b:
        async with a.units.write() as unit:
            board = Card("board", "m1")
            work = [post("p", ROOM, board), edit("p:1", "p", board), wake("w", "w", "m1", NOW)]
            await unit.work.add(work, NOW)
        async with a.units.write() as unit:
            first = await unit.work.claim(NOW, owner=a.owner, limit=1, lease=LEASE)
        async with b.units.write() as unit:
            second = await unit.work.claim(NOW, owner=b.owner, limit=9, lease=LEASE)
        assert [one.effect.key for one in first] == ["p"]
        assert [one.effect.key for one in second] == ["w"]
        async with a.units.write() as unit:
            await unit.work.finish("p", NOW)
        async with b.units.write() as unit:
            third = await unit.work.claim(NOW, owner=b.owner, limit=9, lease=LEASE)
        assert [one.effect.key for one in third] == ["p:1"]


async def test_a_frozen_transaction_lets_go(shared: str) -> None:
    """A process that freezes inside a transaction is cut off by the server, so others go on."""
    async with await open_storage(shared, SECRET) as a, a.units.write() as unit:
        rows = await unit.work._wire.rows(_limit())  # type: ignore[attr-defined]  # looked at
    assert rows[0]["idle_in_transaction_session_timeout"] == "10s"


async def test_a_file_has_no_news(sqlite_url: str) -> None:
    """On SQLite a process is alone: nothing is heard, everything is kept."""
    async with await open_storage(sqlite_url, SECRET) as one:
        assert isinstance(one.news, NoNews)
        assert not await one.news.wait(0.01)
        assert await one.news.alive() == 1
        assert await one.news.keep("broom")


def _limit() -> object:
    from sqlalchemy import text

    return text("SHOW idle_in_transaction_session_timeout")


async def cut(storage: Storage) -> None:
    """Let the server cut every listening connection."""
    from sqlalchemy import text

    async with storage.units.write() as unit:
        await unit.work._wire.rows(  # type: ignore[attr-defined]  # behind the house's back
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name LIKE 'setwise %'"
            )
        )


async def gone(storage: Storage) -> None:
    """Wait until the server has noticed that the other left."""
    async with asyncio.timeout(5):
        while await storage.news.alive() > 1:  # noqa: ASYNC110 (another process is waited for)
            await asyncio.sleep(0.02)


async def test_no_new_key_while_a_bot_is_at_work(shared: str) -> None:
    """A database that a bot listens to keeps its key; when the bot is gone, it gets the new one."""
    async with await open_storage(shared, "") as bot:
        assert await bot.news.alive() == 1
        with pytest.raises(Unavailable, match="in_use"):
            await reseal(shared, "", SECRET)
    await (await open_storage(shared, "")).close()  # as before
    await reseal(shared, "", SECRET)
    with pytest.raises(Misconfigured):
        await (await open_storage(shared, "")).close()
    await reseal(shared, SECRET, "")


async def test_a_machine_that_went_without_a_word_keeps_nothing_for_long(shared: str) -> None:
    """The server asks after a silent connection by itself, so that a door there comes free soon."""
    engine = listening(parse(shared), "setwise test", asyncpg="asyncpg" in shared)
    async with engine.connect() as wire:
        for name, seconds in (("idle", 15), ("interval", 5), ("count", 3)):
            said = await wire.scalar(text(f"SHOW tcp_keepalives_{name}"))
            assert int(str(said)) == seconds
    await engine.dispose()

"""Of several processes with a shard each, every one sees the work of its own servers as due."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from made_up import NOW, SECRET, learning_set, meeting

from learning.effects import Card, Place, To, edit, event, open_room, post, wake
from learning.shards import Shards
from storage.engine import Storage, open_storage

pytestmark = pytest.mark.postgres
LEASE = timedelta(seconds=30)
EVEN, ODD = 2 << 22, 3 << 22  # servers of shard 0 and of shard 1


@pytest.fixture(params=["asyncpg", "psycopg"])
async def storage(request: pytest.FixtureRequest, postgres_url: str) -> AsyncIterator[Storage]:
    """A database with a set and a meeting in each of two servers, and work about them."""
    url = postgres_url.replace("postgresql://", f"postgresql+{request.param}://")
    async with await open_storage(url, SECRET) as opened:
        async with opened.units.write() as unit:
            for name, guild in (("even", EVEN), ("odd", ODD)):
                await unit.sets.add(learning_set(name, guild_xid=guild))
                await unit.meetings.add(meeting(f"m-{name}", set_id=name))
                room = Place(To.ROOM, name)
                told = [
                    post(f"board:{name}", room, Card("board", f"m-{name}")),
                    edit(f"edit:{name}", f"board:{name}", Card("board", f"m-{name}")),
                    wake(f"tick:{name}", "tick", f"m-{name}", NOW),
                ]
                await unit.work.add([open_room(name), event(f"m-{name}", 1), *told], NOW)
            reminder = Card("reminder", "m-odd.p1", "24h")
            await unit.work.add([post("remind", Place(To.PERSON, "p1"), reminder)], NOW)
        yield opened


def of(name: str) -> set[str]:
    """Return the keys of what is about the set of one server."""
    rest = {f"board:{name}", f"edit:{name}", f"tick:{name}"}
    return {f"room:{name}", f"event:m-{name}:1", *rest}


async def claimed(storage: Storage, shards: Shards) -> set[str]:
    """Claim all that one process sees as due; returns the keys."""
    storage.divide(shards)
    async with storage.units.write() as unit:
        works = await unit.work.claim(NOW, owner=str(shards.ours), limit=50, lease=LEASE)
    return {work.effect.key for work in works}


async def test_each_takes_what_is_of_its_servers(storage: Storage) -> None:
    """What is about a set, or a meeting of one, is for the server's shard; a reminder for any."""
    assert await claimed(storage, Shards(2, {1})) == of("odd") | {"remind"}
    assert await claimed(storage, Shards(2, {1})) == set()
    assert await claimed(storage, Shards(2, {0})) == of("even")


@pytest.mark.parametrize("shards", [Shards(1), Shards(1, {0}), Shards(2, {0, 1})])
async def test_with_all_of_them_nothing_is_left_out(storage: Storage, shards: Shards) -> None:
    """A process that keeps every shard, and one that knows of none, take all."""
    assert await claimed(storage, shards) == of("even") | of("odd") | {"remind"}


async def test_nobody_waits_for_what_is_not_theirs(storage: Storage) -> None:
    """What is due next, and what can be decided together, leave out what others will do."""
    await claimed(storage, Shards(2, {0}))
    async with storage.units.write() as unit:
        assert await unit.work.next_due() == NOW + LEASE, "its own, when the claim runs out"
        assert await unit.many.due("tick:", NOW, limit=9) == ()
    storage.divide(Shards(2, {1}))
    async with storage.units.write() as unit:
        assert await unit.work.next_due() == NOW
        assert [due.key for due in await unit.many.due("tick:", NOW, limit=9)] == ["tick:odd"]
    storage.divide(Shards(2))
    async with storage.units.read() as unit:
        assert await unit.work.next_due() is None, "who keeps no door has nothing to do"

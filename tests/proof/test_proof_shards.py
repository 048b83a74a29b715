"""Several bots divide the servers of Discord among them, and take over what one leaves."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from benchmarks.durability_crash import practice_server, read
from benchmarks.durability_nursery import Nursery
from benchmarks.durability_pg import Postgres, postgres, programs
from benchmarks.durability_seed import AHEAD, AREA, SECRET, invented
from learning.effects import Card, Place, To, event, open_room, post
from learning.meetings import Meeting
from learning.ports import Unit
from learning.sets import Consent, LearningSet, Membership, Stage
from practice.hands import Hands
from practice.server import PracticeServer
from practice.world import Guild, World
from practice.world.things import TEXT, VOICE
from storage.engine import Storage, open_storage

NAME, LEASE, SHARDS = "shards", 2.0, 2
EACH = [[0, 2], [1, 2]]  # as a connection names its shard
DOORS = (  # how many doors each process keeps
    "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
    " WHERE l.locktype = 'advisory' AND a.application_name LIKE 'setwise %' GROUP BY pid"
)
TRIES = "SELECT max(attempts) FROM work WHERE kind = 'open_room'"


@pytest.fixture(scope="module")
def store() -> Iterator[Postgres]:
    """A PostgreSQL server that keeps what it commits."""
    if programs() is None:
        pytest.skip("PostgreSQL's server programs (initdb, pg_ctl) are not on this machine.")
    with postgres() as server:
        server.make(NAME)
        yield server


@pytest.mark.short
@pytest.mark.postgres
@pytest.mark.timeout(180)
async def test_each_bot_keeps_its_own_servers(tmp_path: Path, store: Postgres) -> None:
    """Two bots have a server each, and do its work; when one is killed the other does both."""
    async with practice_server() as server:
        guilds = await two_guilds(server.world)
        nursery = Nursery(tmp_path, store.url(NAME), server, LEASE, shards=SHARDS)
        story = Story(server, store, guilds)
        try:
            await nursery.open()
            await nursery.start()
            await story.until_kept([2], "one bot alone keeps both")
            second = await nursery.start()
            await story.until_kept([1, 1], "a second is given its share")
            await story.all_is_done("both")
            nursery.signal(second, signal.SIGKILL)
            await story.until_kept([2], "the first takes over")
            await story.all_is_done("alone")
            await nursery.start()
            await story.until_kept([1, 1], "and gives the share back")
            await story.all_is_done("again")
        finally:
            await nursery.close()
        assert not server.findings


class Story:
    """What can be seen from outside: who keeps which server, and that its work is done once."""

    def __init__(self, server: PracticeServer, store: Postgres, guilds: list[Guild]) -> None:
        self.server = server
        self.store = store
        self.guilds = guilds
        self.people = {guild.id: members_of(server.world, guild) for guild in guilds}

    async def until_kept(self, wanted: list[int], why: str) -> None:
        """Wait until the doors are shared out so, and each shard has just one connection."""
        try:
            async with asyncio.timeout(30):
                while sorted(await self._doors()) != wanted or self._shards() != EACH:  # noqa: ASYNC110
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise AssertionError(f"{why}: {await self._doors()}, {self._shards()}") from None

    async def all_is_done(self, name: str) -> None:
        """Give each server a set and a meeting; all is done once, and a command is answered."""
        keys, things = list[str](), set[str]()
        async with await open_storage(self.store.url(NAME), SECRET, upgrade=True) as storage:
            for guild in self.guilds:
                set_id = f"{name}{guild.id}"
                things |= {f"m{set_id}.{xid}" for xid in self.people[guild.id]}
                async with storage.units.write() as unit:
                    keys += await seed(unit, guild, set_id, name, self.people[guild.id])
            async with asyncio.timeout(LEASE * 10):
                while await left(storage, keys):  # noqa: ASYNC110 (it is done by others)
                    await asyncio.sleep(0.1)
        assert {thing: read(self.server)[thing] for thing in things} == dict.fromkeys(things, 1)
        assert (await self._ask(TRIES)) == [1], "a bot took work of a server that it does not hear"
        for guild in self.guilds:
            await self._is_right(guild, name)

    async def _is_right(self, guild: Guild, name: str) -> None:
        world = self.server.world
        here = [one for one in world.channels.values() if one.guild_id == guild.id]
        rooms = sorted(one.kind for one in here if one.name == f"set-{name}")
        assert rooms == [TEXT, VOICE], f"rooms of {guild.name}"
        voices = {one.id for one in here if one.name == f"set-{name}"}
        events = [one for one in world.events.values() if one.channel_id in voices]
        assert [one.guild_id for one in events] == [guild.id]
        hand = Hands(world).of(self.people[guild.id][0])
        answer = await hand.command(here[0].id, "help")
        assert not answer.failed, f"{guild.name} is not answered"
        assert answer.private
        assert answer.message
        hand.dismiss(answer.message)

    async def _doors(self) -> list[int]:
        return await self._ask(DOORS)

    async def _ask(self, query: LiteralString) -> list[int]:
        address = self.store.url(NAME).replace("+asyncpg", "")
        async with await psycopg.AsyncConnection.connect(address) as connection:
            found = await connection.execute(query)
            return [int(row[0]) for row in await found.fetchall()]

    def _shards(self) -> list[list[int]]:
        live = (one for one in self.server.hub.sessions.values() if one.connection is not None)
        return sorted(one.shard or [] for one in live)


async def seed(unit: Unit, guild: Guild, set_id: str, name: str, xids: list[int]) -> list[str]:
    """Keep a set with one meeting; returns the keys of the work that it makes."""
    now = datetime.now(UTC)
    for xid in xids:
        if not await unit.people.where(id=str(xid)):
            await unit.people.add(invented(str(xid), guild.id, xid, AREA, now))
    made = LearningSet(
        id=set_id,
        guild_xid=guild.id,
        name=name,
        area=AREA,
        block="tue-lunch",
        stage=Stage.RUNNING,
        formed_at=now,
    )
    await unit.sets.add(made)
    for seat, xid in enumerate(xids):
        place = Membership(
            id=f"{set_id}.{xid}",
            set_id=set_id,
            person_id=str(xid),
            seat=seat,
            consent=Consent.YES,
        )
        await unit.memberships.add(place)
    start = now + timedelta(days=9)
    meeting = Meeting(
        id=f"m{set_id}",
        set_id=set_id,
        number=1,
        wall=start.strftime("%Y-%m-%dT%H:%M"),
        zone="UTC",
        starts_at=start,
        minutes=60,
        plan_id="lunch-60",
    )
    await unit.meetings.add(meeting)
    effects = [open_room(set_id), event(meeting.id, 1)]
    for xid in xids:
        thing, person = f"{meeting.id}.{xid}", Place(To.PERSON, str(xid))
        effects.append(post(f"remind:{thing}:{AHEAD}", person, Card("reminder", thing, AHEAD)))
    await unit.work.add(effects, now)
    return [effect.key for effect in effects]


async def left(storage: Storage, keys: list[str]) -> list[str]:
    """Return what is not done yet."""
    async with storage.units.read() as unit:
        return [key for key in keys if await unit.work.pending(key)]


async def two_guilds(world: World) -> list[Guild]:
    """Return two servers of different shards, each with a lobby."""
    first = world.guild
    while (world.next_id() >> 22) % SHARDS == (first.id >> 22) % SHARDS:  # noqa: ASYNC110
        await asyncio.sleep(0.001)
    both = [first, world.found_guild("Another")]
    for guild in both:
        world.add_channel("lobby", guild_id=guild.id)
    return both


def members_of(world: World, guild: Guild) -> list[int]:
    """Let five people into a server; returns who they are."""
    made = [world.add_member(f"N{n} of {guild.name}").user.id for n in range(5)]
    if guild is not world.guild:
        for xid in made:
            world.drop_member(world.guild.id, xid)
            world.rejoin(xid, guild)
    return made

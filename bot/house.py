"""Building the house: the only file that knows everybody.

Knows how the rooms fit together, and how they are opened and closed. Must not know any rule.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.asks import asks
from bot.client import Ears, SetwiseBot, Synced, point_at
from bot.connections import Connections
from bot.planner import Planner
from bot.stage import DiscordStage
from cogs._base import App, Routes
from cogs.faces import draw
from cogs.rooms import make_rooms
from config.areas import load_areas
from config.closed import load_closed
from config.plans import load_plans
from config.principles import load_principles
from config.retention import load_retention
from config.screening import load_names
from config.settings import Settings
from config.weeks import load_weeks
from config.words import Words, load_words
from learning.areas import Atlas
from learning.effects import Kind
from learning.ports import Posted, Work
from learning.protocol import Plan
from learning.refusals import Said
from learning.shards import Shards
from scheduling.clock import FollowedClock, SureDice, SystemClock, TimeSource
from scheduling.door import Doors
from scheduling.due import Pump
from scheduling.limits import Limits
from scheduling.pace import Pace
from scheduling.watch import Watch
from scheduling.worker import Perform
from services import Kit, Services, make_services
from storage.engine import Storage, open_storage

COMMANDS = "commands"  # the fact under which their fingerprint is kept
GRACE = 5.0  # seconds in which presses are still answered while the bot stops
TIDY = 3600.0  # real seconds between tidyings

Chore = Callable[[], Awaitable[None]]

log = structlog.stdlib.get_logger("setwise")


@dataclass
class House:
    """The running bot. `idle` waits until nothing is due."""

    settings: Settings
    words: Words
    clock: TimeSource
    storage: Storage
    services: Services
    connections: Connections
    pump: Pump
    watch: Watch
    doors: Doors

    @property
    def client(self) -> SetwiseBot:
        """The client of the lowest shard that is ours, or the one that waits to be."""
        return self.connections.clients[0]

    async def run(self) -> None:
        """Serve until stopped; leaves nothing behind."""
        await self.pump.start()
        self.watch.start()
        try:
            await self.doors.wait()
            try:
                await self.connections.serve()
            finally:
                await self.finish()  # while Discord is still there
        finally:
            await self.close()

    async def idle(self) -> None:
        """Wait until nothing is due."""
        await self.pump.idle()

    async def finish(self) -> None:
        """Finish what is in hand, sent or pressed, and begin nothing new."""
        await self.watch.stop()
        await self.pump.stop()
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE):
                await self.services.voices.deaf()
        rest = (client.app.underway.rest(GRACE) for client in self.connections.clients)
        if not all(await asyncio.gather(*rest)):
            log.warning("stopped before everything was answered")

    async def close(self) -> None:
        """Stop in good order; a second call does nothing."""
        await self.finish()
        await self.connections.close()
        if isinstance(self.clock, FollowedClock):
            await self.clock.stop()
        await self.storage.close()


async def build(
    settings: Settings, *, clock: TimeSource | None = None, limits: Limits | None = None
) -> House:
    """Build a house from settings; raises Misconfigured or Unavailable with one plain reason."""
    point_at(settings.discord_api, settings.discord_gateway)
    words = load_words(overrides=settings.words)
    atlas = load_areas(settings.areas)
    plans = load_plans([settings.plans] if settings.plans else [])
    time = clock or await _clock(settings)
    storage = await open_storage(settings.database_url, settings.secret_key, upgrade=True)
    shards = Shards(settings.shards)
    storage.divide(shards)
    stage = DiscordStage(draw, words, shards)
    services = make_services(_kit(settings, storage, time, atlas, plans), stage)
    pace = Pace()
    pump = _pump(storage, services, time, pace, limits)
    pump.chore(TIDY, _by_one(shards, services.tidying.tidy), "tidying")
    pump.chore(TIDY, services.voices.sweep, "microphones")

    def client() -> SetwiseBot:
        app = App(
            words=words,
            services=services,
            drafts=services.drafts,
            routes=Routes(),
            draw=draw,
            rights=stage.missing,
            asks=asks(),
        )
        ears, synced = _ears(services, pump), _synced(settings, storage)
        return SetwiseBot(app, make_rooms(app), ears=ears, synced=synced, shards=shards.count)

    connections = Connections(client, settings.need_token, stage)
    doors = Doors(storage.news, shards, connections.take, _leave(connections, services))
    watch = _watch(storage, time, pump, pace, doors, services)
    return House(settings, words, time, storage, services, connections, pump, watch, doors)


def _kit(
    settings: Settings, storage: Storage, time: TimeSource, atlas: Atlas, plans: Mapping[str, Plan]
) -> Kit:
    return Kit(
        units=storage.units,
        clock=time,
        dice=SureDice(),
        areas=atlas,
        plans=plans,
        zone=settings.timezone,
        principles=load_principles().lines_for(),
        names=load_names(settings.rules),
        former=Planner(),
        retention=load_retention(settings.rules),
        closed=load_closed(settings.rules),
        feed_url=settings.feed_url if settings.feed_port is not None else "",
        weeks=load_weeks([settings.plans] if settings.plans else []),
    )


def _pump(
    storage: Storage, services: Services, time: TimeSource, pace: Pace, limits: Limits | None
) -> Pump:
    real = isinstance(time, SystemClock)  # in practice nobody limits us, and time runs fast
    pump = Pump(
        storage.units,
        time,
        _paced(services.telling.perform, pace) if real else services.telling.perform,
        owner=storage.owner,
        report=time.report if isinstance(time, FollowedClock) else None,
        gave_up=services.troubles.tell,
        together=services.ticking.together,
        limits=limits,
    )
    storage.listen(pump.nudge)
    return pump


def _by_one(shards: Shards, chore: Chore) -> Chore:
    """Let only one of several processes do a chore: the one that keeps the first shard."""

    async def by_one() -> None:
        if 0 in shards.ours:
            await chore()

    return by_one


def _leave(connections: Connections, services: Services) -> Callable[[int], Awaitable[None]]:
    """Leave a shard to another process; in between nobody's microphone is off because of us."""

    async def leave(shard: int) -> None:
        try:
            with suppress(Said):
                await services.voices.deaf()
        finally:
            await connections.leave(shard)
        with suppress(Said):
            await services.voices.hear()

    return leave


def _watch(
    storage: Storage, time: TimeSource, pump: Pump, pace: Pace, doors: Doors, services: Services
) -> Watch:
    """Make what hears of other processes, shares out doors and budget, and looks ahead."""

    async def ahead() -> None:
        if pump.is_open:
            await services.ticking.ahead()

    def share(alive: int) -> None:
        doors.count(alive)
        pace.share(doors.at_work)
        pump.hands = storage.hands(doors.at_work)

    chores = (doors.look, ahead)
    return Watch(storage.news, storage.units, time, ring=pump.nudge, share=share, chores=chores)


def _paced(perform: Perform, pace: Pace) -> Perform:
    """Let each request to Discord wait for its turn; what is only decided here does not wait."""

    async def paced(work: Work, now: datetime) -> Posted | None:
        if work.effect.kind is not Kind.WAKE:
            await pace.turn()
        return await perform(work, now)

    return paced


def _ears(services: Services, pump: Pump) -> Ears:
    async def live() -> None:
        try:  # first where we are now, and only then what is told: not the boards that were missed
            recovered = await services.sessions.recover()
            await services.retiring.begin()
            await services.successions.begin()
            log.info("live", sessions=recovered)
        finally:
            pump.open()
        await services.voices.hear()

    async def voice(guild_xid: int, xid: int, old: int, new: int) -> None:
        if old:
            await services.sessions.arrive(old, xid, here=False)
        if new:
            await services.sessions.arrive(new, xid, here=True)
            await services.voices.came(guild_xid, xid, new)

    async def interest(_: int, event_xid: int, xid: int, on: bool) -> None:
        await services.coming.interested(event_xid, xid, on=on)

    return Ears(live=live, lost=services.voices.deaf, voice=voice, interest=interest)


def _synced(settings: Settings, storage: Storage) -> Synced:
    """Remember which commands Discord knows; a practice server may be a new one each time."""
    if settings.discord_api:
        return Synced()

    async def is_done(fingerprint: str) -> bool:
        return await storage.fact(COMMANDS) == fingerprint

    async def mark(fingerprint: str) -> None:
        await storage.keep_fact(COMMANDS, fingerprint)

    return Synced(is_done=is_done, mark=mark)


async def _clock(settings: Settings) -> TimeSource:
    if not settings.clock:
        return SystemClock()
    followed = FollowedClock(settings.clock)
    await followed.start()
    return followed

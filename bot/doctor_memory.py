"""The doctor at the database: its shape and soundness, its work, and who looks after each area.

Knows what is kept. Must not know Discord, nor change anything.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

from bot.findings import Findings
from cogs._kit import clock, day
from config.settings import Settings
from learning.areas import Atlas
from learning.calendar import to_wall
from learning.effects import Effect, Kind
from learning.ports import Unit
from learning.refusals import Said
from learning.sets import Desk
from services.finding import CHECK_LASTS, LIVE, lead_is_checked
from services.places import short
from storage.engine import Storage, open_storage
from storage.shape import head

DAY = timedelta(days=1)
LATE = timedelta(minutes=5)  # later than any lease or wait: nobody is at work
SOON = timedelta(days=30)
Places = dict[int, tuple[int, ...]]  # of each server, the channels that are used there


async def look_at_memory(
    settings: Settings, found: Findings, atlas: Atlas, now: datetime
) -> Places:
    """Say how the database is; returns the channels that it counts on."""
    try:
        storage = await open_storage(settings.database_url, settings.secret_key, lock=False)
        async with storage:
            await _condition(storage, found)
            await _work(storage, found, settings.timezone, now)
            async with storage.units.read() as unit:
                for desk in await unit.desks.where():
                    _lead(desk, found, short(atlas, desk.area), now.date())
                return await _places(unit)
    except Said as said:
        found.said(said)
        return {}


async def _condition(storage: Storage, found: Findings) -> None:
    store, faults = await storage.condition()
    for fault in faults:
        found.ill("broken", fault=fault)
    if not faults:
        found.well("database", store=store, revision=head())


async def _work(storage: Storage, found: Findings, zone: str, now: datetime) -> None:
    tally = await storage.tally(now)
    if tally.late(now) > LATE.total_seconds():
        found.ill("late", n=tally.overdue, minutes=round(tally.late(now) / 60))
    async with storage.units.read() as unit:
        soon = [effect for effect in await unit.work.pending() if _due(effect, now) <= now + DAY]
        dead = await unit.work.buried()
    found.well("work", n=tally.waiting, soon=len(soon))
    if soon:
        _next(soon, found, zone, now)
    if dead:
        reasons = Counter(one.why for one in dead).most_common(5)
        found.look("dead", n=len(dead), why=", ".join(f"{why} {n}" for why, n in reasons))
    else:
        found.well("no_dead")


def _next(soon: list[Effect], found: Findings, zone: str, now: datetime) -> None:
    """Show the next 24 hours at a glance."""
    first = min(_due(effect, now) for effect in soon)
    found.well(
        "next",
        messages=sum(effect.kind is Kind.POST for effect in soon),
        meetings=sum(_begins(effect) for effect in soon),
        day=day(found.words, to_wall(first, zone)),
        time=clock(first, zone),
    )


def _begins(effect: Effect) -> bool:
    """Say whether this is the beginning of a meeting."""
    return effect.card is not None and effect.card.face == "session.start"


def _due(effect: Effect, now: datetime) -> datetime:
    return effect.due or now


def _lead(desk: Desk, found: Findings, area: str, today: date) -> None:
    """Say whether an area has a safeguarding lead who was checked within a year."""
    if desk.lead_checked is None or not lead_is_checked(desk, today):
        found.ill("no_lead", area=area)
        return
    until = desk.lead_checked + CHECK_LASTS
    facts = {"area": area, "on": _day(desk.lead_checked), "until": _day(until)}
    if until - today <= SOON:
        found.look("lead_soon", **facts)
    else:
        found.well("lead", **facts)


def _day(on: date) -> str:
    return f"{on.day}.{on.month}.{on.year}"


async def _places(unit: Unit) -> Places:
    places: Places = {}
    for server in await unit.servers.where():
        places[server.guild_xid] = (server.lobby_xid, server.category_xid)
    for one in await unit.sets.where(stage=LIVE):
        places[one.guild_xid] = (*places.get(one.guild_xid, ()), one.text_xid, one.voice_xid)
    return {guild: tuple(xid for xid in xids if xid) for guild, xids in places.items()}

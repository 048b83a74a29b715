"""When an area is followed by another: the coordinator is shown old and new, and says when.

Knows which people, sets and desks carry the code of a closed area. Must not move any of them by
itself: until a coordinator says so they keep their code, and their desk keeps looking after them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from learning.areas import Area, Atlas
from learning.effects import Card, Effect, Place, To, post, wake
from learning.people import Standing
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.sets import Desk
from services.finding import LIVE, STILL_HERE, coordinates
from services.kit import Kit, Who
from services.places import codes_under, line
from services.planning import audit_of
from services.values import AreaMove, AreaMoves

MORNING = time(9, 0)  # UTC
AGAIN = timedelta(weeks=4)
ON_THE_LIST = (Standing.WAITING, Standing.PAUSED, Standing.PLACED)


class Successions:
    """Offers what a merger of areas means here, and does it when it is wanted."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def begin(self) -> None:
        """See to it that coordinators are asked when the next area closes, and of those closed."""
        now = self._kit.now()
        days = {a.valid_to + timedelta(days=1) for a in followed(self._kit.areas) if a.valid_to}
        ahead = sorted(day for day in days if at(day) > now)
        async with self._kit.units.write() as unit:
            await unit.work.add([_wake(day) for day in ahead], now)
            open_ = [await carried(unit, self._kit.atlas, guild) for guild in await _guilds(unit)]
            if any(open_) and not await unit.work.pending("areas:"):
                await unit.work.add([_wake(now.date(), "late")], now)

    async def ask(self, _: str = "") -> None:
        """Ask every coordinator whose area has been followed by another; and again in a while."""
        now = self._kit.now()
        effects: list[Effect] = []
        async with self._kit.units.write() as unit:
            for guild_xid in await _guilds(unit):
                for xid in await self._asked(unit, guild_xid):
                    key = f"area_moves:{guild_xid}:{now:%Y%m%d}:{xid}"
                    card = Card("area_moves", str(guild_xid), str(xid))
                    effects.append(post(key, Place(To.MEMBER, str(xid)), card))
            if effects:
                effects.append(_wake((now + AGAIN).date(), "again"))
            await unit.work.add(effects, now)

    async def view(self, who: Who) -> AreaMoves:
        """Show a coordinator what has changed around them; refuses with "areas.none"."""
        async with self._kit.units.read() as unit:
            return await moves_of(unit, self._kit, who) or await self._none(unit, who)

    async def apply(self, who: Who) -> AreaMoves:
        """Move desks, sets and people of closed areas to what followed, and note it."""
        async with self._kit.units.write() as unit:
            found = await moves_of(unit, self._kit, who)
            if found is None:
                raise Stale("areas.none")
            for move in found.moves:
                if len(move.new_codes) == 1:
                    await self._move(unit, who, move.old_code, move.new_codes[0])
        return replace(found, applied=True)

    async def put_off(self, who: Who) -> AreaMoves:
        """Leave all as it is for now, and note that; the question comes again."""
        async with self._kit.units.write() as unit:
            found = await moves_of(unit, self._kit, who)
            if found is None:
                raise Stale("areas.none")
            for move in found.moves:
                await unit.audits.add(audit_of(self._kit, who, "area_later", move.old_code))
        return replace(found, put_off=True)

    async def _none(self, unit: Unit, who: Who) -> AreaMoves:
        await coordinates(unit, who)
        raise Refusal("areas.none")

    async def _asked(self, unit: Unit, guild_xid: int) -> tuple[int, ...]:
        """Return everybody who may answer for a closed area of a server."""
        desks = await unit.desks.where(guild_xid=guild_xid)
        people = {xid for desk in desks for xid in desk.coordinator_xids}
        asked = [Who(xid=xid, guild_xid=guild_xid) for xid in sorted(people)]
        return tuple([who.xid for who in asked if await moves_of(unit, self._kit, who)])

    async def _move(self, unit: Unit, who: Who, old: str, new: str) -> None:
        """Give everything that carries one code another; each set is noted for its members."""
        for found in await unit.sets.where(guild_xid=who.guild_xid, area=old):
            await unit.sets.save(replace(found, area=new))
            await unit.audits.add(audit_of(self._kit, who, "area", new, found.id))
        for person in await unit.people.where(guild_xid=who.guild_xid, area=old):
            await unit.people.save(replace(person, area=new))
        desk = await unit.desks.get(f"{who.guild_xid}.{old}")
        if desk is not None:
            await _join_desks(unit, desk, new)
        await unit.audits.add(audit_of(self._kit, who, "area", new))


async def moves_of(unit: Unit, kit: Kit, who: Who) -> AreaMoves | None:
    """Return the closed areas that somebody coordinates and that are still in use, or None."""
    moves: list[AreaMove] = []
    for area in await carried(unit, kit.atlas, who.guild_xid):
        try:
            await coordinates(unit, who, line(kit.atlas, area.code))
        except Refusal:
            continue
        moves.append(await _shown(unit, kit.atlas, who.guild_xid, area))
    return AreaMoves(guild_xid=who.guild_xid, moves=tuple(moves)) if moves else None


async def carried(unit: Unit, atlas: Atlas, guild_xid: int) -> tuple[Area, ...]:
    """Return the closed areas whose code a desk, a set or a person of a server still carries."""
    used = {desk.area for desk in await unit.desks.where(guild_xid=guild_xid)}
    used |= {one.area for one in await unit.sets.where(guild_xid=guild_xid)}
    used |= {p.area for p in await unit.people.where(guild_xid=guild_xid, standing=STILL_HERE)}
    return tuple(a for a in followed(atlas) if atlas.has_closed(a) and _known(atlas, a, used))


def followed(atlas: Atlas) -> Iterable[Area]:
    """Go through the areas that are or will be followed by others."""
    return (area for area in atlas.areas if area.valid_to and area.successor)


def at(day: date) -> datetime:
    """Return when coordinators are asked on a day."""
    return datetime.combine(day, MORNING, UTC)


def _known(atlas: Atlas, area: Area, used: set[str]) -> bool:
    """Whether a code in use means this area, and not an open one that has the same code."""
    return area.code in used and atlas.get(area.code) == area


async def _shown(unit: Unit, atlas: Atlas, guild_xid: int, area: Area) -> AreaMove:
    inside = codes_under(atlas, area.code)
    people = await unit.people.where(guild_xid=guild_xid, standing=ON_THE_LIST)
    sets = await unit.sets.where(guild_xid=guild_xid, area=area.code, stage=LIVE)
    after = atlas.now_of(area.code)
    return AreaMove(
        old_code=area.code,
        old=area.short,
        new_codes=tuple(one.code for one in after),
        new=tuple(one.short for one in after),
        people=sum(person.area in inside for person in people),
        sets=len(sets),
        since=area.valid_to + timedelta(days=1) if area.valid_to else None,
    )


async def _join_desks(unit: Unit, old: Desk, code: str) -> None:
    """Put a desk into the one of the new area: all coordinators; the lead there, or this one."""
    name = f"{old.guild_xid}.{code}"
    there = await unit.desks.get(name)
    await unit.desks.remove(old.id)
    if there is None:
        await unit.desks.add(replace(old, id=name, area=code, revision=1))
        return
    spare = old.lead_xid if old.lead_xid != there.lead_xid else 0
    coordinators = tuple(dict.fromkeys((*there.coordinator_xids, *old.coordinator_xids)))
    joined = replace(
        there,
        coordinator_xids=coordinators,
        lead_xid=there.lead_xid or old.lead_xid,
        lead_checked=there.lead_checked if there.lead_xid else old.lead_checked,
        deputy_xid=there.deputy_xid or spare or old.deputy_xid,
        refer=there.refer or old.refer,
    )
    await unit.desks.save(joined)


async def _guilds(unit: Unit) -> tuple[int, ...]:
    return tuple(sorted({desk.guild_xid for desk in await unit.desks.where()}))


def _wake(day: date, why: str = "") -> Effect:
    return wake(f"areas:{day}{why and ':'}{why}", "areas", str(day), at(day))

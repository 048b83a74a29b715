"""Calls: opening one, saying "count me in", and what happens when its time is over.

Knows who may open a call, and who said yes. Must not take anybody off the list, nor show anybody
who else said yes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from learning.calendar import read_wall, to_utc
from learning.calls import BEFORE, TASTER_PLAN, Call, CallKind, CountedIn, counted_id
from learning.effects import Card, Effect, Place, To, edit, post, wake
from learning.refusals import Refusal, Stale
from services.finding import coordinates, maybe_me, server_of
from services.kit import Kit, Who
from services.places import area_named, line, short
from services.planning import audit_of
from services.setting_up import read_day
from services.values import CallCard, CallList

LAST_HOUR = time(18, 0)  # on the wall: when a call of a theme closes on its day
LONGEST = 80


class Calls:
    """Keeps calls."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def open_theme(self, who: Who, theme: str, area: str, until: str) -> CallCard:
        """Open a call for a theme, until the end of a day."""
        day = read_day(until, "call.date")
        closes = to_utc(datetime.combine(day, LAST_HOUR), self._kit.zone)
        return await self._open(who, CallKind.THEME, theme, area, closes, "")

    async def open_taster(self, who: Who, area: str, when: str, where: str) -> CallCard:
        """Open a taster: 45 minutes at a time, at a place that everybody is shown."""
        begins = to_utc(read_wall(when), self._kit.zone)
        self._kit.plan(TASTER_PLAN)
        return await self._open(who, CallKind.TASTER, "", area, begins, where)

    async def listed(self, who: Who, kind: CallKind | None = None) -> CallList:
        """Show the open calls of a server, and which of them somebody said yes to."""
        async with self._kit.units.read() as unit:
            found = await unit.calls.where(guild_xid=who.guild_xid, closed_at=None)
            mine = {one.call_id for one in await unit.counted_in.where(xid=who.xid)}
        shown = [one for one in found if kind is None or one.kind is kind]
        shown.sort(key=lambda one: (one.closes_at, one.id))
        return CallList(calls=tuple(self._card(one, mine=one.id in mine) for one in shown))

    async def count(self, who: Who, call_id: str, *, yes: bool) -> CallCard:
        """Take a yes, or take it back; both may be said twice."""
        async with self._kit.units.write() as unit:
            call = await unit.calls.get(call_id)
            if call is None or call.closed_at is not None or call.closes_at <= self._kit.now():
                raise Stale("call.over")
            if who.guild_xid not in {0, call.guild_xid}:
                raise Refusal("call.unknown")
            name = counted_id(call.id, who.xid)
            await unit.counted_in.remove(name)
            if yes:
                said = CountedIn(id=name, call_id=call.id, xid=who.xid, said_at=self._kit.now())
                await unit.counted_in.add(said)
            here = replace(who, guild_xid=call.guild_xid)
            joined = await maybe_me(unit, here) is not None
        return replace(self._card(call, mine=yes), answered=True, joined=joined)

    async def choices(self, who: Who) -> list[tuple[str, str]]:
        """Return open calls to choose from, as (what, id)."""
        calls = (await self.listed(who)).calls
        return [(one.theme or one.area, one.call_id) for one in calls]

    async def remind(self, call_id: str) -> None:
        """Tell everybody who comes to a taster where it is, shortly before."""
        await self._tell_all(call_id, "taster_soon")

    async def close(self, call_id: str) -> None:
        """Close a call by itself; after a taster, each who came is told in private how to join."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            call = await unit.calls.get(call_id)
            if call is None or call.closed_at is not None:
                return
            await unit.calls.save(replace(call, closed_at=now))
            key = f"call:{call.id}"
            await unit.work.add([edit(f"{key}:over", key, Card("call", call.id))], now)
        if call.kind is CallKind.TASTER:
            await self._tell_all(call_id, "taster_after")

    async def _open(
        self, who: Who, kind: CallKind, theme: str, area_name: str, closes: datetime, where: str
    ) -> CallCard:
        now = self._kit.now()
        if closes <= now:
            raise Refusal("call.past")
        if max(len(theme), len(where)) > LONGEST:
            raise Refusal("call.long", most=LONGEST)
        area = area_named(self._kit.atlas, area_name)
        async with self._kit.units.write() as unit:
            await coordinates(unit, who, line(self._kit.atlas, area.code))
            if not (await server_of(unit, who.guild_xid)).lobby_xid:
                raise Refusal("call.no_lobby")
            call = Call(
                id=self._kit.dice.id(),
                guild_xid=who.guild_xid,
                kind=kind,
                theme=" ".join(theme.split()),
                area=area.code,
                where=" ".join(where.split()),
                opened_at=now,
                closes_at=closes,
            )
            await unit.calls.add(call)
            await unit.audits.add(audit_of(self._kit, who, f"call_{kind}", area.code))
            await unit.work.add(self._opening(call), now)
        return replace(self._card(call), opened=True)

    def _opening(self, call: Call) -> list[Effect]:
        lobby = Place(To.LOBBY, str(call.guild_xid))
        card = post(f"call:{call.id}", lobby, Card("call", call.id), until=call.closes_at)
        if call.kind is CallKind.THEME:
            return [card, wake(f"call:{call.id}:close", "call.close", call.id, call.closes_at)]
        ends = call.closes_at + self._length()
        return [
            card,
            wake(f"call:{call.id}:soon", "call.remind", call.id, call.closes_at - BEFORE),
            wake(f"call:{call.id}:close", "call.close", call.id, ends),
        ]

    def _length(self) -> timedelta:
        return timedelta(minutes=self._kit.plan(TASTER_PLAN).total_minutes)

    async def _tell_all(self, call_id: str, face: str) -> None:
        """Send each who said yes a private card."""
        async with self._kit.units.write() as unit:
            effects = [
                post(
                    f"{face}:{one.id}",
                    Place(To.MEMBER, str(one.xid)),
                    Card(face, call_id, str(one.xid)),
                )
                for one in await unit.counted_in.where(call_id=call_id)
            ]
            await unit.work.add(effects, self._kit.now())

    def _card(self, call: Call, *, mine: bool = False) -> CallCard:
        return call_card(self._kit, call, mine=mine)


def call_card(kit: Kit, call: Call, *, mine: bool = False) -> CallCard:
    """Return what anybody may see of a call: never who, nor how many, said yes."""
    taster = call.kind is CallKind.TASTER
    plan = kit.plans.get(TASTER_PLAN) if taster else None
    return CallCard(
        call_id=call.id,
        kind=call.kind,
        theme=call.theme,
        area=short(kit.atlas, call.area),
        where=call.where,
        closes_at=call.closes_at,
        zone=kit.zone,
        minutes=plan.total_minutes if plan else 0,
        parts=tuple((part.minutes, part.title) for part in plan.parts) if plan else (),
        open=call.closed_at is None and kit.now() < call.closes_at,
        mine=mine,
    )

"""Setting up a server: areas, coordinators, safeguarding leads and channels.

Knows who may change what. Must not know which permissions Discord needs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from learning.people import Standing
from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import Desk
from learning.writing import Audit
from services.finding import LIVE, coordinates, desk_of, lead_is_checked, server_of
from services.kit import Kit, Who
from services.places import area_named, codes_under, short
from services.values import DeskLine, SetupView

ORDERS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%a %d %b %Y")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What `/setup` was asked to change; None and 0 leave things as they are."""

    area: str = ""
    coordinator_xid: int = 0
    lead_xid: int = 0
    deputy_xid: int = 0
    lead_checked: str = ""
    lobby_xid: int = 0
    category_xid: int = 0
    refer: str = ""


class SettingUp:
    """Keeps who looks after which area."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def look(self, who: Who) -> SetupView:
        """Show how the set-up stands."""
        async with self._kit.units.read() as unit:
            if not who.manages:
                await coordinates(unit, who)
            return await self._view(unit, who.guild_xid)

    async def change(self, who: Who, change: Change) -> SetupView:
        """Change what was named and show how it stands; needs the right to manage the server."""
        if not who.manages:
            raise Refusal("setup.needs_manage")
        checked = self._date(change.lead_checked)
        async with self._kit.units.write() as unit:
            await self._server(unit, who, change)
            await self._desk(unit, who, change, checked)
            view = await self._view(unit, who.guild_xid)
        return replace(view, saved=True)

    async def _server(self, unit: Unit, who: Who, change: Change) -> None:
        server = await server_of(unit, who.guild_xid)
        changed = replace(
            server,
            lobby_xid=change.lobby_xid or server.lobby_xid,
            category_xid=change.category_xid or server.category_xid,
        )
        if await unit.servers.get(server.id) is None:
            await unit.servers.add(changed)
        elif changed != server:
            await unit.servers.save(changed)

    async def _desk(self, unit: Unit, who: Who, change: Change, checked: date | None) -> None:
        about_area = (change.coordinator_xid, change.lead_xid, change.deputy_xid, checked)
        if not change.area:
            if any(about_area) or change.refer:
                raise Refusal("setup.which_area")
            return
        area = area_named(self._kit.atlas, change.area)
        desk = await desk_of(unit, who.guild_xid, area.code)
        coordinators = (*desk.coordinator_xids, change.coordinator_xid or who.xid)
        changed = replace(
            desk,
            coordinator_xids=tuple(dict.fromkeys(coordinators))
            if change.coordinator_xid or not desk.coordinator_xids
            else desk.coordinator_xids,
            lead_xid=change.lead_xid or desk.lead_xid,
            deputy_xid=change.deputy_xid or desk.deputy_xid,
            lead_checked=checked or desk.lead_checked,
            refer=change.refer or desk.refer,
        )
        if await unit.desks.get(desk.id) is None:
            await unit.desks.add(changed)
        elif changed != desk:
            await unit.desks.save(changed)
        await unit.audits.add(
            Audit(
                id=self._kit.dice.id(),
                guild_xid=who.guild_xid,
                at=self._kit.now(),
                actor_xid=who.xid,
                what="setup",
                about=area.code,
            )
        )

    def _date(self, text: str) -> date | None:
        if not text.strip():
            return None
        found = read_day(text, "setup.date")
        if found > self._kit.now().date():
            raise Refusal("setup.date_ahead", text=text)
        return found

    async def _view(self, unit: Unit, guild_xid: int) -> SetupView:
        server = await server_of(unit, guild_xid)
        desks = await unit.desks.where(guild_xid=guild_xid)
        lines = [await self._line(unit, desk) for desk in desks]
        sets = await unit.sets.where(guild_xid=guild_xid, stage=LIVE)
        return SetupView(
            desks=tuple(lines),
            lobby_xid=server.lobby_xid,
            category_xid=server.category_xid,
            room_xids=tuple(xid for found in sets for xid in (found.text_xid, found.voice_xid)),
        )

    async def _line(self, unit: Unit, desk: Desk) -> DeskLine:
        inside = codes_under(self._kit.atlas, desk.area)
        people = await unit.people.where(guild_xid=desk.guild_xid, standing=Standing.WAITING)
        sets = await unit.sets.where(guild_xid=desk.guild_xid, stage=LIVE)
        return DeskLine(
            area=short(self._kit.atlas, desk.area),
            coordinator_xids=desk.coordinator_xids,
            lead_xid=desk.lead_xid,
            deputy_xid=desk.deputy_xid,
            lead_checked=desk.lead_checked,
            lead_ok=lead_is_checked(desk, self._kit.now().date()),
            waiting=sum(p.area in inside for p in people),
            sets=sum(s.area in inside for s in sets),
        )


def read_day(text: str, key: str) -> date:
    """Read a day as people write it (2 March 2027, 2/3/2027, 2027-03-02), or refuse with `key`."""
    for order in ORDERS:
        try:
            return datetime.strptime(text.strip(), order).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise Refusal(key, text=text)

"""What could not be told or done, for the coordinator of a server: counts, reasons, and once more.

Knows dead letters. Must not know what any of them said, nor name whom it was for.
"""

from __future__ import annotations

from collections import Counter

from learning.effects import Kind, To
from learning.ports import Buried, Unit
from services.finding import coordinates
from services.kit import Kit, Who
from services.troubles import guild_of
from services.values import UnsentView

MOST = 500  # the newest; more than these are a trouble of another kind
PLAIN = {  # what people know each place as
    To.PERSON: "person",
    To.MEMBER: "person",
    To.ROOM: "room",
    To.LOBBY: "lobby",
}
DONE = {Kind.EVENT: "event", Kind.WAKE: "step", Kind.EDIT: "edit", Kind.REMOVE: "edit"}
REASONS = {
    "dm_closed": "closed",
    "person_gone": "gone",
    "gone": "gone",
    "server_gone": "place",
    "channel_gone": "place",
    "message_gone": "place",
    "too_late": "late",
    "bug": "bug",
}


class Unsent:
    """Shows dead letters and lets them live again."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def look(self, who: Who) -> UnsentView:
        """Show a coordinator what could not be told or done here."""
        async with self._kit.units.read() as unit:
            await coordinates(unit, who)
            dead = await self._here(unit, who.guild_xid)
        counted = Counter((_what(one), _why(one)) for one in dead)
        lines = sorted(((what, why, n) for (what, why), n in counted.items()), key=_most_first)
        return UnsentView(lines=tuple(lines), again=sum(map(self._useful, dead)))

    async def again(self, who: Who) -> int:
        """Let all that is still of use be tried once more; count it."""
        async with self._kit.units.write() as unit:
            await coordinates(unit, who)
            dead = await self._here(unit, who.guild_xid)
            keys = [one.key for one in dead if self._useful(one)]
            return await unit.work.revive(keys, self._kit.now()) if keys else 0

    async def _here(self, unit: Unit, guild_xid: int) -> list[Buried]:
        newest = (await unit.work.buried())[:MOST]
        guilds = {one.key: await guild_of(unit, one.place, one.about) for one in newest}
        return [one for one in newest if guilds[one.key] == guild_xid]

    def _useful(self, one: Buried) -> bool:
        """A try makes sense while there is time and somebody to be reached."""
        in_time = one.until is None or one.until > self._kit.now()
        return in_time and _why(one) not in {"gone", "late"}


def _what(one: Buried) -> str:
    kind = Kind(one.kind)
    if kind is Kind.POST and one.place is not None:
        return PLAIN[one.place.to]
    return DONE.get(kind, "rooms")


def _why(one: Buried) -> str:
    if one.why.startswith(("rights", "full", "lobby", "category")):
        return "rights"
    return REASONS.get(one.why, "away")


def _most_first(line: tuple[str, str, int]) -> tuple[int, str, str]:
    what, why, n = line
    return (-n, what, why)

"""Themes of calls, as a plan of sets needs them: who said yes to which.

Knows calls of a theme, open ones and closed. Must not take anybody off the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

from learning.calls import CallKind
from learning.ports import Unit


async def themes_of(unit: Unit, guild_xid: int) -> Mapping[int, frozenset[str]]:
    """Return the themes that each Discord user said yes to, for planning; open calls and closed."""
    calls = await unit.calls.where(guild_xid=guild_xid, kind=CallKind.THEME)
    names = {one.id: one.theme for one in calls}
    found: dict[int, set[str]] = {}
    for one in await unit.counted_in.where(call_id=tuple(names)) if names else ():
        found.setdefault(one.xid, set()).add(names[one.call_id])
    return {xid: frozenset(themes) for xid, themes in found.items()}


async def themes_open_to(unit: Unit, guild_xid: int) -> tuple[str, ...]:
    """Return the themes that calls of a server were opened for, newest first."""
    calls = await unit.calls.where(guild_xid=guild_xid, kind=CallKind.THEME)
    newest = sorted(calls, key=lambda one: one.opened_at, reverse=True)
    return tuple(dict.fromkeys(one.theme for one in newest))


def theme_mark(theme: str) -> str:
    """Return a short mark by which a button names a theme."""
    return f"{crc32(theme.encode()):08x}"

"""Native scheduled events in Discord: one for each meeting, never two.

Knows how an event is found, made and changed. Must not know meetings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import discord

from cogs.faces._kit import shorten

MOST_NAME = 100
MOST_DESCRIPTION = 1000
MOST_WHERE = 100
UNKNOWN_EVENT = 10070


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an event is to say."""

    name: str
    description: str
    start: datetime
    end: datetime
    voice_xid: int
    where: str


class Events:
    """The scheduled events of one server."""

    def __init__(self, guild: discord.Guild) -> None:
        self._guild = guild

    async def put(self, event_xid: int, facts: Mapping[str, object]) -> int:
        """Make the event say what the facts say; returns its id, 0 when it is to be gone."""
        if facts.get("gone"):
            await self._delete(event_xid)
            return 0
        wanted = _wanted(facts)
        event = await self._fetch(event_xid) or await self._find(wanted)
        if event is None:
            return await self._make(wanted)
        await self._change(event, wanted)
        return event.id

    async def _fetch(self, event_xid: int) -> discord.ScheduledEvent | None:
        if not event_xid:
            return None
        try:
            return await self._guild.fetch_scheduled_event(event_xid)
        except discord.NotFound as error:
            if error.code == UNKNOWN_EVENT:
                return None
            raise

    async def _find(self, wanted: Wanted) -> discord.ScheduledEvent | None:
        """Return our own event of this name and start, left by a try whose answer was lost."""
        for event in await self._guild.fetch_scheduled_events():
            here = (event.channel_id or 0) == wanted.voice_xid
            same = here and (event.name, event.start_time) == (wanted.name, wanted.start)
            if same and event.creator_id == self._guild.me.id:
                return event
        return None

    async def _delete(self, event_xid: int) -> None:
        event = await self._fetch(event_xid)
        if event is not None:
            await event.delete()

    async def _make(self, wanted: Wanted) -> int:
        made = await self._guild.create_scheduled_event(
            name=wanted.name,
            description=wanted.description or discord.utils.MISSING,
            start_time=wanted.start,
            end_time=wanted.end,
            privacy_level=discord.PrivacyLevel.guild_only,
            **cast("Any", _place(wanted)),
        )
        return made.id

    async def _change(self, event: discord.ScheduledEvent, wanted: Wanted) -> None:
        """Send only what differs: Discord refuses a start in the past even when it is the same."""
        changes: dict[str, Any] = {}
        if event.name != wanted.name:
            changes["name"] = wanted.name
        if (event.description or "") != wanted.description:
            changes["description"] = wanted.description or None
        if event.start_time != wanted.start:
            changes["start_time"] = wanted.start
        if event.end_time != wanted.end:
            changes["end_time"] = wanted.end
        if (event.channel_id or 0, event.location or "") != (wanted.voice_xid, wanted.where):
            changes |= {**_place(wanted), "end_time": wanted.end}
        if changes:
            await event.edit(**changes)


def _wanted(facts: Mapping[str, object]) -> Wanted:
    voice_xid = cast("int", facts.get("voice_xid") or 0)
    where = "" if voice_xid else shorten(str(facts.get("where") or "Discord"), MOST_WHERE)
    return Wanted(
        name=shorten(str(facts["name"]), MOST_NAME),
        description=shorten(str(facts.get("description") or ""), MOST_DESCRIPTION),
        start=cast("datetime", facts["start"]),
        end=cast("datetime", facts["end"]),
        voice_xid=voice_xid,
        where=where,
    )


def _place(wanted: Wanted) -> dict[str, Any]:
    if wanted.voice_xid:
        channel = discord.Object(wanted.voice_xid, type=discord.VoiceChannel)
        return {"channel": channel, "entity_type": discord.EntityType.voice}
    return {"location": wanted.where, "entity_type": discord.EntityType.external}

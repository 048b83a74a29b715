"""The private rooms of a set in Discord: made once, opened to exactly these people, deleted.

Knows channels and overwrites. Must not know sets. Access is always per person, never by a role.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

from learning.ports import Rooms
from learning.refusals import Misconfigured

Overwrites = Mapping[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite]
Room = discord.TextChannel | discord.VoiceChannel


class Doors:
    """Makes, opens and closes the rooms of one server."""

    def __init__(self, guild: discord.Guild) -> None:
        self._guild = guild

    async def open(
        self, name: str, topic: str, member_xids: Sequence[int], category_xid: int
    ) -> Rooms:
        """Find the two rooms, or make those that are not there, open to exactly these people."""
        there = await self._guild.fetch_channels()
        overwrites = self._overwrites(member_xids)
        text = _text_with(there, topic)
        voice = _voice_with(there, name, category_xid, member_xids) if text else None
        category = _category(self._guild, category_xid)
        if text is None:
            text = await self._guild.create_text_channel(
                name, topic=topic, category=category, overwrites=overwrites
            )
        if voice is None:
            voice = await self._guild.create_voice_channel(
                name, category=category, overwrites=overwrites
            )
        return Rooms(text.id, voice.id)

    async def admit(self, room_xid: int, member_xids: Sequence[int]) -> None:
        """Let exactly these people, and the bot, into a room."""
        room = await self._guild.fetch_channel(room_xid)
        if isinstance(room, discord.TextChannel | discord.VoiceChannel):
            await room.edit(overwrites=self._overwrites(member_xids))

    async def close(self, room_xid: int) -> None:
        """Delete a room."""
        room = await self._guild.fetch_channel(room_xid)
        await room.delete()

    def _overwrites(self, member_xids: Sequence[int]) -> Overwrites:
        everyone = discord.PermissionOverwrite(view_channel=False, connect=False)
        member = discord.PermissionOverwrite(
            view_channel=True,
            send_messages=True,
            read_message_history=True,
            connect=True,
            speak=True,
        )
        bot = discord.PermissionOverwrite(
            view_channel=True, send_messages=True, read_message_history=True, connect=True
        )
        return {
            self._guild.default_role: everyone,
            self._guild.me: bot,
            **{discord.Object(xid, type=discord.Member): member for xid in member_xids},
        }


def _text_with(there: Sequence[discord.abc.GuildChannel], topic: str) -> discord.TextChannel | None:
    texts = (room for room in there if isinstance(room, discord.TextChannel))
    return next((room for room in texts if room.topic == topic), None)


def _voice_with(
    there: Sequence[discord.abc.GuildChannel],
    name: str,
    category_xid: int,
    member_xids: Sequence[int],
) -> discord.VoiceChannel | None:
    """Return the voice room of these people: same name, same category, and somebody in common.

    A voice channel has no topic to be known by; and another set may once have had this name.
    """
    for room in there:
        if not isinstance(room, discord.VoiceChannel) or room.name != name:
            continue
        invited = {target.id for target in room.overwrites}
        if (room.category_id or 0) == category_xid and invited & set(member_xids):
            return room
    return None


def _category(guild: discord.Guild, category_xid: int) -> discord.CategoryChannel | None:
    if not category_xid:
        return None
    category = guild.get_channel(category_xid)
    if not isinstance(category, discord.CategoryChannel):
        raise Misconfigured("category_gone", channel=category_xid)
    return category

"""The Stage port in Discord: messages, the rooms of a set, and native events.

Knows how each thing is asked of Discord so that asking twice does it once, and what Discord's
errors mean. Must not know why anything is shown, nor keep anything: Discord is looked at afresh.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

import discord

from bot.events import Events
from bot.rights import lacking, missing
from bot.rooms import Doors
from cogs._meaning import meaning
from cogs.faces._kit import Words, marker
from cogs.faces._layout import Face
from learning.hearing import Voice
from learning.ports import Posted, Rooms
from learning.refusals import Unavailable, Unreachable
from learning.shards import Shards
from learning.sharing import LARGEST

LOOK_BACK = 50  # messages
NONCE = 25  # characters at the most
MUTE = "mute_members"
NOT_IN_VOICE = 40032


class Draw(Protocol):
    """Draws a plain value as a message."""

    def __call__(self, value: object, words: Words) -> Face:
        """Return the drawn message."""
        ...


class DiscordStage:
    """Does in Discord what the house has decided, once a client is given to it."""

    def __init__(self, draw: Draw, words: Words, shards: Shards | None = None) -> None:
        self._opened: dict[int, discord.Client] = {}
        self._shards = shards or Shards()
        self._draw = draw
        self._words = words

    def open(self, client: discord.Client, shard: int = 0) -> None:
        """Work through this client from now on, for the servers of its shard."""
        self._opened[shard] = client

    def shut(self, shard: int) -> None:
        """Know nothing of the servers of a shard from now on."""
        del self._opened[shard]

    def hears(self, guild_xid: int) -> bool:
        """Say whether what happens in a server is told to us, and not to another process."""
        return self._shards.of(guild_xid) in self._opened

    def missing(self, guild_xid: int, *channel_xids: int) -> tuple[tuple[str, str], ...]:
        """Return the permissions that are lacking, as (place, permission); see `rights`."""
        return lacking(self._client_of(guild_xid), guild_xid, *channel_xids)

    async def post(self, channel_xid: int, face: object, *, key: str, again: bool) -> Posted:
        """Send a message once; `again` means an earlier try may have got through: look first."""
        with self._errors(channel_xid, "send_messages"):
            place = self._client.get_partial_messageable(channel_xid)
            return await self._send(place, face, key, again)

    async def direct(self, user_xid: int, face: object, *, key: str, again: bool) -> Posted:
        """Send a direct message once."""
        with self._errors():
            place = await self._client.create_dm(discord.Object(user_xid))
            return await self._send(place, face, key, again)

    async def edit(self, posted: Posted, face: object) -> None:
        """Redraw a message whole."""
        with self._errors(posted.channel_xid, "send_messages"):
            view = self._draw(face, self._words)
            await self._message(posted).edit(view=view, allowed_mentions=view.allowed())

    async def remove(self, posted: Posted) -> None:
        """Delete a message of ours; one that is gone already is fine."""
        with self._errors(posted.channel_xid, "view_channel"), gone_is_fine():
            await self._message(posted).delete()

    async def picture(self, address: str) -> bytes | None:
        """Return a picture that somebody has just handed to Discord; None when it is gone."""
        with self._errors():
            try:
                data = await self._client.http.get_from_cdn(address)
            except (discord.NotFound, discord.Forbidden):
                return None
        return data if 0 < len(data) <= LARGEST else None

    async def open_rooms(
        self, guild_xid: int, name: str, topic: str, member_xids: Sequence[int], category_xid: int
    ) -> Rooms:
        """Make or find the private text and voice channels of a set, with access per person.

        `topic` is the name of the set, which no other set of the server has: the text channel
        is found again by the line made of it.
        """
        doors = Doors(self._guild(guild_xid))
        with self._errors(category_xid, "manage_channels", guild_xid):
            line = self._words("room.topic", name=topic)
            return await doors.open(name, line, member_xids, category_xid)

    async def admit(self, guild_xid: int, rooms: Rooms, member_xids: Sequence[int]) -> None:
        """Give exactly these people access to the rooms."""
        doors = Doors(self._guild(guild_xid))
        for room_xid in (rooms.text_xid, rooms.voice_xid):
            with self._errors(room_xid, "manage_roles", guild_xid):
                await doors.admit(room_xid, member_xids)

    async def close_rooms(self, guild_xid: int, rooms: Rooms) -> None:
        """Delete the rooms; those that are gone already are fine."""
        doors = Doors(self._guild(guild_xid))
        for room_xid in (rooms.text_xid, rooms.voice_xid):
            with self._errors(room_xid, "manage_channels", guild_xid), gone_is_fine():
                await doors.close(room_xid)

    async def put_event(self, guild_xid: int, event_xid: int, facts: Mapping[str, object]) -> int:
        """Make, change or (with the fact `gone`) delete a native event; returns its id or 0.

        Facts: `number`, `start` and `end` (aware), `voice_xid` or `where`, `gone`. The name is
        fit for a diary that others can see.
        """
        events = Events(self._guild(guild_xid))
        said = {
            "name": self._words("event.name"),
            "description": self._words("event.about", number=facts.get("number", "")),
        }
        with self._errors(0, "create_events", guild_xid):
            return await events.put(event_xid, {**said, **facts})

    async def in_voice(self, guild_xid: int, voice_xid: int) -> tuple[int, ...]:
        """Return the Discord ids of people in a voice channel now."""
        channel = self._guild(guild_xid).get_channel(voice_xid)
        if not isinstance(channel, discord.VoiceChannel):
            return ()
        return tuple(sorted(channel.voice_states))

    async def voices(self, guild_xid: int) -> Mapping[int, Voice]:
        """Return everybody in the voice channels of a server, by Discord id."""
        return {
            xid: Voice(channel.id, state.mute)
            for channel in self._guild(guild_xid).voice_channels
            for xid, state in channel.voice_states.items()
        }

    async def mute(self, guild_xid: int, user_xid: int, *, on: bool) -> bool:
        """Turn somebody's microphone off or on; False: not in voice, so nothing is done."""
        client = self._client
        with self._errors(0, MUTE, guild_xid):
            try:
                await client.http.edit_member(guild_xid, user_xid, mute=on)
            except discord.HTTPException as error:
                if error.code == NOT_IN_VOICE:
                    return False
                raise
        return True

    async def may_mute(self, guild_xid: int, voice_xid: int) -> bool:
        """Say whether we have the right to turn microphones off in a voice channel.

        Of a server that another process hears we find out when we do it.
        """
        if not self.hears(guild_xid):
            return True
        guild = self._guild(guild_xid)
        channel = guild.get_channel(voice_xid)
        has = channel.permissions_for(guild.me) if channel else guild.me.guild_permissions
        return has.mute_members

    async def _send(
        self, place: discord.abc.Messageable, face: object, key: str, again: bool
    ) -> Posted:
        before = await self._find(place, key) if again else None
        if before is not None:
            return before
        view = self._draw(face, self._words)
        view.mark(key)
        sent = await place.send(
            view=view,
            nonce=nonce(key),
            allowed_mentions=view.allowed(),
            silent=view.quiet,
            files=view.attached(),
        )
        return Posted(sent.channel.id, sent.id)

    async def _find(self, place: discord.abc.Messageable, key: str) -> Posted | None:
        """Return our own message that carries the marker of this key, if it was sent."""
        me = self._client.user
        async for message in place.history(limit=LOOK_BACK):
            ours = me is not None and message.author.id == me.id
            if ours and _carries(message, marker(key)):
                return Posted(message.channel.id, message.id)
        return None

    @property
    def _client(self) -> discord.Client:
        """The client that hears direct messages, or any other: each can ask for everything."""
        return self._alive(min(self._opened, default=0))

    def _client_of(self, guild_xid: int) -> discord.Client:
        return self._alive(self._shards.of(guild_xid))

    def _alive(self, shard: int) -> discord.Client:
        client = self._opened.get(shard)
        if client is None or client.is_closed():
            raise Unavailable("discord_away")
        return client

    def _message(self, posted: Posted) -> discord.PartialMessage:
        place = self._client.get_partial_messageable(posted.channel_xid)
        return place.get_partial_message(posted.message_xid)

    def _guild(self, guild_xid: int) -> discord.Guild:
        client = self._client_of(guild_xid)
        guild = client.get_guild(guild_xid)
        if guild is not None and not guild.unavailable:
            return guild
        if guild is None and client.is_ready():
            raise Unreachable("server_gone")
        raise Unavailable("discord_away")

    @contextmanager
    def _errors(
        self, channel_xid: int = 0, permission: str = "", guild_xid: int = 0
    ) -> Generator[None]:
        client = self._client
        try:
            yield
        except Exception as error:
            lacks = _most_likely(client, channel_xid, guild_xid, permission)
            known = meaning(error, permission=lacks, channel_xid=channel_xid)
            if known is None or known is error:
                raise
            raise known from error


def _most_likely(client: discord.Client, channel_xid: int, guild_xid: int, permission: str) -> str:
    """Name the permission that is seen to be missing, else the one that was to be used."""
    channel = client.get_channel(channel_xid) if channel_xid else None
    if isinstance(channel, discord.abc.GuildChannel):
        lacks = missing(channel.guild, channel) + missing(channel.guild)
    else:
        guild = client.get_guild(guild_xid) if guild_xid else None
        lacks = missing(guild) if guild is not None else ()
    return permission if permission in lacks or not lacks else lacks[0]


def _carries(message: discord.Message, mark: int) -> bool:
    boxes = (part for part in message.components if isinstance(part, discord.components.Container))
    return any(box.id == mark for box in boxes)


@contextmanager
def gone_is_fine() -> Generator[None]:
    """Let pass that what is to be deleted is gone already."""
    try:
        yield
    except discord.NotFound as error:
        if error.code not in {10003, 10008}:
            raise


def nonce(key: str) -> str:
    """Return the same short word for the same key, by which Discord drops a second message."""
    return base64.b32encode(hashlib.sha256(key.encode()).digest()).decode()[:NONCE]

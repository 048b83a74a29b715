"""The bot's own connection to Discord: what it asks to hear, and whom it tells.

Knows intents, rooms and the sync of commands. Must not know what any event means to us: it calls
the `Ears` it was given. No privileged intent is asked for, so that the bot cannot read the room,
nor see who joins or leaves: a member who left is found out when telling them fails.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

import discord
import structlog
import yarl
from discord import app_commands, gateway
from discord import http as discord_http
from discord.ext import commands

from cogs._base import App, Room, commands_of
from cogs._call import Call
from cogs._errors import note, reference_of
from cogs._press import answer, listener

log = structlog.stdlib.get_logger("setwise")

API = "/api/v10"
_INTEREST = "GUILD_SCHEDULED_EVENT_USER_"


async def _nothing(*_: object) -> None: ...


async def _never(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """Who is told of what was heard; ids are Discord's, 0 stands for no channel."""

    live: Callable[[], Awaitable[None]] = _nothing  # ready, or resumed after a gap
    voice: Callable[[int, int, int, int], Awaitable[None]] = _nothing  # server, who, from, to
    lost: Callable[[], Awaitable[None]] = _nothing  # the connection is gone, or was closed
    interest: Callable[[int, int, int, bool], Awaitable[None]] = _nothing  # server, event, who, on


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """Remembers which commands Discord was last told of, as a hash; by default nothing is."""

    is_done: Callable[[str], Awaitable[bool]] = _never
    mark: Callable[[str], Awaitable[None]] = _nothing


class Tree(app_commands.CommandTree["SetwiseBot"]):
    """The slash commands; what fails before a command begins goes the way of all errors."""

    async def on_error(
        self,
        interaction: discord.Interaction[SetwiseBot],
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        """Tell the person in one sentence what went wrong."""

        async def fail() -> None:
            raise error

        call = Call(interaction, self.client.app)
        await answer(call, "/" + str((interaction.data or {}).get("name", "")), fail())


class SetwiseBot(commands.Bot):
    """The client. Give it the rooms and the ears; then `start(token)`.

    With several shards, say which it is for (`shard_id`) before it starts.
    """

    def __init__(
        self,
        app: App,
        rooms: Iterable[Room],
        *,
        ears: Ears | None = None,
        synced: Synced | None = None,
        shards: int = 1,
        ready_after: float = 0.5,
    ) -> None:
        super().__init__(
            command_prefix=(),
            help_command=None,
            tree_cls=Tree,
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            guild_ready_timeout=ready_after,  # seconds without news of a further server
            enable_debug_events=True,  # see on_socket_raw_receive
            shard_count=shards if shards > 1 else None,
        )
        self.app = app
        self._rooms = tuple(rooms)
        self._ears = ears or Ears()
        self._synced = synced or Synced()

    async def setup_hook(self) -> None:
        """Open the rooms, and tell Discord of our commands when they have changed."""
        for room in self._rooms:
            await self.add_cog(room)
        for made in commands_of(self.app, self._rooms):
            self.tree.add_command(made)
        self.add_listener(cast("Any", listener(self.app)), "on_interaction")
        fingerprint = self.fingerprint()
        if not await self._synced.is_done(fingerprint):
            await self.tree.sync()
            await self._synced.mark(fingerprint)

    def fingerprint(self) -> str:
        """Return a hash of all commands, and of the application they belong to."""
        told = [made.to_dict(self.tree) for made in self.tree.get_commands()]
        told.sort(key=lambda command: str(command["name"]))
        text = json.dumps([self.application_id, told], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    async def on_ready(self) -> None:
        """Discord is there, from the beginning."""
        log.info("ready", servers=len(self.guilds))
        await self._ears.live()

    async def on_resumed(self) -> None:
        """Discord is there again; after a resume no `ready` comes."""
        log.info("resumed")
        await self._ears.live()

    async def on_disconnect(self) -> None:
        """Discord is gone for now; it may be said more than once."""
        await self._ears.lost()

    async def on_message(self, message: discord.Message, /) -> None:
        """Take no notice: messages are people's own."""

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Read a voice move at once: discord.py changes the very states it hands over."""
        if event_name == "voice_state_update":
            member, before, after = args
            old = before.channel.id if before.channel else 0
            new = after.channel.id if after.channel else 0
            if old != new:
                super().dispatch("moved", member.guild.id, member.id, old, new)
        super().dispatch(event_name, *args, **kwargs)

    async def on_moved(self, guild_xid: int, who_xid: int, old_xid: int, new_xid: int) -> None:
        """Somebody came into a voice channel, left it, or moved."""
        await self._ears.voice(guild_xid, who_xid, old_xid, new_xid)

    async def on_socket_raw_receive(self, message: str) -> None:
        """Hear who is interested in an event.

        discord.py drops this for people it has not met since it started, which without the
        members intent is nearly everybody; so it is read from the wire.
        """
        if _INTEREST not in message:
            return
        wire = cast("dict[str, Any]", json.loads(message))
        name, data = str(wire.get("t")), wire["d"]
        if name.startswith(_INTEREST):
            await self._ears.interest(
                int(data["guild_id"]),
                int(data["guild_scheduled_event_id"]),
                int(data["user_id"]),
                name.endswith("ADD"),
            )

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log what a listener could not do, without anything that a person wrote."""
        error = sys.exc_info()[1]
        if error is not None:
            note(error, reference=reference_of(id(error)), verb=event_method)


def intents() -> discord.Intents:
    """Return what the bot hears: servers, voice states and scheduled events; nothing written."""
    heard = discord.Intents.none()
    heard.guilds = True
    heard.voice_states = True
    heard.guild_scheduled_events = True
    return heard


def point_at(api: str, door: str) -> None:
    """Make discord.py speak to other addresses than Discord's own; empty leaves Discord's.

    `api` is such as "http://127.0.0.1:8080" (with or without "/api/v10"), `door` the gateway's,
    such as "ws://127.0.0.1:8080/gateway".
    """
    if api:
        base = api.rstrip("/")
        discord_http.Route.BASE = base if base.endswith(API) else base + API
    if door:
        gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(door)

"""What the bot may do where: one table for `/setup`, `/trust` and for errors.

Knows which of Discord's permissions each kind of place needs. Must not know words: each
permission has its name and its reason under `rights.name.*` and `rights.why.*`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import discord

Place = Literal["server", "category", "text", "voice"]


@dataclass(frozen=True, slots=True)
class Need:
    """A permission by Discord's own name, and the kinds of place that need it."""

    permission: str
    places: frozenset[Place]


def _need(permission: str, *places: Place) -> Need:
    return Need(permission, frozenset(places))


# Making a channel with access per person asks for everything in it that it allows or refuses:
# nobody can hand on a permission that they do not have.
NEEDS: tuple[Need, ...] = (
    _need("view_channel", "server", "category", "text", "voice"),
    _need("send_messages", "server", "category", "text"),
    _need("read_message_history", "server", "category", "text"),
    _need("manage_channels", "server", "category"),
    _need("manage_roles", "server", "category"),
    _need("create_events", "server"),
    _need("connect", "server", "category", "voice"),
    _need("speak", "server", "category"),
)


def missing(
    guild: discord.Guild,
    channel: discord.abc.GuildChannel | None = None,
    me: discord.Member | None = None,
) -> tuple[str, ...]:
    """Return the permissions that the bot lacks in a server, or in one of its channels.

    `me` is the bot's own member, where the server was asked for by hand and not by the gateway.
    """
    bot = me or guild.me
    has = bot.guild_permissions if channel is None else channel.permissions_for(bot)
    place = "server" if channel is None else _place(channel)
    wanted = (need.permission for need in NEEDS if place in need.places)
    return tuple(name for name in wanted if not getattr(has, name))


def lacking(
    client: discord.Client, guild_xid: int, *channel_xids: int
) -> tuple[tuple[str, str], ...]:
    """Return (place, permission) of each that is lacking; the place is "" for the server."""
    guild = client.get_guild(guild_xid)
    if guild is None:
        return ()
    found = [("", permission) for permission in missing(guild)]
    for xid in channel_xids:
        channel = guild.get_channel(xid) if xid else None
        if channel is not None:
            found += [(str(xid), permission) for permission in missing(guild, channel)]
    return tuple(found)


def wanted() -> discord.Permissions:
    """Return all the permissions the bot asks for when it is invited."""
    return discord.Permissions(**{need.permission: True for need in NEEDS})


def _place(channel: discord.abc.GuildChannel) -> Place:
    if channel.type is discord.ChannelType.category:
        return "category"
    return "voice" if channel.type is discord.ChannelType.voice else "text"

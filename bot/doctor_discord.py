"""The doctor at Discord's door: the clock, the token, intents, and what the bot may do where.

Knows questions that need no gateway, so that a running bot is not disturbed. Must not know what is
kept about anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import discord
from discord.http import Route

from bot.client import intents, point_at
from bot.findings import Findings
from bot.rights import missing
from cogs._meaning import meaning
from config.settings import Settings
from learning.ports import Clock
from learning.refusals import Unavailable

SKEW = 5.0  # seconds; a whole second of it is how exactly Discord says the time
MOST_EVENTS = 100  # that Discord allows a server, whoever made them
NEAR = 90
HALF = timedelta(seconds=0.5)


async def look_at_discord(
    settings: Settings, found: Findings, places: Mapping[int, tuple[int, ...]], clock: Clock
) -> None:
    """Say how things stand with Discord; `places` are the channels in use, by server."""
    if not settings.token:
        found.look("no_token")
        return
    point_at(settings.discord_api, settings.discord_gateway)
    try:
        await _clock(found, clock)
        async with discord.Client(intents=intents()) as client:
            await client.login(settings.token)
            found.well("token", name=client.user.name if client.user else "")
            await _intents(client, found)
            for guild_xid, channel_xids in places.items():
                await _server(client, found, guild_xid, channel_xids)
            if not places:
                found.look("no_setup")
    except Exception as error:
        said = meaning(error)
        if said is None:
            raise
        found.said(said)


async def _clock(found: Findings, clock: Clock) -> None:
    """Compare this machine's clock with the date that Discord's answers carry."""
    async with aiohttp.ClientSession() as http:
        asked = clock.now()
        async with http.get(f"{Route.BASE}/gateway") as answer:
            heard, said = clock.now(), answer.headers.get("Date", "")
    if not said:
        raise Unavailable("discord_away")
    skew = (asked + (heard - asked) / 2 - parsedate_to_datetime(said) - HALF).total_seconds()
    if abs(skew) > SKEW:
        found.ill("clock_wrong", seconds=round(abs(skew)))
    else:
        found.well("clock")


async def _intents(client: discord.Client, found: Findings) -> None:
    """None privileged is asked for: say so, and name those that are switched on for nothing."""
    flags = (await client.application_info()).flags
    switched = {
        "Presence": flags.gateway_presence or flags.gateway_presence_limited,
        "Server Members": flags.gateway_guild_members or flags.gateway_guild_members_limited,
        "Message Content": flags.gateway_message_content or flags.gateway_message_content_limited,
    }
    on = [name for name, is_on in switched.items() if is_on]
    if on:
        found.look("intents_on", names=", ".join(on))
    else:
        found.well("intents")


async def _server(
    client: discord.Client, found: Findings, guild_xid: int, channel_xids: tuple[int, ...]
) -> None:
    """Say which permissions are lacking in a server and in the channels that are used there."""
    assert client.user is not None, "logged in"  # noqa: S101  # discord.py's type allows None
    try:
        guild = await client.fetch_guild(guild_xid)
        me = await guild.fetch_member(client.user.id)
        channels = {channel.id: channel for channel in await guild.fetch_channels()}
        events = len(await guild.fetch_scheduled_events())
    except (discord.NotFound, discord.Forbidden):
        found.ill("not_in", server=guild_xid)
        return
    before = found.bad
    if events >= NEAR:
        found.look("events_near", server=guild.name, n=events, most=MOST_EVENTS)
    for right in missing(guild, me=me):
        _lacks(found, guild.name, guild.name, right)
    for xid in channel_xids:
        channel = channels.get(xid)
        if channel is None:
            found.ill("gone", server=guild.name, channel=xid)
            continue
        for right in missing(guild, channel, me):
            _lacks(found, guild.name, f"#{channel.name}", right)
    if found.bad == before:
        found.well("server", server=guild.name, n=len(channel_xids))


def _lacks(found: Findings, server: str, place: str, right: str) -> None:
    found.ill("lacks", server=server, place=place, right=found.words(f"rights.name.{right}"))

"""What a bot is told when it comes in: READY, and each guild in full as it may see it.

It reads the world. It must not know sessions or sockets.
"""

from practice.gateway import intents
from practice.gateway.session import hears
from practice.world import Guild, World, wire
from practice.world.things import DM
from practice.world.wiretypes import Json, iso


def ready(world: World, session_id: str, resume_url: str, shard: list[int] | None) -> Json:
    """The READY data."""
    mine = [one for one in world.guilds.values() if world.bot.id in one.members]
    mine = [one for one in mine if hears(shard, one.id)]
    body: Json = {
        "v": 10,
        "user": wire.user(world.bot) | {"verified": True, "mfa_enabled": False, "email": None},
        "guilds": [{"id": str(one.id), "unavailable": True} for one in mine],
        "session_id": session_id,
        "resume_gateway_url": resume_url,
        "application": {"id": str(world.application_id), "flags": 0},
        "private_channels": [],
        "session_type": "normal",
    }
    return body | ({"shard": shard} if shard else {})


def guild_create(world: World, guild: Guild, asked: int) -> Json:
    """The GUILD_CREATE data for a session with intents `asked`."""
    places = [one for one in world.channels.values() if one.guild_id == guild.id]
    places = [one for one in places if one.kind != DM]
    return wire.guild(guild) | {
        "joined_at": iso(guild.members[world.bot.id].joined),
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        "voice_states": _voices(world, guild) if asked & intents.VOICE else [],
        "members": [wire.member(guild.members[one]) for one in _members(world, guild, asked)],
        "channels": [world.channel_wire(one) for one in places if one.thread is None],
        "threads": _threads(world, guild),
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": _events(world, guild) if asked & intents.EVENTS else [],
        "soundboard_sounds": [],
    }


def _voices(world: World, guild: Guild) -> list[Json]:
    found = [one for one in world.voices.values() if one.guild_id == guild.id]
    return [
        world.voice_wire(one)
        for one in found
        if one.channel_id and world.can_see(world.channels[one.channel_id], world.bot.id)
    ]


def _members(world: World, guild: Guild, asked: int) -> list[int]:
    if asked & intents.MEMBERS:
        return list(guild.members)
    speaking = [one for one in world.voices if one in guild.members and one != world.bot.id]
    return [world.bot.id, *(speaking if asked & intents.VOICE else [])]


def _threads(world: World, guild: Guild) -> list[Json]:
    found: list[Json] = []
    for one in world.channels.values():
        if one.guild_id != guild.id or one.thread is None or one.thread.archived:
            continue
        if not world.can_see(one, world.bot.id):
            continue
        body = world.channel_wire(one)
        if world.bot.id in one.thread.members:
            body["member"] = wire.thread_member(one.id, world.bot.id, one.thread)
        found.append(body)
    return found


def _events(world: World, guild: Guild) -> list[Json]:
    found: list[Json] = []
    for one in world.events.values():
        place = world.channels.get(one.channel_id or 0)
        if one.guild_id == guild.id and (place is None or world.can_see(place, world.bot.id)):
            found.append(world.event_wire(one))
    return found

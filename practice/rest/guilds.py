"""Routes for a guild: itself, its channels, roles, members and their voice."""

from practice.check import places as check
from practice.desk.call import Call, Reply, nothing, route
from practice.desk.errors import ApiError
from practice.rest.channels import grantable_in_guild, named, overwrites
from practice.rest.rights import guild_of, member_of, need_base
from practice.world import CATEGORY, Member, P, wire
from practice.world.wiretypes import Json, moment, objs, whole, words, xid, xids


@route("GET", "/guilds/{guild_id}")
async def read(call: Call) -> Reply:
    """The guild."""
    return Reply(wire.guild(guild_of(call)))


@route("GET", "/guilds/{guild_id}/roles")
async def roles(call: Call) -> Reply:
    """Its roles."""
    return Reply([wire.role(one) for one in guild_of(call).roles.values()])


@route("GET", "/guilds/{guild_id}/channels")
async def channels(call: Call) -> Reply:
    """Its channels, threads not among them."""
    guild, world = guild_of(call), call.world
    held = [one for one in world.channels.values() if one.guild_id == guild.id]
    return Reply([world.channel_wire(one) for one in held if one.thread is None])


@route("POST", "/guilds/{guild_id}/channels", check=check.channel)
async def create_channel(call: Call) -> Reply:
    """Make a channel."""
    guild, world, body = guild_of(call), call.world, call.body
    lines = overwrites(call, body)
    grantable_in_guild(call, guild.id, lines)
    if sum(1 for one in world.channels.values() if one.guild_id == guild.id) >= 500:
        raise ApiError(30013)
    parent = xid(body.get("parent_id"))
    if parent is not None and parent not in world.channels:
        raise ApiError(50035, more=_unknown_parent())
    kind = whole(body, "type", 0)
    made = world.add_channel(
        named(words(body, "name"), kind),
        kind,
        parent_id=parent,
        overwrites=tuple(lines),
        guild_id=guild.id,
        topic=body.get("topic"),
    )
    made.user_limit, made.slowmode = (
        body.get("user_limit") or 0,
        body.get("rate_limit_per_user") or 0,
    )
    return Reply(world.channel_wire(made), 201)


def _unknown_parent() -> Json:
    words_of = {"code": "CHANNEL_PARENT_INVALID", "message": "Category does not exist"}
    return {"errors": {"parent_id": {"_errors": [words_of]}}}


@route("PATCH", "/guilds/{guild_id}/channels")
async def move_channels(call: Call) -> Reply:
    """Reorder channels."""
    guild, world = guild_of(call), call.world
    need_base(call, guild, P.MANAGE_CHANNELS)
    for one in objs({"all": call.raw}, "all"):
        channel = world.channels.get(xid(one.get("id")) or 0)
        if channel is None:
            raise ApiError(10003)
        channel.position = whole(one, "position", channel.position)
        if xid(one.get("parent_id")) in {
            each.id for each in world.channels.values() if each.kind == CATEGORY
        }:
            channel.parent_id = xid(one.get("parent_id"))
        world.changed(channel)
    return nothing()


@route("GET", "/guilds/{guild_id}/members")
async def members(call: Call) -> Reply:
    """The members by id; needs the privileged members intent, as on Discord."""
    guild = guild_of(call)
    if not call.memory.members_intent:
        raise ApiError(50001)
    limit, after = call.number("limit", 1, 1, 1000), call.asked_id("after") or 0
    found = sorted((one for one in guild.members.values() if one.id > after), key=lambda m: m.id)
    return Reply([wire.member(one) for one in found[:limit]])


@route("GET", "/guilds/{guild_id}/members/search")
async def search(call: Call) -> Reply:
    """Members whose name starts so."""
    start, limit = call.query.get("query", "").lower(), call.number("limit", 1, 1, 1000)
    guild = guild_of(call)
    found = [
        one
        for one in guild.members.values()
        if any(name.lower().startswith(start) for name in (one.user.name, one.nick or ""))
    ]
    return Reply([wire.member(one) for one in found[:limit]])


@route("PATCH", "/guilds/{guild_id}/members/@me")
async def change_me(call: Call) -> Reply:
    """Change the bot's own name here."""
    guild = guild_of(call)
    me = guild.members[call.bot.id]
    if "nick" in call.body:
        need_base(call, guild, P.CHANGE_NICKNAME)
        me.nick = call.body["nick"] or None
    call.world.member_changed(me)
    return Reply(wire.member(me))


@route("GET", "/guilds/{guild_id}/members/{user_id}")
async def member(call: Call) -> Reply:
    """One member."""
    return Reply(wire.member(member_of(call, guild_of(call))))


@route("PATCH", "/guilds/{guild_id}/members/{user_id}")
async def change_member(call: Call) -> Reply:
    """Mute, deafen, move, rename, time out or give roles."""
    guild = guild_of(call)
    one, body = member_of(call, guild), call.body
    _voice_rights(call, one)
    if "nick" in body:
        need_base(call, guild, P.MANAGE_NICKNAMES)
        one.nick = body["nick"] or None
    if "roles" in body:
        need_base(call, guild, P.MANAGE_ROLES)
        one.roles = [role for role in xids(body, "roles") if role in guild.roles]
    if "communication_disabled_until" in body:
        need_base(call, guild, P.MODERATE_MEMBERS)
        until = body["communication_disabled_until"]
        one.timed_out_until = moment(until) if until else None
    call.world.member_changed(one)
    state = call.world.voices.get(one.id)
    if state is not None and {"mute", "deaf"} & set(body):
        call.world.voice_changed(state)
    return Reply(wire.member(one))


def _voice_rights(call: Call, one: Member) -> None:
    body, world = call.body, call.world
    asked = {"mute": P.MUTE_MEMBERS, "deaf": P.DEAFEN_MEMBERS, "channel_id": P.MOVE_MEMBERS}
    state = world.voices.get(one.id)
    for key, right in asked.items():
        if key not in body:
            continue
        place = world.channels.get((state.channel_id if state else 0) or 0)
        held = world.base_permissions(one.guild_id, call.bot.id)
        if place is not None:
            held = world.permissions(place, call.bot.id)
        if not held & right:
            raise ApiError(50013)
        if state is None:
            raise ApiError(40032)
    if "mute" in body:
        one.mute = bool(body["mute"])
    if "deaf" in body:
        one.deaf = bool(body["deaf"])
    if "channel_id" in body:
        target = xid(body["channel_id"])
        world.move(one.guild_id, one.id, world.channels.get(target) if target else None)


@route("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
async def give_role(call: Call) -> Reply:
    """Give a role that stands below the bot's own."""
    one, role = _role(call)
    if role not in one.roles:
        one.roles.append(role)
        call.world.member_changed(one)
    return nothing()


@route("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
async def take_role(call: Call) -> Reply:
    """Take a role that stands below the bot's own."""
    one, role = _role(call)
    if role in one.roles:
        one.roles.remove(role)
        call.world.member_changed(one)
    return nothing()


def _role(call: Call) -> tuple[Member, int]:
    guild = guild_of(call)
    one = member_of(call, guild)
    need_base(call, guild, P.MANAGE_ROLES)
    role = guild.roles.get(call.xid("role_id"))
    if role is None:
        raise ApiError(10011)
    mine = max(guild.roles[each].position for each in guild.members[call.bot.id].roles)
    if (
        role.position >= mine
        and not call.world.base_permissions(guild.id, call.bot.id) & P.ADMINISTRATOR
    ):
        raise ApiError(50013)
    return one, role.id


@route("GET", "/guilds/{guild_id}/voice-states/{user_id}")
async def voice_state(call: Call) -> Reply:
    """Where somebody is in voice; 10065 when they are not."""
    guild_of(call)
    state = call.world.voices.get(call.xid("user_id"))
    if state is None:
        raise ApiError(10065)
    return Reply(call.world.voice_wire(state))

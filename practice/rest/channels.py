"""Routes for channels themselves: read, change, delete, who may enter, voice status, typing."""

from datetime import datetime

from practice.check import places as check
from practice.desk.call import Call, Reply, nothing, route
from practice.desk.errors import ApiError, Problem, form_error
from practice.rest.pace import too_fast
from practice.rest.rights import channel_of, holds, need, need_base
from practice.world import DM, VOICE, Channel, Overwrite, P
from practice.world.wiretypes import Json, objs, whole, words, xid

ANY_OVERWRITE = P.MANAGE_ROLES


@route("GET", "/channels/{channel_id}")
async def read(call: Call) -> Reply:
    """One channel."""
    return Reply(call.world.channel_wire(channel_of(call)))


@route("PATCH", "/channels/{channel_id}", check=check.channel)
async def change(call: Call) -> Reply:
    """Change a channel or a thread."""
    channel = channel_of(call)
    if channel.kind == DM:
        raise ApiError(50003)
    if channel.thread is not None:
        _change_thread(call, channel)
    else:
        _change_channel(call, channel)
    call.world.changed(channel)
    return Reply(call.world.channel_wire(channel))


def _change_channel(call: Call, channel: Channel) -> None:
    need(call, channel, P.MANAGE_CHANNELS)
    body = call.body
    if "permission_overwrites" in body:
        need(call, channel, ANY_OVERWRITE)
        lines = overwrites(call, body)
        _grantable(call, channel, lines)
        channel.overwrites = {line.id: line for line in lines}
    if words(body, "name") and body["name"] != channel.name:
        _renamed(call, channel)
        channel.name = named(body["name"], channel.kind)
    if "parent_id" in body:
        channel.parent_id = xid(body["parent_id"])
    channel.topic = body.get("topic", channel.topic)
    channel.position = whole(body, "position", channel.position)
    channel.nsfw = bool(body.get("nsfw", channel.nsfw))
    channel.slowmode = whole(body, "rate_limit_per_user", channel.slowmode)
    channel.user_limit = whole(body, "user_limit", channel.user_limit)


def _renamed(call: Call, channel: Channel) -> None:
    """Two renames in ten minutes of practice time; the third is a 429 that a library waits for."""
    clock = call.world.clock
    key = f"rename {channel.id}"
    wait = call.memory.pause(key, call.memory.renames, clock.epoch(), clock.speed)
    if wait > 0:
        call.findings.note(call.where, f"channel {channel.name!r} renamed a third time in 10 min")
        raise too_fast(wait)


def _change_thread(call: Call, channel: Channel) -> None:
    state, body = channel.thread, call.body
    if state is None:
        return
    mine, manage = state.owner_id == call.bot.id, holds(call, channel, P.MANAGE_THREADS)
    if not mine and not manage and set(body) != {"archived"}:
        raise ApiError(50013)
    if state.locked and not manage:
        raise ApiError(50013)
    if state.archived and body.get("archived") is not False and set(body) - {"archived"}:
        raise ApiError(50083)
    channel.name = words(body, "name") or channel.name
    state.locked = bool(body.get("locked", state.locked))
    state.invitable = bool(body.get("invitable", state.invitable))
    state.auto_archive = whole(body, "auto_archive_duration", state.auto_archive)
    channel.slowmode = whole(body, "rate_limit_per_user", channel.slowmode)
    if "archived" in body and bool(body["archived"]) != state.archived:
        state.archived, state.archive_changed = bool(body["archived"]), _now(call)


def _now(call: Call) -> datetime:
    return call.world.now()


@route("DELETE", "/channels/{channel_id}")
async def delete(call: Call) -> Reply:
    """Delete a channel or thread; a DM is only closed."""
    channel = channel_of(call)
    if channel.kind != DM:
        needed = P.MANAGE_THREADS if channel.thread is not None else P.MANAGE_CHANNELS
        need(call, channel, needed)
        call.world.drop_channel(channel)
    return Reply(call.world.channel_wire(channel))


@route("PUT", "/channels/{channel_id}/permissions/{overwrite_id}", check=check.overwrite)
async def put_overwrite(call: Call) -> Reply:
    """Let a role or member in, or keep them out."""
    channel = channel_of(call)
    need(call, channel, ANY_OVERWRITE)
    line = _line({**call.body, "id": call.path["overwrite_id"]})
    _known(call, [line])
    _grantable(call, channel, [line])
    channel.overwrites[line.id] = line
    call.world.changed(channel)
    return nothing()


@route("DELETE", "/channels/{channel_id}/permissions/{overwrite_id}")
async def delete_overwrite(call: Call) -> Reply:
    """Forget what was said about a role or member."""
    channel = channel_of(call)
    need(call, channel, ANY_OVERWRITE)
    if channel.overwrites.pop(call.xid("overwrite_id"), None) is None:
        raise ApiError(10009)
    call.world.changed(channel)
    return nothing()


@route("PUT", "/channels/{channel_id}/voice-status", check=check.voice_status)
async def voice_status(call: Call) -> Reply:
    """Set the line under a voice channel's name."""
    channel = channel_of(call)
    if channel.kind != VOICE:
        raise ApiError(50024)
    state = call.world.voices.get(call.bot.id)
    inside = state is not None and state.channel_id == channel.id
    extra = P(0) if inside else P.MANAGE_CHANNELS
    need(call, channel, P.SET_VOICE_CHANNEL_STATUS | extra)
    call.world.set_status(channel, call.body.get("status"))
    return nothing()


@route("POST", "/channels/{channel_id}/typing")
async def typing(call: Call) -> Reply:
    """Say that the bot is typing."""
    channel = channel_of(call)
    if not call.world.may_talk(channel, call.bot.id):
        raise ApiError(50013)
    call.world.typing(channel, call.bot.id)
    return nothing()


# -- shared with creating channels -----------------------------------------------------------


def named(name: str, kind: int) -> str:
    """A channel's name as Discord keeps it: text channels in lower case with hyphens."""
    if kind in (0, 5, 15):
        return name.strip().lower().replace(" ", "-")
    return name.strip()


def _line(body: Json) -> Overwrite:
    return Overwrite(
        xid(body.get("id")) or 0,
        whole(body, "type", 0),
        P(whole(body, "allow", 0)),
        P(whole(body, "deny", 0)),
    )


def overwrites(call: Call, body: Json) -> list[Overwrite]:
    """The overwrites in a body; a form error when one names nobody."""
    lines = [_line(one) for one in objs(body, "permission_overwrites")]
    _known(call, lines)
    return lines


def _known(call: Call, lines: list[Overwrite]) -> None:
    for index, line in enumerate(lines):
        roles = any(line.id in guild.roles for guild in call.world.guilds.values())
        if not (line.id in call.world.users if line.kind == 1 else roles):
            kind = "member" if line.kind == 1 else "role"
            path = f"permission_overwrites.{index}.id"
            raise form_error([Problem(path, "CHANNEL_OVERWRITE_UNKNOWN", f"Unknown {kind}")])


def _grantable(call: Call, channel: Channel, lines: list[Overwrite]) -> None:
    """Only rights the bot has here may be given or denied, unless its own line may manage all."""
    held = call.world.permissions(channel, call.bot.id)
    if held & P.ADMINISTRATOR:
        return
    own = channel.overwrites.get(call.bot.id)
    if own is not None and own.allow & P.MANAGE_ROLES:
        return
    before = channel.overwrites
    for line in lines:
        old = before.get(line.id, Overwrite(line.id, line.kind))
        touched = (line.allow ^ old.allow) | (line.deny ^ old.deny)
        if touched & ~held:
            raise ApiError(50013)


def grantable_in_guild(call: Call, guild_id: int, lines: list[Overwrite]) -> None:
    """For a new channel: only the bot's guild rights, and MANAGE_ROLES only by administrators."""
    guild = call.world.guilds[guild_id]
    need_base(call, guild, P.MANAGE_CHANNELS)
    held = call.world.base_permissions(guild_id, call.bot.id)
    if held & P.ADMINISTRATOR:
        return
    for line in lines:
        touched = line.allow | line.deny
        if touched & ~held or touched & P.MANAGE_ROLES:
            raise ApiError(50013)

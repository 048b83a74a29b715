"""Routes for threads: start, join, leave, let in, list."""

from practice.check import places as check
from practice.desk.call import Call, Reply, nothing, route
from practice.desk.errors import ApiError
from practice.rest.rights import channel_of, guild_of, holds, message_of, need
from practice.world import PRIVATE_THREAD, PUBLIC_THREAD, Channel, Draft, P, wire
from practice.world.things import ThreadState
from practice.world.wiretypes import Json, whole, words

THREAD_CREATED = 18


@route("POST", "/channels/{channel_id}/threads", check=check.thread)
async def start(call: Call) -> Reply:
    """Start a thread without a message; without a type it is private."""
    parent = channel_of(call)
    kind = whole(call.body, "type", PRIVATE_THREAD)
    need(call, parent, _right(kind))
    thread = _made(call, parent, kind)
    if kind == PUBLIC_THREAD:
        call.world.post(parent, call.bot, Draft(thread.name, kind=THREAD_CREATED))
    return Reply(call.world.channel_wire(thread), 201)


@route("POST", "/channels/{channel_id}/messages/{message_id}/threads", check=check.thread)
async def start_from(call: Call) -> Reply:
    """Start a public thread from a message."""
    parent = channel_of(call)
    message = message_of(call, parent)
    need(call, parent, P.CREATE_PUBLIC_THREADS)
    if message.thread_id is not None:
        raise ApiError(160004)
    thread = _made(call, parent, PUBLIC_THREAD)
    message.thread_id = thread.id
    call.world.refresh(message)
    return Reply(call.world.channel_wire(thread), 201)


def _right(kind: int) -> P:
    return P.CREATE_PRIVATE_THREADS if kind == PRIVATE_THREAD else P.CREATE_PUBLIC_THREADS


def _made(call: Call, parent: Channel, kind: int) -> Channel:
    thread = call.world.add_thread(parent, words(call.body, "name"), kind, call.bot.id)
    if thread.thread is not None:
        thread.thread.auto_archive = whole(call.body, "auto_archive_duration", 4320)
        thread.thread.invitable = bool(call.body.get("invitable", True))
    return thread


def _thread(call: Call) -> tuple[Channel, ThreadState]:
    channel = channel_of(call)
    if channel.thread is None:
        raise ApiError(50024)
    return channel, channel.thread


@route("PUT", "/channels/{channel_id}/thread-members/@me")
async def join(call: Call) -> Reply:
    """Join a thread."""
    channel, state = _thread(call)
    _awake(state)
    call.world.thread_members(channel, call.bot.id, None)
    return nothing()


@route("DELETE", "/channels/{channel_id}/thread-members/@me")
async def leave(call: Call) -> Reply:
    """Leave a thread."""
    channel, state = _thread(call)
    _awake(state)
    call.world.thread_members(channel, None, call.bot.id)
    return nothing()


@route("PUT", "/channels/{channel_id}/thread-members/{user_id}")
async def let_in(call: Call) -> Reply:
    """Add somebody who can see the channel that the thread hangs on."""
    channel, state = _thread(call)
    _awake(state)
    if not call.world.may_talk(channel, call.bot.id):
        raise ApiError(50013)
    parent = call.world.channels[channel.parent_id or 0]
    user_id = call.xid("user_id")
    if user_id not in call.world.users:
        raise ApiError(10013)
    if not call.world.can_see(parent, user_id):
        raise ApiError(50001)
    call.world.thread_members(channel, user_id, None)
    return nothing()


@route("DELETE", "/channels/{channel_id}/thread-members/{user_id}")
async def put_out(call: Call) -> Reply:
    """Remove somebody from a thread."""
    channel, state = _thread(call)
    _awake(state)
    mine = state.owner_id == call.bot.id and channel.kind == PRIVATE_THREAD
    if not mine and not holds(call, channel, P.MANAGE_THREADS):
        raise ApiError(50013)
    call.world.thread_members(channel, None, call.xid("user_id"))
    return nothing()


def _awake(state: ThreadState) -> None:
    if state.archived:
        raise ApiError(50083)


@route("GET", "/channels/{channel_id}/thread-members")
async def members(call: Call) -> Reply:
    """Who is in a thread."""
    channel, state = _thread(call)
    return Reply([wire.thread_member(channel.id, one, state) for one in state.members])


@route("GET", "/channels/{channel_id}/thread-members/{user_id}")
async def member(call: Call) -> Reply:
    """One member of a thread."""
    channel, state = _thread(call)
    if call.xid("user_id") not in state.members:
        raise ApiError(10007)
    return Reply(wire.thread_member(channel.id, call.xid("user_id"), state))


@route("GET", "/guilds/{guild_id}/threads/active")
async def active(call: Call) -> Reply:
    """The threads of a guild that are not archived and that the bot sees."""
    guild = guild_of(call)
    held = [one for one in call.world.channels.values() if one.guild_id == guild.id]
    return Reply(_listed(call, [one for one in held if one.thread and not one.thread.archived]))


@route("GET", "/channels/{channel_id}/threads/archived/public")
async def archived_public(call: Call) -> Reply:
    """Archived public threads of a channel."""
    return Reply(_archived(call, channel_of(call), private=False))


@route("GET", "/channels/{channel_id}/threads/archived/private")
async def archived_private(call: Call) -> Reply:
    """Archived private threads of a channel; needs Manage Threads."""
    channel = channel_of(call)
    need(call, channel, P.MANAGE_THREADS | P.READ_MESSAGE_HISTORY)
    return Reply(_archived(call, channel, private=True))


@route("GET", "/channels/{channel_id}/users/@me/threads/archived/private")
async def archived_joined(call: Call) -> Reply:
    """Archived private threads the bot is in."""
    return Reply(_archived(call, channel_of(call), private=True))


def _archived(call: Call, parent: Channel, *, private: bool) -> Json:
    need(call, parent, P.READ_MESSAGE_HISTORY)
    held = [one for one in call.world.channels.values() if one.parent_id == parent.id]
    held = [one for one in held if one.thread and one.thread.archived]
    found = [one for one in held if (one.kind == PRIVATE_THREAD) == private]
    return _listed(call, found) | {"has_more": False}


def _listed(call: Call, threads: list[Channel]) -> Json:
    seen = [one for one in threads if call.world.can_see(one, call.bot.id)]
    mine = [
        wire.thread_member(one.id, call.bot.id, one.thread)
        for one in seen
        if one.thread and call.bot.id in one.thread.members
    ]
    return {"threads": [call.world.channel_wire(one) for one in seen], "members": mine}

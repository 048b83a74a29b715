"""Routes that make, change and remove messages in channels, and react to them."""

from datetime import timedelta
from urllib.parse import unquote

from practice.check import sent as check
from practice.desk.call import Call, Reply, nothing, route
from practice.desk.errors import ApiError
from practice.rest.drafts import attachments, draft, reference
from practice.rest.rights import channel_of, holds, message_of, need
from practice.world import CATEGORY, Channel, Message, P, wire
from practice.world.messages import is_private
from practice.world.things import TALKING
from practice.world.wiretypes import Json, xids


@route("POST", "/channels/{channel_id}/messages", check=check.create)
async def create(call: Call) -> Reply:
    """Say something; the same nonce within minutes answers with the first message."""
    channel, world = channel_of(call), call.world
    _may_post(call, channel)
    nonce = call.body.get("nonce")
    if call.body.get("enforce_nonce") and nonce is not None:
        first = world.find(channel.id, call.memory.said_before(channel.id, str(nonce)) or 0)
        if first is not None:
            return Reply(world.message_wire(first))
    made = draft(call, call.body)
    made.reference = reference(call, channel, call.body)
    message = world.post(channel, call.bot, made)
    if nonce is not None:
        call.memory.remember_nonce(channel.id, str(nonce), message.id)
    return Reply(world.message_wire(message))


def _may_post(call: Call, channel: Channel) -> None:
    if channel.kind == CATEGORY or channel.kind not in TALKING:
        raise ApiError(50008)
    if channel.guild_id is None:
        _dm_open(call, channel)
        return
    if not call.world.may_talk(channel, call.bot.id):
        raise ApiError(50013)
    if call.body.get("embeds"):
        need(call, channel, P.EMBED_LINKS)
    if call.files:
        need(call, channel, P.ATTACH_FILES)
    state = channel.thread
    if state and state.locked and not holds(call, channel, P.MANAGE_THREADS):
        raise ApiError(160005)


def _dm_open(call: Call, channel: Channel) -> None:
    for ident in channel.recipients:
        other = call.world.users[ident]
        if other.bot:
            continue
        if not call.world.shares_guild(ident):
            raise ApiError(50278)
        if not other.dms_open:
            raise ApiError(50007)


@route("PATCH", "/channels/{channel_id}/messages/{message_id}", check=check.edit)
async def edit(call: Call) -> Reply:
    """Change one of the bot's own messages."""
    channel = channel_of(call)
    message = message_of(call, channel)
    if message.author.id != call.bot.id and set(call.body) != {"flags"}:
        raise ApiError(50005)
    if channel.thread and channel.thread.archived:
        raise ApiError(50083)
    _old_edit(call, message)
    call.world.edit(message, call.body, attachments(call, call.body))
    return Reply(call.world.message_wire(message))


def _old_edit(call: Call, message: Message) -> None:
    """Messages over an hour old (practice time) have a small cap of their own: 30046."""
    clock = call.world.clock
    if clock.now() - message.when < timedelta(hours=1):
        return
    key = f"old edits {message.channel_id}"
    wait = call.memory.pause(key, call.memory.old_edits, clock.epoch(), clock.speed)
    if wait > 0:
        raise ApiError(30046, more={"retry_after": round(wait, 3), "global": False})


@route("DELETE", "/channels/{channel_id}/messages/{message_id}")
async def delete(call: Call) -> Reply:
    """Remove a message."""
    channel = channel_of(call)
    message = message_of(call, channel)
    if message.author.id != call.bot.id:
        if channel.guild_id is None:
            raise ApiError(50003)
        need(call, channel, P.MANAGE_MESSAGES)
    call.world.delete(message)
    return nothing()


@route("POST", "/channels/{channel_id}/messages/bulk-delete", check=check.bulk_delete)
async def bulk_delete(call: Call) -> Reply:
    """Remove 2 to 100 messages at once."""
    channel = channel_of(call)
    need(call, channel, P.MANAGE_MESSAGES)
    for ident in xids(call.body, "messages"):
        message = call.world.find(channel.id, ident)
        if message is not None and not is_private(message):
            call.world.delete(message)
    return nothing()


def _emoji(call: Call) -> str:
    return unquote(call.path["emoji_name"])


@route("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me")
async def react(call: Call) -> Reply:
    """React as the bot."""
    channel = channel_of(call)
    message = message_of(call, channel)
    if _emoji(call) not in message.reactions:
        need(call, channel, P.ADD_REACTIONS | P.READ_MESSAGE_HISTORY)
    call.world.react(message, _emoji(call), call.bot.id, add=True)
    return nothing()


@route("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me")
async def unreact(call: Call) -> Reply:
    """Take the bot's reaction off."""
    message = message_of(call, channel_of(call))
    call.world.react(message, _emoji(call), call.bot.id, add=False)
    return nothing()


@route("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/{user_id}")
async def take_reaction(call: Call) -> Reply:
    """Take somebody's reaction off."""
    channel = channel_of(call)
    need(call, channel, P.MANAGE_MESSAGES)
    message = message_of(call, channel)
    call.world.react(message, _emoji(call), call.xid("user_id"), add=False)
    return nothing()


@route("GET", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}")
async def reactors(call: Call) -> Reply:
    """Who reacted so."""
    message = message_of(call, channel_of(call))
    held = message.reactions.get(_emoji(call), [])
    world = call.world
    found: list[Json] = [wire.user(world.users[one]) for one in held if one in world.users]
    return Reply(found[: call.number("limit", 25, 1, 100)])

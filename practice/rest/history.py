"""Routes that read messages back: history, one message, pins."""

from typing import Any

from practice.desk.call import Call, Reply, nothing, route
from practice.desk.errors import ApiError
from practice.rest.rights import channel_of, holds, message_of, need
from practice.world import Channel, Message, P
from practice.world.messages import is_private
from practice.world.wiretypes import Json, iso


@route("GET", "/channels/{channel_id}/messages")
async def history(call: Call) -> Reply:
    """Messages newest first, by before, after or around; none without the right to read back."""
    channel = channel_of(call)
    if channel.is_voice:
        need(call, channel, P.CONNECT)
    if not holds(call, channel, P.READ_MESSAGE_HISTORY):
        return Reply([])
    held = [one for one in call.world.messages.get(channel.id, {}).values() if not is_private(one)]
    chosen = _window(call, held)
    return Reply([readable(call, channel, one) for one in reversed(chosen)])


def _window(call: Call, held: list[Message]) -> list[Message]:
    limit = call.number("limit", 50, 1, 100)
    before, after, around = (call.asked_id(key) for key in ("before", "after", "around"))
    if around is not None:
        older = [one for one in held if one.id <= around][-(limit // 2 + 1) :]
        newer = [one for one in held if one.id > around]
        return (older + newer)[:limit]
    if after is not None:
        return [one for one in held if one.id > after][:limit]
    if before is not None:
        held = [one for one in held if one.id < before]
    return held[-limit:]


@route("GET", "/channels/{channel_id}/messages/{message_id}")
async def fetch(call: Call) -> Reply:
    """One message."""
    channel = channel_of(call)
    need_history(call, channel)
    return Reply(readable(call, channel, message_of(call, channel)))


def need_history(call: Call, channel: Channel) -> None:
    """50001 unless the bot may read back here."""
    if not holds(call, channel, P.READ_MESSAGE_HISTORY):
        raise ApiError(50001)


def readable(call: Call, channel: Channel, message: Message) -> Json:
    """A message as this bot may read it: blank where Message Content would be needed."""
    body = call.world.message_wire(message)
    if call.memory.message_content or may_read(call.bot.id, channel, message):
        return body
    return blank(body)


def may_read(bot_id: int, channel: Channel, message: Message) -> bool:
    """Whether a bot without Message Content reads it all the same: its own, DMs, mentions."""
    return message.author.id == bot_id or channel.guild_id is None or bot_id in message.mentions


def blank(body: Json) -> Json:
    """The message without what Message Content covers."""
    nothing_in: dict[str, Any] = {"content": "", "embeds": [], "attachments": [], "components": []}
    return body | nothing_in


# -- pins ------------------------------------------------------------------------------------


@route("GET", "/channels/{channel_id}/messages/pins")
async def pins(call: Call) -> Reply:
    """What is pinned, newest pin first."""
    channel = channel_of(call)
    need_history(call, channel)
    found = [
        {"pinned_at": iso(one.pinned), "message": readable(call, channel, one)}
        for one in _pinned(call, channel)
        if one.pinned
    ]
    limit = call.number("limit", 50, 1, 50)
    return Reply({"items": found[:limit], "has_more": len(found) > limit})


@route("GET", "/channels/{channel_id}/pins")
async def old_pins(call: Call) -> Reply:
    """What is pinned, by the older path."""
    channel = channel_of(call)
    need_history(call, channel)
    return Reply([readable(call, channel, one) for one in _pinned(call, channel)])


def _pinned(call: Call, channel: Channel) -> list[Message]:
    held = [one for one in call.world.messages.get(channel.id, {}).values() if one.pinned]
    return sorted(held, key=lambda one: (one.pinned or one.when, one.id), reverse=True)


async def _pin(call: Call) -> Reply:
    channel = channel_of(call)
    need(call, channel, P.PIN_MESSAGES)
    message = message_of(call, channel)
    if message.pinned is None:
        if len(_pinned(call, channel)) >= 250:
            raise ApiError(30003)
        message.pinned = call.world.now()
        _pins_changed(call, channel, message)
    return nothing()


async def _unpin(call: Call) -> Reply:
    channel = channel_of(call)
    need(call, channel, P.PIN_MESSAGES)
    message = message_of(call, channel)
    if message.pinned is not None:
        message.pinned = None
        _pins_changed(call, channel, message)
    return nothing()


for _path in (
    "/channels/{channel_id}/messages/pins/{message_id}",
    "/channels/{channel_id}/pins/{message_id}",
):
    route("PUT", _path)(_pin)
    route("DELETE", _path)(_unpin)


def _pins_changed(call: Call, channel: Channel, message: Message) -> None:
    call.world.refresh(message)
    newest = _pinned(call, channel)
    when = newest[0].pinned if newest else None
    call.world.tell("pins", {
        "channel_id": str(channel.id),
        "guild_id": str(channel.guild_id) if channel.guild_id else None,
        "last_pin_timestamp": iso(when) if when else None,
    })  # fmt: skip

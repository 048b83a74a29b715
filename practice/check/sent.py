"""Limits on messages, wherever they are sent: channels, answers, follow-ups, edits.

It must not know whether the bot may post; only what a message may be.
"""

from datetime import timedelta

from practice.check.layout import layout
from practice.check.shapes import count, join, length
from practice.desk.call import Call
from practice.desk.errors import ApiError, Problem
from practice.world import Message
from practice.world.things import COMPONENTS_V2
from practice.world.wiretypes import Json, items, obj, objs, whole, words, xid, xids

FILE_BYTES = 10 * 1024 * 1024


def create(call: Call) -> list[Problem]:
    """A message to a channel; one without allowed_mentions is noted."""
    if "allowed_mentions" not in call.body:
        call.findings.note(call.where, "no allowed_mentions")
    nonce = call.body.get("nonce")
    named = {"nonce": str(nonce)} if nonce is not None else {}
    return length(named, "nonce", 25) + new_message(call, call.body)


def follow_up(call: Call) -> list[Problem]:
    """A follow-up to an interaction."""
    return new_message(call, call.body)


def new_message(call: Call, body: Json) -> list[Problem]:
    """A message that does not exist yet: it must have something in it."""
    v2 = bool(whole(body, "flags", 0) & COMPONENTS_V2)
    found = contents(call, body, v2=v2)
    if not found and not v2 and not _anything(call, body):
        raise ApiError(50006)
    return found


def _anything(call: Call, body: Json) -> bool:
    if words(body, "content").strip() or call.files:
        return True
    return any(items(body, key) for key in ("embeds", "sticker_ids")) or bool(obj(body, "poll"))


def edit(call: Call) -> list[Problem]:
    """An edit in a channel: what is left must be something."""
    message = call.world.find(int(call.path["channel_id"]), int(call.path["message_id"]))
    return changed(call, call.body, message)


def edit_by_token(call: Call) -> list[Problem]:
    """An edit by an interaction's token."""
    one = call.world.by_token.get(call.path["webhook_token"])
    message = None
    if one is not None and "message_id" in call.path:
        message = call.world.find(one.channel_id, int(call.path["message_id"]))
    elif one is not None:
        message = one.original
    return changed(call, call.body, message)


def changed(call: Call, body: Json, message: Message | None) -> list[Problem]:
    """An edit of `message` (None when it is not there)."""
    flags = whole(body, "flags", 0) | (message.flags if message else 0)
    v2 = bool(flags & COMPONENTS_V2)
    found = contents(call, body, v2=v2)
    if message is not None and not found and not v2:
        _still_something(call, body, message)
    return found


def _still_something(call: Call, body: Json, message: Message) -> None:
    content = words(body, "content") if "content" in body else message.content
    embeds = objs(body, "embeds") if "embeds" in body else message.embeds
    kept = objs(body, "attachments") if "attachments" in body else message.attachments
    if not (content.strip() or embeds or kept or call.files or message.poll):
        raise ApiError(50006)


def contents(call: Call, body: Json, *, v2: bool) -> list[Problem]:
    """Everything about a message but whether it is empty."""
    for file in call.files:
        if len(file.content) > FILE_BYTES:
            raise ApiError(40005)
    found = length(body, "content", 2000) + count("attachments", len(call.files), 10)
    found += _embeds(objs(body, "embeds"))
    if v2:
        found += _alone(body)
    if "components" in body and (body["components"] or v2):
        found += layout(body, v2=v2)
    return found


def _alone(body: Json) -> list[Problem]:
    beside = [key for key in ("content", "embeds", "poll", "sticker_ids") if body.get(key)]
    code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
    return [
        Problem(key, code, f"The '{key}' field cannot be used with Components V2") for key in beside
    ]


def _embeds(embeds: list[Json]) -> list[Problem]:
    found, total = count("embeds", len(embeds), 10), 0
    for index, embed in enumerate(embeds):
        path = join("embeds", index)
        found += length(embed, "title", 256, path=path)
        found += length(embed, "description", 4096, path=path)
        fields, footer, author = objs(embed, "fields"), obj(embed, "footer"), obj(embed, "author")
        found += count(join(path, "fields"), len(fields), 25)
        found += length(footer, "text", 2048, path=join(path, "footer"))
        found += length(author, "name", 256, path=join(path, "author"))
        total += len(words(embed, "title")) + len(words(embed, "description"))
        total += len(words(footer, "text")) + len(words(author, "name"))
        for number, field in enumerate(fields):
            here = join(join(path, "fields"), number)
            found += length(field, "name", 256, least=1, path=here, required=True)
            found += length(field, "value", 1024, least=1, path=here, required=True)
            total += len(words(field, "name")) + len(words(field, "value"))
    if total > 6000:
        found.append(
            Problem("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")
        )
    return found


def bulk_delete(call: Call) -> list[Problem]:
    """2 to 100 messages, none older than two weeks of practice time."""
    asked = xids(call.body, "messages")
    found = count("messages", len(set(asked)), 100, least=2)
    oldest = call.world.now() - timedelta(days=14)
    channel = xid(call.path["channel_id"]) or 0
    for ident in asked:
        message = call.world.find(channel, ident)
        if message is not None and message.when < oldest:
            raise ApiError(50034, message="A message provided was too old to bulk delete")
    return found

"""Turning a request body into a message: files matched to their descriptions, flags kept.

It must not decide whether the bot may; the checks have already passed.
"""

from practice.desk.call import Call
from practice.desk.errors import ApiError
from practice.world import Attachment, Channel, Draft
from practice.world.things import EPHEMERAL
from practice.world.wiretypes import Json, obj, objs, whole, words, xid

SENDABLE = (1 << 2) | (1 << 12) | (1 << 13) | (1 << 15)


def draft(call: Call, body: Json, *, private_to: int | None = None) -> Draft:
    """The message that `body` asks for; `private_to` may read it alone when flag 64 is set."""
    flags = whole(body, "flags", 0)
    made = Draft(
        content=words(body, "content"),
        embeds=objs(body, "embeds"),
        components=objs(body, "components"),
        attachments=attachments(call, body),
        flags=flags & SENDABLE,
        tts=bool(body.get("tts")),
        nonce=body.get("nonce"),
        allowed_mentions=body.get("allowed_mentions"),
        poll=body.get("poll"),
    )
    if private_to is not None and flags & EPHEMERAL:
        made.only_for = private_to
        made.flags |= EPHEMERAL
    return made


def attachments(call: Call, body: Json) -> list[Attachment]:
    """The files sent along, with the names and descriptions that `attachments` gives them."""
    told = {str(one.get("id")): one for one in objs(body, "attachments")}
    for index, file in enumerate(call.files):
        about = told.get(str(index), {})
        file.filename = words(about, "filename") or file.filename
        file.description = about.get("description")
    return call.files


def reference(call: Call, channel: Channel, body: Json) -> Json | None:
    """The message this one answers; a form error when it is gone and that matters."""
    asked = obj(body, "message_reference")
    if not asked:
        return None
    found = call.world.find(channel.id, xid(asked.get("message_id")) or 0)
    if found is None:
        if asked.get("fail_if_not_exists", True):
            raise ApiError(
                50035,
                more={
                    "errors": {
                        "message_reference": {
                            "_errors": [
                                {
                                    "code": "REPLIES_UNKNOWN_MESSAGE",
                                    "message": "Unknown message",
                                }
                            ]
                        }
                    }
                },
            )
        return None
    guild = {"guild_id": str(channel.guild_id)} if channel.guild_id else {}
    return {"type": 0, "message_id": str(found.id), "channel_id": str(channel.id), **guild}

"""Routes for what comes after the acknowledgement: follow-ups, edits and removals by token."""

from practice.check import sent as check
from practice.desk.call import Call, Reply, nothing, route
from practice.desk.errors import ApiError
from practice.rest.drafts import attachments, draft
from practice.world import Interaction, Message
from practice.world.things import LOADING
from practice.world.wiretypes import whole

BASE = "/webhooks/{webhook_id}/{webhook_token}"
DEFER = 5


def _opened(call: Call) -> Interaction:
    one = call.world.by_token.get(call.path["webhook_token"])
    if call.xid("webhook_id") != call.world.application_id or one is None:
        raise ApiError(10015)
    if one.age() > call.world.token_life:
        raise ApiError(50027)
    if one.answered is None:
        raise ApiError(10015)
    return one


def _message(call: Call, one: Interaction) -> Message:
    if "message_id" not in call.path:
        found = one.original
    else:
        mine = [*one.made, *([one.original] if one.original else [])]
        found = next((each for each in mine if each.id == call.xid("message_id")), None)
    if found is None or call.world.find(found.channel_id, found.id) is None:
        raise ApiError(10008)
    return found


@route("POST", BASE, check=check.follow_up, token=False)
async def follow_up(call: Call) -> Reply:
    """Say something more; the first words after a deferral take the place of "thinking"."""
    one = _opened(call)
    made = draft(call, call.body, private_to=one.user_id)
    if one.loading and one.original is not None:
        _fill(call, one, one.original)
        message = one.original
    else:
        made.interaction = call.world.metadata(one)
        message = call.world.post(call.world.channels[one.channel_id], call.bot, made)
        one.made.append(message)
    one.touch(message)
    return Reply(call.world.message_wire(message))


def _fill(call: Call, one: Interaction, message: Message) -> None:
    one.loading = False
    message.flags &= ~LOADING
    message.flags |= whole(call.body, "flags", 0) & ((1 << 2) | (1 << 15))
    call.world.edit(message, call.body, attachments(call, call.body))
    message.edited = None


async def fetch(call: Call) -> Reply:
    """One of the messages this interaction made."""
    return Reply(call.world.message_wire(_message(call, _opened(call))))


async def edit(call: Call) -> Reply:
    """Change one of them; also the message whose button was pressed."""
    one = _opened(call)
    message = _message(call, one)
    if one.loading and message is one.original:
        _fill(call, one, message)
    else:
        call.world.edit(message, call.body, attachments(call, call.body))
    one.touch(message)
    return Reply(call.world.message_wire(message))


async def delete(call: Call) -> Reply:
    """Remove one of them."""
    one = _opened(call)
    message = _message(call, one)
    if message is one.original:
        one.loading = False
    call.world.delete(message)
    one.touch()
    return nothing()


for _end in ("/messages/@original", "/messages/{message_id}"):
    route("GET", BASE + _end, token=False)(fetch)
    route("PATCH", BASE + _end, check=check.edit_by_token, token=False)(edit)
    route("DELETE", BASE + _end, token=False)(delete)

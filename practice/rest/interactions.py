"""The route with which the bot acknowledges an interaction, within three real seconds, once."""

from collections.abc import Callable

from practice.check import answers as check
from practice.desk.call import Call, Reply, nothing, route
from practice.desk.errors import ApiError
from practice.rest.drafts import attachments, draft
from practice.world import Draft, Interaction, Json
from practice.world.things import EPHEMERAL, LOADING
from practice.world.wiretypes import obj, objs, whole

PONG, MESSAGE, DEFER, DEFER_UPDATE, UPDATE, SUGGEST, MODAL = 1, 4, 5, 6, 7, 8, 9


@route(
    "POST",
    "/interactions/{interaction_id}/{interaction_token}/callback",
    check=check.callback,
    token=False,
)
async def callback(call: Call) -> Reply:
    """Acknowledge: answer, defer, update, suggest or open a form."""
    one = open_interaction(call)
    if one.failed or one.age() > call.world.patience:
        raise ApiError(10062)
    if one.answered is not None:
        raise ApiError(40060)
    kind = int(call.body["type"])
    _ANSWERS[kind](call, one)
    call.world.answered(one, kind)
    if not call.flag("with_response"):
        return nothing()
    return Reply(_receipt(call, one, kind))


def open_interaction(call: Call) -> Interaction:
    """The interaction in the path; 10062 when id and token do not belong together."""
    one = call.world.interactions.get(call.xid("interaction_id"))
    if one is None or one.token != call.path["interaction_token"]:
        raise ApiError(10062)
    return one


def _message(call: Call, one: Interaction) -> None:
    post_answer(call, one, draft(call, obj(call.body, "data"), private_to=one.user_id))
    one.latest = one.original


def _defer(call: Call, one: Interaction) -> None:
    made = Draft(flags=LOADING)
    if whole(obj(call.body, "data"), "flags", 0) & EPHEMERAL:
        made.only_for, made.flags = one.user_id, LOADING | EPHEMERAL
    one.loading = True
    post_answer(call, one, made)


def post_answer(call: Call, one: Interaction, made: Draft) -> None:
    """Put the first answer where the interaction came from."""
    made.interaction = call.world.metadata(one)
    if one.kind == 2:
        made.kind = 20
    elif one.source is not None:
        made.kind = 19 if made.only_for is None else 0
        made.reference = _answering(one)
    one.original = call.world.post(call.world.channels[one.channel_id], call.bot, made)


def _answering(one: Interaction) -> Json | None:
    if one.source is None or one.source.only_for is not None:
        return None
    guild = {"guild_id": str(one.guild_id)} if one.guild_id else {}
    return {
        "type": 0,
        "message_id": str(one.source.id),
        "channel_id": str(one.source.channel_id),
        **guild,
    }


def _defer_update(call: Call, one: Interaction) -> None:
    one.original = one.source


def _update(call: Call, one: Interaction) -> None:
    if one.source is None or call.world.find(one.source.channel_id, one.source.id) is None:
        raise ApiError(10008)
    data = obj(call.body, "data")
    call.world.edit(one.source, data, attachments(call, data))
    one.original = one.latest = one.source


def _suggest(call: Call, one: Interaction) -> None:
    one.choices = objs(obj(call.body, "data"), "choices")


def _modal(call: Call, one: Interaction) -> None:
    form = obj(call.body, "data")
    one.modal = form | {"interaction_id": str(one.id), "channel_id": str(one.channel_id)}
    call.world.tell("modal_opened", {
        "user_id": str(one.user_id),
        "channel_id": str(one.channel_id),
        "interaction_id": str(one.id),
        "modal": one.modal,
    })  # fmt: skip


def _pong(call: Call, one: Interaction) -> None:
    return None


_ANSWERS: dict[int, Callable[[Call, Interaction], None]] = {
    PONG: _pong,
    MESSAGE: _message,
    DEFER: _defer,
    DEFER_UPDATE: _defer_update,
    UPDATE: _update,
    SUGGEST: _suggest,
    MODAL: _modal,
}


def _receipt(call: Call, one: Interaction, kind: int) -> Json:
    about: Json = {"id": str(one.id), "type": one.kind}
    if kind in (MESSAGE, DEFER, UPDATE, DEFER_UPDATE) and one.original is not None:
        about |= {
            "response_message_id": str(one.original.id),
            "response_message_loading": kind == DEFER,
            "response_message_ephemeral": one.original.only_for is not None,
        }
    if kind not in (MESSAGE, UPDATE) or one.original is None:
        return {"interaction": about}
    message = call.world.message_wire(one.original)
    return {"interaction": about, "resource": {"type": kind, "message": message}}

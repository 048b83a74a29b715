"""The one road from a press to its handler and back, for buttons, menus, forms and commands.

Knows when to acknowledge, where errors go, and how a refused form is opened again. Must not know
any one verb.

Why one listener, and not discord.py's `DynamicItem`: a form has no dynamic item at all and is
lost at a restart; an error in a dynamic item's callback reaches no handler and is only logged;
and a dynamic item rebuilds the whole view from the message before it calls anybody. A listener
to `on_interaction` is given every press, needs nothing in memory, and is one place for all. The
views we send are never kept by discord.py (see `Face`), so nothing is called twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, cast

import discord
import structlog

from cogs._address import AGAIN, ANYWAY, Address, again, form_key, read
from cogs._app import App
from cogs._call import Call
from cogs._errors import log, note, sorry
from cogs._kit import Button, Row
from cogs._meaning import too_late
from cogs._modal import Form
from cogs._routes import Route
from cogs._screening import card_of, held_back
from learning.refusals import Refusal, Stale
from services.screening import MayPoint
from services.values import Note

ACKNOWLEDGE_AFTER = 1.5  # seconds; Discord waits three

_HEARD = (discord.InteractionType.component, discord.InteractionType.modal_submit)


def listener(app: App) -> Callable[[discord.Interaction[Any]], Awaitable[None]]:
    """Return the one listener to `on_interaction`."""

    async def arrived(interaction: discord.Interaction[Any]) -> None:
        if interaction.type in _HEARD:
            data = cast("dict[str, Any]", interaction.data or {})
            address = read(str(data.get("custom_id", "")))
            if address is not None:
                await _take(Call(interaction, app, address))

    return arrived


async def answer(
    call: Call,
    verb: str,
    work: Awaitable[None],
    *,
    opens_form: bool = False,
    more: Row | None = None,
) -> bool:
    """Do the work of a call, acknowledging in good time; any failure becomes one sentence.

    `more` is shown below the sentence of a failure. Returns whether the work was done.
    """
    with (
        call.app.underway.one(),
        structlog.contextvars.bound_contextvars(press=call.reference, verb=verb),
    ):
        try:
            await (work if opens_form else _in_time(call, work))
        except Exception as error:
            note(error, reference=call.reference, verb=verb)
            await _tell(call, error, more)
            return False
        log.info("done")
        return True


async def _take(call: Call) -> None:
    kind, verb = call.address.kind, call.address.verb
    if verb == ANYWAY:
        await _post_anyway(call)
        return
    if verb == AGAIN:
        await answer(call, verb, _open_again(call), opens_form=True)
        return
    route = call.app.routes.find(kind, verb)
    if route is None:
        await answer(call, verb, _unknown(verb))
    elif kind == "f":
        await _take_form(call, route)
    else:
        await answer(call, verb, route.run(call), opens_form=route.opens_form)


async def _take_form(call: Call, route: Route) -> None:
    """Keep what was typed, then let the handler have it; forget it only when all went well."""
    verb = call.address.verb
    key = form_key(verb, call.thing)
    drafts = call.app.drafts

    async def keep_and_run() -> None:
        await drafts.keep(call.who, key, call.fields)
        await _screen_and_run(call, route)

    if await answer(call, verb, keep_and_run(), more=_change_it(call)):
        try:
            await drafts.drop(call.who, key)
        except Exception as error:
            note(error, reference=call.reference, verb=verb)


async def _screen_and_run(call: Call, route: Route) -> None:
    if route.shown:
        await call.screen({key: call.fields.get(key, "") for key in route.shown})
    await route.run(call)


async def _post_anyway(call: Call) -> None:
    """Do what was held back: its writer says that it is safe."""
    held = held_back(call)
    route = held and call.app.routes.find(held.address.kind, held.address.verb)
    if held is None or route is None:
        await answer(call, ANYWAY, _unknown(ANYWAY))
        return
    work = _send_again(held, route) if held.address.kind == "f" else route.run(held)
    await answer(held, held.address.verb, work, more=_change_it(held))


async def _send_again(held: Call, route: Route) -> None:
    """Send a form again from what was kept of it; of two presses, one has it."""
    key, drafts = form_key(held.address.verb, held.thing), held.app.drafts
    kept = held.kept = await drafts.take(held.who, key)
    if not kept:
        raise Refusal("screen.gone")
    try:
        await _screen_and_run(held, route)
    except Exception:
        await drafts.keep(held.who, key, kept)
        raise
    await held.redraw(Note(key="screen.done"))


def _change_it(call: Call) -> Row | None:
    verb = call.address.verb
    if call.app.routes.builder(verb) is None:
        return None
    button = again(verb, call.thing)
    label = call.app.words("form.change_it")
    return Row(
        Button(label=label, verb=button.verb, thing=button.thing, rev=call.rev, style="main")
    )


async def _open_again(call: Call) -> None:
    verb, _, thing = call.thing.partition("|")
    builder = call.app.routes.builder(verb)
    if builder is None:
        raise Stale("button")
    kept = await call.app.drafts.get(call.who, form_key(verb, thing))
    asked = Call(call.interaction, call.app, Address("f", verb, thing, call.rev))
    form = cast("Form", await builder(asked, kept))
    await call.ask(form.filled(kept))


async def _unknown(verb: str) -> None:
    log.warning("no_handler", verb=verb)
    raise Stale("button")


async def _in_time(call: Call, work: Awaitable[None]) -> None:
    """Do the work; acknowledge when it takes longer than a person's client would wait."""
    doing = asyncio.gather(work)  # awaited right here, to its end
    try:
        await asyncio.wait({doing}, timeout=ACKNOWLEDGE_AFTER)
        if not doing.done():
            await _acknowledge(call)
        await doing
    finally:
        doing.cancel()


async def _acknowledge(call: Call) -> None:
    try:
        await call.later()
    except Exception as error:  # the work goes on: only its answer may be lost
        note(error, reference=call.reference, verb=call.address.verb)


async def _tell(call: Call, error: BaseException, more: Row | None) -> None:
    """Tell the person; when even that fails, the log is all there is."""
    if too_late(error):
        return
    try:
        if isinstance(error, MayPoint):
            await call.turn(card_of(call, error))
        else:
            await call.tell(sorry(error, call.app.words, reference=call.reference, more=more))
    except Exception as second:
        note(second, reference=call.reference, verb=call.address.verb)

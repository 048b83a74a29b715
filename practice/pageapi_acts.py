"""What the page lets a person do: each request becomes the move of one hand, or of the clock.

It knows hands and the view. It must not know the wire to the bot, nor headers and hosts.
"""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from practice.hands import Answer, Hand, Upload
from practice.pageapi_door import Json, SorryError, body_of, number
from practice.pageapi_view import View
from practice.world.wiretypes import items, moment, obj

OnCast = Callable[[int | None, bool], None]

NO_ANSWER = "The bot did not answer in time. Nothing was lost: please try again."
FILE_LIMIT = 10 * 1024 * 1024


@dataclass
class Acts:
    """One handler for each thing a person can do."""

    view: View
    on_cast: OnCast | None = None
    everyone: bool = False
    alone: set[int] = field(default_factory=set[int])

    async def command(self, request: web.Request) -> web.Response:
        """Use a slash command."""
        hand, body = await self._asked(request)
        words, options = str(body.get("name", "")), obj(body, "options")
        return _told(await hand.command(_channel(body), words, **options))

    async def autocomplete(self, request: web.Request) -> web.Response:
        """Suggestions for the option being typed in."""
        hand, body = await self._asked(request)
        words, options = str(body.get("name", "")), obj(body, "options")
        focused = str(body.get("focused", ""))
        found = await hand.autocomplete(_channel(body), words, options, focused)
        return web.json_response({"choices": found})

    async def press(self, request: web.Request) -> web.Response:
        """Press a button, or choose in a menu when `values` come along."""
        hand, body = await self._asked(request)
        message: Json = {
            "id": str(number(body.get("message"), "message")),
            "channel_id": str(_channel(body)),
        }
        custom_id = str(body.get("custom_id", ""))
        if body.get("values") is not None:
            chosen = [str(one) for one in items(body, "values")]
            return _told(await hand.choose(message, custom_id, chosen))
        return _told(await hand.press(message, custom_id=custom_id))

    async def submit(self, request: web.Request) -> web.Response:
        """Send a form."""
        hand, body = await self._asked(request)
        opener = self.view.world.interactions.get(number(body.get("interaction"), "form"))
        if opener is None or opener.modal is None or opener.user_id != hand.id:
            raise SorryError(409, "That form was closed long ago.")
        values = {key: _value(given) for key, given in obj(body, "values").items()}
        return _told(await hand.submit(opener.modal, values))

    async def say(self, request: web.Request) -> web.Response:
        """Write a message."""
        hand, body = await self._asked(request)
        return web.json_response(
            {"message": await hand.say(_channel(body), str(body.get("content", "")))}
        )

    async def voice(self, request: web.Request) -> web.Response:
        """Go into a voice channel, or leave."""
        hand, body = await self._asked(request)
        await hand.voice(None if body.get("channel") is None else _channel(body))
        return web.json_response({})

    async def event(self, request: web.Request) -> web.Response:
        """Press Interested on an event, or take it back."""
        hand, body = await self._asked(request)
        ident = number(body.get("event"), "event")
        await hand.react_event(ident, bool(body.get("interested")))
        return web.json_response({})

    async def read(self, request: web.Request) -> web.Response:
        """Note how far somebody has read."""
        hand, body = await self._asked(request)
        self.view.read(hand.id, _channel(body), number(body.get("last"), "message"))
        return web.json_response({})

    async def dismiss(self, request: web.Request) -> web.Response:
        """Put away a message that only this person sees."""
        hand, body = await self._asked(request)
        ident = number(body.get("message"), "message")
        hand.dismiss({"id": str(ident), "channel_id": str(_channel(body))})
        return web.json_response({})

    async def clock(self, request: web.Request) -> web.Response:
        """Change the clock's speed, or jump: to a moment, or to the next thing due."""
        body = await body_of(request)
        clock = self.view.clock
        try:
            if "speed" in body:
                clock.set_speed(float(body["speed"]))
            elif body.get("jump") == "next":
                if await clock.jump_to_next() is None:
                    raise SorryError(409, "Nothing is waiting to happen.")
            else:
                clock.jump(moment(str(body.get("jump"))))
        except (TypeError, ValueError):
            raise SorryError(409, "The clock cannot do that: it only moves on.") from None
        if clock.followers:
            await clock.settled(timeout=2.0)
        return web.json_response(self.view.clock_now())

    async def cast(self, request: web.Request) -> web.Response:
        """Let one person, or everybody but the viewer, act by themselves; or stop it."""
        body = await body_of(request)
        if self.on_cast is None:
            raise SorryError(409, "Nobody acts by themselves here.")
        on = bool(body.get("self_driving"))
        if body.get("as") is None:
            self.everyone = on
            self.alone = set(self.view.people()) if on else set()
            self.on_cast(None, on)
        else:
            who = number(body["as"], "person")
            (self.alone.add if on else self.alone.discard)(who)
            self.everyone = self.everyone and on
            self.on_cast(who, on)
        return web.json_response({"cast_acts": self.cast_acts()})

    def cast_acts(self) -> Json | None:
        """Who acts by themselves; None when nobody can."""
        if self.on_cast is None:
            return None
        return {"all": self.everyone, "ids": [str(one) for one in sorted(self.alone)]}

    async def _asked(self, request: web.Request) -> tuple[Hand, Json]:
        body = await body_of(request)
        return self.hand(body.get("as")), body

    def hand(self, ident: Any) -> Hand:
        """The hand of a person on the page; refused when there is nobody of that id."""
        who = number(ident, "person")
        if who not in self.view.people():
            raise SorryError(404, "There is no such person.")
        return self.view.hands.of(who)


def _told(answer: Answer) -> web.Response:
    if answer.failed:
        raise SorryError(504, NO_ANSWER)
    return web.json_response({"answered": True, "form": answer.modal is not None})


def _channel(body: Json) -> int:
    return number(body.get("channel"), "channel")


def _value(given: Any) -> Any:
    if isinstance(given, list):
        return [_value(one) for one in given]  # pyright: ignore[reportUnknownVariableType] (JSON)
    if isinstance(given, dict) and "filename" in given:
        return _upload(str(given["filename"]), str(given.get("data", "")))  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType] (JSON)
    return given  # pyright: ignore[reportUnknownVariableType] (JSON)


def _upload(name: str, data: str) -> Upload:
    try:
        content = base64.b64decode(data, validate=True)
    except binascii.Error:
        raise SorryError(400, "That file could not be read.") from None
    if len(content) > FILE_LIMIT:
        raise SorryError(409, "That file is too big: 10 MB is the most.")
    return name, content

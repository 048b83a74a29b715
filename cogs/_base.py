"""What every cog is made from: a room of marked methods.

Knows how methods are marked and found. Must not know any one noun.

    class Consent(Room):
        @press("consent.yes")
        async def yes(self, call: Call) -> None: ...
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import discord
from discord.ext import commands

from cogs._address import Kind
from cogs._app import App, Drafts, Draw, Rights
from cogs._call import Call
from cogs._command import AnyCommand, Method, Spec, Suggest, build
from cogs._kit import Option, Words
from cogs._modal import Checks, Choose, Form, People, Radio, Say, Text, Tick, Upload
from cogs._routes import Route, Routes

F = TypeVar("F", bound=Callable[..., Awaitable[Any]])
_MARKS = "__setwise_marks__"


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: Kind | Literal["again"]
    verb: str
    opens_form: bool = False
    shown: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


def press(verb: str, *, opens_form: bool = False) -> Callable[[F], F]:
    """Mark the method that answers a button."""
    return _marked(_Mark("b", verb, opens_form))


def pick(verb: str, *, opens_form: bool = False) -> Callable[[F], F]:
    """Mark the method that answers a menu of any sort; see `Call.values`."""
    return _marked(_Mark("s", verb, opens_form))


def form(
    verb: str,
    *,
    shown: tuple[str, ...] = (),
    own: tuple[str, ...] = (),
    later: tuple[str, ...] = (),
) -> Callable[[F], F]:
    """Mark the method that takes a form that was sent; see `Call.fields`.

    Each field that is typed into is one of three things, and a test fails when it is none.
    `shown`: others will see it, so the writer is asked first about what in it may point to
    somebody. `own`: nobody in the set reads it, or it is only the writer's
    own name. `later`: the writer chooses after the form
    who sees it, and it is screened by `Call.screen` then.
    """
    return _marked(_Mark("f", verb, shown=shown, own=own, later=later))


def reform(verb: str) -> Callable[[F], F]:
    """Mark `async def build(self, call, fields) -> Form`, which draws a refused form again.

    What was typed is put back into the fields by the machinery.
    """
    return _marked(_Mark("again", verb))


def command(
    name: str,
    *,
    opens_form: bool = False,
    manages: bool = False,
    server_only: bool = False,
    choices: Mapping[str, tuple[str, ...]] | None = None,
    suggest: Mapping[str, str] | None = None,
) -> Callable[[F], F]:
    """Mark `async def name(self, call, option: type, ...)` as a slash command: "bring", "set.card".

    `manages` shows it only to people who manage the server. `choices` are the values of an option;
    their words stand under `command.<name>.<option>.<value>`. `suggest` names the method
    `async def (self, call, typed) -> [(label, value)]` that completes an option.
    """
    return _marked(
        Spec(
            name=name,
            opens_form=opens_form,
            manages=manages,
            server_only=server_only,
            choices=choices or {},
            suggest=suggest or {},
        )
    )


class Room(commands.Cog):
    """A cog: its marked methods are registered when it is made."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.words = app.words
        self.services = app.services
        for mark, method in _found(self):
            if isinstance(mark, _Mark):
                self._register(mark, method)

    def call(self, interaction: discord.Interaction[Any]) -> Call:
        """Return the call of a command that was made with discord.py's own decorators."""
        return Call(interaction, self.app)

    def marked_commands(self) -> list[tuple[Spec, Method, Mapping[str, Suggest]]]:
        """Return this room's marked commands, ready for `build`."""
        return [
            (mark, method, {o: getattr(self, name) for o, name in mark.suggest.items()})
            for mark, method in _found(self)
            if isinstance(mark, Spec)
        ]

    def _register(self, mark: _Mark, method: Callable[..., Any]) -> None:
        if mark.kind == "again":
            self.app.routes.add_builder(mark.verb, method)
        else:
            self.app.routes.add(
                mark.kind,
                mark.verb,
                Route(method, mark.opens_form, mark.shown, mark.own, mark.later),
            )


def commands_of(app: App, rooms: Iterable[Room]) -> list[AnyCommand]:
    """Return the slash commands of all rooms; a group may be spread over several rooms."""
    return build(app, (marked for room in rooms for marked in room.marked_commands()))


def _marked(mark: _Mark | Spec) -> Callable[[F], F]:
    def keep(method: F) -> F:
        marks = (*getattr(method, _MARKS, ()), mark)
        setattr(method, _MARKS, marks)
        return method

    return keep


def _found(room: Room) -> Iterable[tuple[_Mark | Spec, Callable[..., Any]]]:
    for name, function in vars(type(room)).items():
        for mark in getattr(function, _MARKS, ()):
            yield mark, getattr(room, name)


__all__ = [
    "App",
    "Call",
    "Checks",
    "Choose",
    "Drafts",
    "Draw",
    "Form",
    "Option",
    "People",
    "Radio",
    "Rights",
    "Room",
    "Routes",
    "Say",
    "Text",
    "Tick",
    "Upload",
    "Words",
    "command",
    "commands_of",
    "form",
    "pick",
    "press",
    "reform",
]

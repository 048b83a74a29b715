"""Slash commands whose every sentence comes from the words file.

Knows how a marked method becomes a command of Discord, and the same road as every press. Must not
know any one command.

Words by key: `command.set` for the group /set, `command.set.card` for the command,
`command.bring.pressing` for its option, `command.bring.pressing.low` for a choice of that option.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import discord
from discord import app_commands

from cogs._app import App
from cogs._call import Call
from cogs._errors import note
from cogs._kit import Words, shorten
from cogs._press import answer

MOST_DESCRIPTION = 100
MOST_CHOICES = 25

Method = Callable[..., Awaitable[None]]
Suggest = Callable[[Call, str], Awaitable[Sequence[tuple[str, str]]]]  # -> (label, value)
AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """What was said of a command where it was marked."""

    name: str  # "bring" or "set.card"
    opens_form: bool = False
    manages: bool = False
    server_only: bool = False
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    suggest: Mapping[str, str] = field(default_factory=dict[str, str])


def build(
    app: App, marked: Iterable[tuple[Spec, Method, Mapping[str, Suggest]]]
) -> list[AnyCommand]:
    """Return the commands and groups of all marked methods, with their words."""
    top: dict[str, AnyCommand] = {}
    for spec, method, suggest in marked:
        made = _command(app, spec, method, suggest)
        group_name, dot, _ = spec.name.partition(".")
        if not dot:
            top[spec.name] = made
            continue
        group = top.get(group_name) or _group(app.words, spec, group_name)
        if not isinstance(group, app_commands.Group):
            raise TypeError(f"{group_name} is a command and a group")
        group.add_command(made)
        top[group_name] = group
    return list(top.values())


def _group(words: Words, spec: Spec, name: str) -> app_commands.Group:
    return app_commands.Group(
        name=name,
        description=shorten(words(f"command.{name}"), MOST_DESCRIPTION),
        allowed_contexts=_contexts(spec),
        default_permissions=_permissions(spec),
    )


def _contexts(spec: Spec) -> app_commands.AppCommandContext:
    return app_commands.AppCommandContext(guild=True, dm_channel=not spec.server_only)


def _permissions(spec: Spec) -> discord.Permissions | None:
    return discord.Permissions(manage_guild=True) if spec.manages else None


def _command(
    app: App, spec: Spec, method: Method, suggest: Mapping[str, Suggest]
) -> app_commands.Command[Any, ..., Any]:
    callback = _callback(app, spec, method)
    options = tuple(inspect.signature(callback).parameters)[1:]
    said = {name: app.words(f"command.{spec.name}.{name.rstrip('_')}") for name in options}
    renamed = {name: name.rstrip("_") for name in options if name.endswith("_")}
    if said:
        callback = app_commands.describe(
            **{name: shorten(text, MOST_DESCRIPTION) for name, text in said.items()}
        )(callback)
    if renamed:  # such as `from_`, which Python keeps for itself
        callback = app_commands.rename(**renamed)(callback)
    for name, values in spec.choices.items():
        choices = [
            app_commands.Choice(name=app.words(f"command.{spec.name}.{name}.{v}"), value=v)
            for v in values
        ]
        callback = app_commands.choices(**{name: choices})(callback)
    for name, suggester in suggest.items():
        callback = app_commands.autocomplete(**{name: _suggester(app, suggester)})(callback)
    command = app_commands.Command[Any, ..., Any](
        name=spec.name.rpartition(".")[2],
        description=shorten(app.words(f"command.{spec.name}"), MOST_DESCRIPTION),
        callback=callback,
    )
    if "." not in spec.name:
        command.allowed_contexts = _contexts(spec)
        command.default_permissions = _permissions(spec)
    return command


def _callback(app: App, spec: Spec, method: Method) -> Callable[..., Any]:
    """Make a callback with the options of the method, read from its own annotations."""

    async def run(interaction: discord.Interaction[Any], **options: Any) -> None:
        call = Call(interaction, app)
        work = method(call, **options)
        await answer(call, f"/{spec.name}", work, opens_form=spec.opens_form)

    hints = typing.get_type_hints(inspect.unwrap(method), include_extras=True)
    first, *rest = inspect.signature(method).parameters.values()
    options = [option.replace(annotation=hints[option.name]) for option in rest]
    signature = inspect.Signature([first.replace(annotation=discord.Interaction), *options])
    setattr(run, "__signature__", signature)  # noqa: B010  # a plain assignment is not typed
    return run


def _suggester(app: App, suggest: Suggest) -> Any:
    async def complete(
        interaction: discord.Interaction[Any], current: str
    ) -> list[app_commands.Choice[str]]:
        call = Call(interaction, app)
        try:
            found = await suggest(call, current)
        except Exception as error:  # there is nowhere to tell it: suggest nothing
            note(error, reference=call.reference, verb="suggest")
            return []
        return [
            app_commands.Choice(name=shorten(label, 100), value=value)
            for label, value in found[:MOST_CHOICES]
        ]

    return complete

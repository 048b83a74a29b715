"""Draws a form as Discord's modal.

Knows Discord's limits for forms and their fields. Must not know any one form.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from cogs._address import Address
from cogs._kit import Option, shorten
from cogs._modal import Checks, Choose, Field, Form, Part, People, Radio, Say, Text, Tick, Upload
from cogs._options import drawn

MOST_TITLE = 45
MOST_LABEL = 45
MOST_DESCRIPTION = 100
MOST_PARTS = 5


class Sent(ui.Modal):
    """A drawn form; discord.py keeps no memory of it (see `Face`)."""

    def is_finished(self) -> bool:
        """Keep out of discord.py's store of forms."""
        return True


def draw_form(form: Form) -> Sent:
    """Draw a form; a ValueError says what is wrong with it."""
    if not 1 <= len(form.parts) <= MOST_PARTS:
        raise ValueError("a form has one to five parts")
    address = Address("f", form.verb, form.thing, form.rev)
    modal = Sent(title=shorten(form.title, MOST_TITLE), custom_id=str(address))
    for part in form.parts:
        modal.add_item(_draw(part))
    return modal


def _draw(part: Part) -> ui.Item[Any]:
    if isinstance(part, Say):
        said: ui.TextDisplay[Any] = ui.TextDisplay(part.text)
        return said
    return ui.Label(
        text=shorten(part.label, MOST_LABEL),
        description=shorten(part.description, MOST_DESCRIPTION) or None,
        component=_component(part),
    )


def _component(part: Field) -> ui.Item[Sent]:
    match part:
        case Text():
            return _text(part)
        case Choose():
            return _choose(part)
        case Radio():
            return _radio(part)
        case Checks():
            return _checks(part)
        case Tick():
            return ui.Checkbox(custom_id=part.key, default=part.chosen)
        case People():
            return _people(part)
        case Upload():
            return ui.FileUpload(
                custom_id=part.key, required=part.required, min_values=int(part.required)
            )


def _text(part: Text) -> ui.TextInput[Sent]:
    return ui.TextInput(
        custom_id=part.key,
        style=discord.TextStyle.paragraph if part.long else discord.TextStyle.short,
        default=part.value[: part.most] or None,
        required=part.required,
        min_length=part.least or None,
        max_length=part.most,
    )


def _choose(part: Choose) -> ui.Select[Sent]:
    _check_values(part.options)
    return ui.Select(
        custom_id=part.key,
        min_values=part.least,
        max_values=min(part.most, len(part.options)),
        required=part.least > 0,
        options=drawn(discord.SelectOption, part.options),
    )


def _radio(part: Radio) -> ui.RadioGroup[Sent]:
    return ui.RadioGroup(
        custom_id=part.key,
        required=part.required,
        options=drawn(discord.RadioGroupOption, part.options),
    )


def _checks(part: Checks) -> ui.CheckboxGroup[Sent]:
    _check_values(part.options)
    return ui.CheckboxGroup(
        custom_id=part.key,
        required=part.least > 0,
        min_values=part.least,
        max_values=min(part.most, len(part.options)),
        options=drawn(discord.CheckboxGroupOption, part.options),
    )


def _people(part: People) -> ui.UserSelect[Sent]:
    return ui.UserSelect(
        custom_id=part.key,
        min_values=part.least,
        max_values=part.most,
        required=part.least > 0,
        default_values=[discord.Object(xid) for xid in part.chosen[: part.most]],
    )


def _check_values(options: Sequence[Option]) -> None:
    if any("," in option.value for option in options):
        raise ValueError("the value of an option holds no comma")

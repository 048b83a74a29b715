"""Draws things to choose as Discord's options.

Knows Discord's limits for one option. Must not know what is chosen, nor where.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import discord

from cogs._kit import Option, shorten

MOST_OF_OPTION = 100  # characters, label and description alike

Drawn = TypeVar(
    "Drawn", discord.SelectOption, discord.RadioGroupOption, discord.CheckboxGroupOption
)


def drawn(kind: type[Drawn], options: Iterable[Option]) -> list[Drawn]:
    """Return the options as a menu (`SelectOption`), radio or check box group takes them."""
    return [
        kind(
            label=shorten(option.label, MOST_OF_OPTION),
            value=option.value,
            description=shorten(option.description, MOST_OF_OPTION) or None,
            default=option.chosen,
        )
        for option in options
    ]

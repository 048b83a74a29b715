"""Writes docs/reference/commands.md: every command as Discord is told of it.

Run by `make docs`. Knows the commands that are registered. Must not add a word of its own to what
they say of themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from discord import app_commands
from machinery_house import house

from cogs._base import commands_of
from cogs.rooms import make_rooms

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"
TOP = """# Commands

Whatever can be pressed can also be typed. This page is written by `make docs` from what the bot
tells Discord; people see the same words when they type `/`. Options in brackets may be left out.
"""
EVERYONE = "For everyone"
COORDINATORS = "For coordinators (Discord offers them to those who may manage the server)"
HEAD = "| command | what it does | options |\n|---|---|---|"

Command = app_commands.Command[Any, ..., Any]


def page() -> str:
    """Return the page as it is to stand in the docs."""
    app = house()
    rows: dict[str, list[str]] = {EVERYONE: [], COORDINATORS: []}
    for top in commands_of(app, make_rooms(app)):
        where = COORDINATORS if top.default_permissions else EVERYONE
        rows[where].extend(_row(one) for one in _leaves(top))
    parts = (f"## {title}\n\n{HEAD}\n" + "\n".join(sorted(rows[title])) for title in rows)
    return TOP + "\n" + "\n\n".join(parts) + "\n"


def _leaves(top: app_commands.Group | Command | app_commands.ContextMenu) -> Iterator[Command]:
    if isinstance(top, app_commands.Group):
        for one in top.commands:
            yield from _leaves(one)
    elif isinstance(top, app_commands.Command):
        yield top


def _row(one: Command) -> str:
    options = "; ".join(_option(option) for option in one.parameters)
    return f"| `/{one.qualified_name}` | {one.description} | {options} |"


def _option(option: app_commands.Parameter) -> str:
    name = f"`{option.name}`" if option.required else f"[`{option.name}`]"
    chosen = ", ".join(choice.name for choice in option.choices)
    return f"{name} {option.description}" + (f" ({chosen})" if chosen else "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

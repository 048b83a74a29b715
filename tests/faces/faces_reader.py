"""What a person reads and can press on a drawn message.

Knows discord.py's components. Must not know any one face.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from discord import ui

from cogs.faces import draw
from cogs.faces._layout import Face
from config.words import load_words

WORDS = load_words()


@dataclass(frozen=True, slots=True)
class Read:
    """A message as it is read: its text, its buttons and its menus."""

    text: str
    labels: tuple[str, ...]
    ids: tuple[str, ...]
    menus: tuple[ui.Select[Any], ...]
    components: int
    face: Face

    @property
    def whole(self) -> str:
        """Everything on the message, down to labels and menus."""
        options = [o.label for menu in self.menus for o in menu.options]
        prompts = [menu.placeholder or "" for menu in self.menus]
        return "\n".join([self.text, *self.labels, *prompts, *options])


def read(value: object) -> Read:
    """Draw a value with the real words, and read it."""
    face = draw(value, WORDS)
    items = list(face.walk_children())
    buttons: list[ui.Button[Any]] = [item for item in items if isinstance(item, ui.Button)]
    menus: list[ui.Select[Any]] = [item for item in items if isinstance(item, ui.Select)]
    live = [item.custom_id for item in (*buttons, *menus)]
    return Read(
        text=face.text(),
        labels=tuple(b.label or "" for b in buttons),
        ids=tuple(one for one in live if one),
        menus=tuple(menus),
        components=len(items),
        face=face,
    )

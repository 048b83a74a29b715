"""Draws a sheet as Discord's components, always within Discord's limits.

Knows 40 components and 4,000 characters. Must not know what a sheet is about.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import discord
from discord import ui

from cogs._address import Address
from cogs._options import drawn
from cogs.faces._kit import (
    Button,
    Control,
    Lines,
    Link,
    Menu,
    Part,
    PickChannel,
    PickPeople,
    Picture,
    Row,
    Rule,
    Sheet,
    Small,
    Words,
    marker,
    person,
    shorten,
)

MOST_TEXT = 3900  # of Discord's 4,000, with some air
MOST_SMALL = 1200
MOST_COMPONENTS = 40
MOST_BUTTONS = 5
MOST_OPTIONS = 25
MOST_NAME = 80  # of a file
MORE = 60  # room kept for "… and N more"

_STYLES = {
    "plain": discord.ButtonStyle.secondary,
    "main": discord.ButtonStyle.primary,
    "stop": discord.ButtonStyle.danger,
}
_KINDS = {
    "text": discord.ChannelType.text,
    "voice": discord.ChannelType.voice,
    "category": discord.ChannelType.category,
}

Block = str | Rule | Picture | Control


class Face(ui.LayoutView):
    """A drawn message. It holds no callbacks, and discord.py keeps no memory of it.

    discord.py stores every sent view that is not finished, so as to call it back later. Ours are
    routed by their custom_ids alone and so are finished from the start.
    """

    def __init__(
        self,
        box: ui.Container[Face],
        *,
        ping: int | None,
        quiet: bool,
        files: tuple[tuple[str, bytes], ...] = (),
        pictures: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(timeout=None)
        self.box = box
        self.ping = ping
        self.quiet = quiet
        self.add_item(box)
        self._files = tuple((file_name(name), data) for name, data in files)
        for name, _ in self._files:
            if name in pictures:
                continue
            shown: ui.File[Face] = ui.File(f"attachment://{name}")
            self.add_item(shown)

    def is_finished(self) -> bool:
        """Keep out of discord.py's store of views."""
        return True

    def mark(self, key: str) -> None:
        """Put the marker of a key on this message, so that it can be found again."""
        self.box.id = marker(key)

    def attached(self) -> list[discord.File]:
        """Return the files to send along, afresh: Discord's library reads each only once."""
        return [discord.File(io.BytesIO(data), filename=name) for name, data in self._files]

    def allowed(self) -> discord.AllowedMentions:
        """Return whom this message may notify: at most one person."""
        whom = [discord.Object(self.ping)] if self.ping else False
        return discord.AllowedMentions(everyone=False, roles=False, users=whom, replied_user=False)

    def text(self) -> str:
        """Return all that can be read, in order."""
        items = self.walk_children()
        return "\n".join(item.content for item in items if isinstance(item, ui.TextDisplay))


def lay(sheet: Sheet, words: Words) -> Face:
    """Draw a sheet; what does not fit is shortened and says so."""
    blocks = _within_limits(_Text(words).blocks(sheet), words)
    if not blocks:
        raise ValueError("an empty sheet cannot be shown")
    box: ui.Container[Face] = ui.Container(*(_draw(block) for block in blocks))
    pictures = frozenset(part.name for part in sheet.parts if isinstance(part, Picture))
    return Face(box, ping=sheet.ping, quiet=sheet.quiet, files=sheet.files, pictures=pictures)


def file_name(name: str) -> str:
    """Return a name that Discord takes for a file."""
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in name)[:MOST_NAME]


@dataclass
class _Text:
    """Puts text together, spending the room there is."""

    words: Words
    room: int = MOST_TEXT
    small_room: int = 0
    out: list[Block] = field(default_factory=list[Block])

    def blocks(self, sheet: Sheet) -> list[Block]:
        small = sum(len(part.text) + 8 for part in sheet.parts if isinstance(part, Small))
        self.small_room = min(small, MOST_SMALL)
        self.room = MOST_TEXT - self.small_room - MORE
        if sheet.ping and not _mentions(sheet):
            self._add(person(sheet.ping))
        if sheet.title:
            self._add(f"## {shorten(sheet.title, 200)}")
        for part in sheet.parts:
            self._part(part)
        return self.out

    def _part(self, part: Part) -> None:
        match part:
            case str():
                self._paragraph(part)
            case Lines():
                self._lines(part)
            case Small():
                self._small(part)
            case _:
                self.out.append(part)

    def _paragraph(self, text: str) -> None:
        if text and self.room > MORE:
            self._add(shorten(text, self.room), gap="\n\n")

    def _small(self, small: Small) -> None:
        text = shorten(small.text, max(0, self.small_room - 8))
        self.small_room -= len(text) + 8
        if text:
            self._join("\n".join(f"-# {line}" for line in text.split("\n")), gap="\n")

    def _lines(self, lines: Lines) -> None:
        shown: list[str] = []
        room = self.room
        for number, item in enumerate(lines.items, 1):
            line = f"{number}. {item}" if lines.numbered else f"- {item}"
            if len(line) + 1 > room:
                shown.append(self.words("kit.more", n=len(lines.items) - len(shown)))
                break
            shown.append(line)
            room -= len(line) + 1
        if shown:
            self._add("\n".join(shown))

    def _add(self, text: str, gap: str = "\n") -> None:
        self.room = max(0, self.room - len(text) - len(gap))
        self._join(text, gap)

    def _join(self, text: str, gap: str) -> None:
        before = self.out[-1] if self.out else None
        if isinstance(before, str):
            after_title = before.startswith("## ") and "\n" not in before
            self.out[-1] = f"{before}{chr(10) if after_title else gap}{text}"
        else:
            self.out.append(text)


def _mentions(sheet: Sheet) -> bool:
    said = person(sheet.ping or 0)
    return any(isinstance(part, str) and said in part for part in sheet.parts)


def _within_limits(blocks: Sequence[Block], words: Words) -> list[Block]:
    """Split long rows, and leave out last controls when there are too many components."""
    kept = [piece for block in blocks for piece in _split(block)]
    lost = 0
    while 1 + sum(map(_cost, kept)) + bool(lost) > MOST_COMPONENTS:
        at = max(n for n, block in enumerate(kept) if not isinstance(block, str))
        gone = kept.pop(at)
        lost += len(gone.buttons) if isinstance(gone, Row) else not isinstance(gone, Rule)
    return [*kept, words("kit.more", n=lost)] if lost else kept


def _split(block: Block) -> tuple[Block, ...]:
    if not isinstance(block, Row):
        return (block,)
    starts = range(0, len(block.buttons), MOST_BUTTONS)
    return tuple(Row(*block.buttons[n : n + MOST_BUTTONS]) for n in starts)


def _cost(block: Block) -> int:
    if isinstance(block, Row):
        return 1 + len(block.buttons)
    return 1 if isinstance(block, str | Rule) else 2


def _draw(block: Block) -> ui.Item[Face]:
    if isinstance(block, str):
        return ui.TextDisplay(block)
    if isinstance(block, Rule):
        return ui.Separator()
    if isinstance(block, Picture):
        shown = discord.MediaGalleryItem(
            f"attachment://{file_name(block.name)}", description=shorten(block.says, 1024) or None
        )
        return ui.MediaGallery(shown)
    row: ui.ActionRow[Face] = ui.ActionRow()
    match block:
        case Row():
            for button in block.buttons:
                row.add_item(_button(button))
        case Menu():
            row.add_item(_menu(block))
        case PickPeople():
            row.add_item(_people(block))
        case PickChannel():
            row.add_item(_channels(block))
    return row


def _button(button: Button | Link) -> ui.Button[Face]:
    label = shorten(button.label, 80)
    if isinstance(button, Link):
        return ui.Button(label=label, url=button.url)
    return ui.Button(
        label=label,
        style=_STYLES[button.style],
        disabled=button.disabled,
        custom_id=str(Address("b", button.verb, button.thing, button.rev)),
    )


def _menu(menu: Menu) -> ui.Select[Face]:
    options = drawn(discord.SelectOption, menu.options[:MOST_OPTIONS])
    return ui.Select(
        custom_id=str(Address("s", menu.verb, menu.thing, menu.rev)),
        placeholder=shorten(menu.prompt, 150) or None,
        min_values=min(menu.least, len(options)),
        max_values=max(1, min(menu.most, len(options))),
        options=options,
        disabled=menu.disabled,
    )


def _people(menu: PickPeople) -> ui.UserSelect[Face]:
    return ui.UserSelect(
        custom_id=str(Address("s", menu.verb, menu.thing, menu.rev)),
        placeholder=shorten(menu.prompt, 150) or None,
        min_values=menu.least,
        max_values=menu.most,
        default_values=[discord.Object(xid) for xid in menu.chosen[: menu.most]],
    )


def _channels(menu: PickChannel) -> ui.ChannelSelect[Face]:
    return ui.ChannelSelect(
        custom_id=str(Address("s", menu.verb, menu.thing, menu.rev)),
        placeholder=shorten(menu.prompt, 150) or None,
        channel_types=[_KINDS[menu.of]],
        default_values=[discord.Object(menu.chosen)] if menu.chosen else [],
    )

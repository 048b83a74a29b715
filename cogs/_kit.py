"""The parts a face is built from, as plain values, and how text is made safe and times are told.

Knows the shapes of a sheet and how to quote what members wrote. Must not know any one face, nor
how Discord is sent anything (`faces/_layout` draws).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

import discord

from learning.calendar import to_wall


class Words(Protocol):
    """Sentences by key; an unknown key or a missing fact is a LookupError."""

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return the sentence with the facts filled in."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button that sends a verb about a thing, with the revision the person saw."""

    label: str
    verb: str
    thing: str = ""
    rev: int = 0
    style: Literal["plain", "main", "stop"] = "plain"
    disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A button that opens an address on the web."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """Buttons side by side; more than five go on to further rows."""

    buttons: tuple[Button | Link, ...]

    def __init__(self, *buttons: Button | Link) -> None:
        object.__setattr__(self, "buttons", buttons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing that can be chosen."""

    value: str
    label: str
    description: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A menu of up to 25 options; `prompt` is what it says while nothing is chosen."""

    verb: str
    thing: str = ""
    rev: int = 0
    prompt: str = ""
    options: tuple[Option, ...]
    least: int = 1
    most: int = 1
    disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PickPeople:
    """A menu of the server's members; values arrive as Discord ids."""

    verb: str
    thing: str = ""
    rev: int = 0
    prompt: str = ""
    least: int = 1
    most: int = 1
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PickChannel:
    """A menu of the server's channels of one kind; values arrive as Discord ids."""

    verb: str
    thing: str = ""
    rev: int = 0
    prompt: str = ""
    of: Literal["text", "voice", "category"] = "text"
    chosen: int = 0


@dataclass(frozen=True, slots=True)
class Lines:
    """A list, one line each; a long list ends with "… and N more"."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Small:
    """Small print."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line between two parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture out of the files of the sheet; `says` tells it to who cannot see it."""

    name: str
    says: str = ""


Control = Row | Menu | PickPeople | PickChannel
Part = str | Lines | Small | Rule | Picture | Control  # a plain str is a paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole message, top to bottom.

    `ping` is the one Discord id that may be notified; nobody else ever is. `quiet` sends without
    a sound. `files` are (name, bytes), shown below. Text from members must come through `plain`.
    """

    title: str = ""
    parts: tuple[Part, ...] = ()
    ping: int | None = None
    quiet: bool = False
    files: tuple[tuple[str, bytes], ...] = ()


_INSIDE = re.compile(r"([\\*_~|`\[\]<])")
_AT_START = re.compile(r"^(\s*)([#\->]|\d+(?=\.))", re.MULTILINE)


def plain(text: str, most: int = 1000, *, one_line: bool = False) -> str:
    """Return what a member wrote so that it shows as typed: no markdown, no mention, no ping."""
    flat = text.replace("\r\n", "\n").strip()
    flat = " ".join(flat.split()) if one_line else flat
    safe = _INSIDE.sub(r"\\\1", shorten(flat, most))
    safe = _AT_START.sub(_unstart, safe)
    return discord.utils.escape_mentions(safe)


def _unstart(found: re.Match[str]) -> str:
    """Escape what would begin a heading, a list or a quotation."""
    space, mark = found.groups()
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"


def shorten(text: str, most: int) -> str:
    """Return the text in at most `most` characters, cut after a word and ended with "…"."""
    if len(text) <= most:
        return text
    kept = text[: max(0, most - 2)]
    at = max(kept.rfind(" "), kept.rfind("\n"))
    kept = kept[:at] if at > most // 2 else kept
    return f"{kept.rstrip()} …"


def person(xid: int) -> str:
    """Return the text that shows a Discord user's name; by itself it never pings."""
    return f"<@{xid}>"


def channel(xid: int) -> str:
    """Return the text that shows a channel as a link."""
    return f"<#{xid}>"


def tick(at: datetime, style: Literal["R", "t", "F", "D", "f"] = "R") -> str:
    """Return the text of an instant that each reader's own client shows, and counts down."""
    return f"<t:{int(at.timestamp())}:{style}>"


def day(words: Words, on: date) -> str:
    """Return a day as "Tue 3 Feb"."""
    weekday = words("kit.days").split()[on.weekday()]
    month = words("kit.months").split()[on.month - 1]
    return words("kit.day", weekday=weekday, day=on.day, month=month)


def clock(at: datetime, zone: str) -> str:
    """Return the time on the wall of a zone as "12.30"."""
    wall = to_wall(at, zone)
    return f"{wall.hour}.{wall.minute:02}"


def when(words: Words, start: datetime, end: datetime, zone: str) -> str:
    """Return a stretch of time as "12.30 to 13.30 Tue 3 Feb", on the wall of a zone."""
    on = day(words, to_wall(start, zone).date())
    return words("kit.when", start=clock(start, zone), end=clock(end, zone), day=on)


def marker(key: str) -> int:
    """Return a stable number of 31 bits by which a message of ours can be found again.

    It is never a small number: Discord numbers the components that have none from 1 up.
    """
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") & 0x7FFFFFFF
    return number | 0x40000000

"""Forms as plain values, and how what was typed is read back.

Knows the sorts of field. Must not know any one form, nor how one is drawn (`_drawing`). A form is
found again by its custom_id alone, so one that was opened before a restart can be sent after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cogs._kit import Option


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What every field has: the key its answer comes under, its label, and a line of help."""

    key: str
    label: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(_Asked):
    """A line to type in, or a box when `long`; `most` characters at the most."""

    value: str = ""
    long: bool = False
    required: bool = False
    least: int = 0
    most: int = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(_Asked):
    """A menu of up to 25 options."""

    options: tuple[Option, ...]
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Radio(_Asked):
    """Two to ten options of which one is chosen."""

    options: tuple[Option, ...]
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks(_Asked):
    """Up to ten options of which several may be chosen."""

    options: tuple[Option, ...]
    least: int = 0
    most: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(_Asked):
    """One box to tick: "yes" when ticked, else nothing."""

    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class People(_Asked):
    """A menu of the server's members; their Discord ids arrive joined by commas."""

    least: int = 0
    most: int = 1
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload(_Asked):
    """One file from the person's machine; its address arrives, good for a day."""

    required: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    """A few words of help inside the form; nothing to fill in."""

    text: str


Field = Text | Choose | Radio | Checks | Tick | People | Upload
Part = Field | Say


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A short form of one to five parts."""

    verb: str
    title: str
    parts: tuple[Part, ...]
    thing: str = ""
    rev: int = 0

    def filled(self, typed: Mapping[str, str]) -> Form:
        """Return the form with what was typed before in its fields."""
        parts = tuple(
            part if isinstance(part, Say) or part.key not in typed else _fill(part, typed[part.key])
            for part in self.parts
        )
        return replace(self, parts=parts)


def typed(data: Mapping[str, Any]) -> dict[str, str]:
    """Return what was filled in, by key, from the data of a form that was sent.

    Several choices are joined by commas; a ticked box is "yes", an empty one "".
    """
    found = raw(data)
    files = {key: handed_in(data, value) for key, value in found.items()}
    return found | {key: str(file.get("url", "")) for key, file in files.items() if file}


def raw(data: Mapping[str, Any]) -> dict[str, str]:
    """Return what was filled in, by key, with the ids of files as they came."""
    found: dict[str, str] = {}
    _gather(data.get("components", ()), found)
    return found


def handed_in(data: Mapping[str, Any], xid: str) -> Mapping[str, Any] | None:
    """Return what Discord tells of a file that was handed in, by its id; None when it is none."""
    return data.get("resolved", {}).get("attachments", {}).get(xid)


def _gather(components: Sequence[Mapping[str, Any]], found: dict[str, str]) -> None:
    for component in components:
        inner = component.get("component")
        _gather([inner] if inner else component.get("components", ()), found)
        key = component.get("custom_id")
        if key is not None:
            found[key] = _value(component)


def _value(component: Mapping[str, Any]) -> str:
    if "values" in component:
        return ",".join(str(value) for value in component["values"])
    value = component.get("value")
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def _fill(part: Field, value: str) -> Field:
    chosen = frozenset(value.split(",")) - {""}
    match part:
        case Text():
            return replace(part, value=value)
        case Tick():
            return replace(part, chosen=value == "yes")
        case Upload():
            return part  # a file has to be handed in again
        case People():
            return replace(part, chosen=tuple(int(xid) for xid in value.split(",") if xid))
        case _:
            options = tuple(replace(o, chosen=o.value in chosen) for o in part.options)
            return replace(part, options=options)

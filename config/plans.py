"""Reads session plans: the shipped ones, then an owner's own files over them.

Knows what a plan file looks like and says which file, part and field is wrong. Must not know what
makes a good plan (see `learning.protocol`), nor how a session runs.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import cast

from learning.protocol import Part, Plan, Speak, check_plan
from learning.refusals import Misconfigured

SHIPPED = Path(__file__).with_name("plans")

WRITTEN = "written"

Table = Mapping[str, object]

PEOPLE = {"fewest": int, "best": int, "most": int}
_PLAN: dict[str, type] = {
    "name": str,
    "use_when": str,
    "total_minutes": int,
    "people": dict,
    "presenters": int,
    "parts": list,
}
_PART: dict[str, type] = {
    name: type(example)
    for name, example in (
        *{"title": "", "minutes": 0, "speak": "", "prompt": ""}.items(),
        *((field.name, field.default) for field in fields(Part) if field.default in ("", 0, False)),
    )
}
_NEEDED_IN_PART = ("title", "minutes", "speak", "prompt")


def load_plans(folders: Iterable[Path] = ()) -> dict[str, Plan]:
    """Load the shipped plans and those of an owner's folders, by id; a later one replaces.

    The id of a plan is the name of its file. Raises Misconfigured under "plans." for a file that
    cannot be read as a plan, and Refusal under "plan." for a plan that breaks a rule.
    """
    plans: dict[str, Plan] = {}
    for folder in (SHIPPED, *folders):
        files = sorted(folder.glob("*.toml"))
        if not files:
            raise Misconfigured("plans.none", where=str(folder))
        plans |= {file.stem: read_plan(file) for file in files if not is_written(file)}
    return plans


def is_written(file: Path) -> bool:
    """Tell whether a plan file is for a week in writing (see `config.weeks`)."""
    return read_table(file).get("mode") == WRITTEN


def read_plan(file: Path) -> Plan:
    """Read one plan file and check it."""
    table = read_table(file)
    check_fields(file.name, table, _PLAN, needed=_PLAN)
    people = cast("Table", table["people"])
    check_fields(f"{file.name}, people", people, PEOPLE, needed=PEOPLE)
    parts = cast("list[object]", table["parts"])
    plan = Plan(
        id=file.stem,
        name=cast("str", table["name"]),
        use_when=cast("str", table["use_when"]),
        total_minutes=cast("int", table["total_minutes"]),
        fewest=cast("int", people["fewest"]),
        best=cast("int", people["best"]),
        most=cast("int", people["most"]),
        presenters=cast("int", table["presenters"]),
        parts=tuple(_part(file, number, part) for number, part in enumerate(parts, start=1)),
    )
    check_plan(plan)
    return plan


def read_table(file: Path) -> Table:
    """Read a file as TOML, or raise Misconfigured with what is wrong in it."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # a TOML fault and a wrong encoding are ValueErrors
        raise Misconfigured("plans.unreadable", where=file.name, why=str(error)) from error


def _part(file: Path, number: int, part: object) -> Part:
    """Make one part of its table; `number` counts from 1."""
    where = f"{file.name}, part {number}"
    if not isinstance(part, dict):
        raise Misconfigured("plans.type", where=where, field="parts", fix=_LIKE[list])
    table = cast("Table", part)
    check_fields(where, table, _PART, needed=_NEEDED_IN_PART)
    return Part(**{**table, "speak": _speak(where, cast("str", table["speak"]))})  # pyright: ignore[reportArgumentType] - each field's type is checked above


def _speak(where: str, name: str) -> Speak:
    try:
        return Speak(name)
    except ValueError as error:
        known = ", ".join(Speak)
        raise Misconfigured("plans.speak", where=where, speak=name, fix=known) from error


_LIKE = {str: '"…"', int: "5", bool: "true", dict: "{ … }", list: "[[parts]]"}


def check_fields(
    where: str, table: Table, types: Mapping[str, type], *, needed: Iterable[str]
) -> None:
    """Refuse a field that is unknown, missing, or of another type than it should be."""
    for name, value in table.items():
        if name not in types:
            near = difflib.get_close_matches(name, types, n=1) or sorted(types)
            raise Misconfigured("plans.unknown", where=where, field=name, fix=", ".join(near))
        if type(value) is not types[name]:
            raise Misconfigured("plans.type", where=where, field=name, fix=_LIKE[types[name]])
    for name in needed:
        if name not in table:
            raise Misconfigured("plans.missing", where=where, field=name)

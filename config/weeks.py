"""Reads plans for a week in writing: the shipped one, then an owner's own files over it.

Knows what such a file looks like and says which file, part and field is wrong. Must not know what
makes a good plan (see `learning.week.plan`), nor how a week goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from pathlib import Path
from typing import cast

from config.plans import PEOPLE, SHIPPED, Table, check_fields, is_written, read_table
from learning.refusals import Misconfigured
from learning.week.plan import Moment, WeekPart, WeekPlan, Writes, check_week

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MOMENT = re.compile(rf"^({'|'.join(DAYS)}) ([01]\d|2[0-3]):([0-5]\d)$")
_PLAN: dict[str, type] = {
    "name": str,
    "use_when": str,
    "mode": str,
    "total_days": int,
    "quiet_days": list,
    "effort_minutes_each": int,
    "people": dict,
    "presenters": int,
    "parts": list,
}
_PART: dict[str, type] = {
    "title": str,
    "from": str,
    "to": str,
    "who": str,
    "prompt": str,
    "each": int,
    "words": int,
    "check": str,
    "together": bool,
    "artefact": str,
}
_NEEDED_IN_PART = ("title", "from", "to", "who", "prompt")


def load_weeks(folders: Iterable[Path] = ()) -> dict[str, WeekPlan]:
    """Load the shipped plans in writing and those of an owner's folders, by id.

    Raises Misconfigured under "plans." and Refusal under "plan.", as `load_plans` does.
    """
    files = [file for folder in (SHIPPED, *folders) for file in sorted(folder.glob("*.toml"))]
    return {file.stem: read_week(file) for file in files if is_written(file)}


def read_week(file: Path) -> WeekPlan:
    """Read one plan file and check it."""
    table = read_table(file)
    check_fields(file.name, table, _PLAN, needed=_PLAN)
    people = cast("Table", table["people"])
    check_fields(f"{file.name}, people", people, PEOPLE, needed=PEOPLE)
    plan = WeekPlan(
        id=file.stem,
        name=cast("str", table["name"]),
        use_when=cast("str", table["use_when"]),
        total_days=cast("int", table["total_days"]),
        quiet=frozenset(
            _day(file.name, name) for name in cast("list[object]", table["quiet_days"])
        ),
        minutes_each=cast("int", table["effort_minutes_each"]),
        fewest=cast("int", people["fewest"]),
        best=cast("int", people["best"]),
        most=cast("int", people["most"]),
        parts=_parts(file, cast("list[object]", table["parts"])),
    )
    check_week(plan)
    return plan


def _parts(file: Path, tables: list[object]) -> tuple[WeekPart, ...]:
    found: list[WeekPart] = []
    for number, table in enumerate(tables, start=1):
        where = f"{file.name}, part {number}"
        if not isinstance(table, dict):
            raise Misconfigured("plans.type", where=where, field="parts", fix="[[parts]]")
        day = found[-1].closes.day if found else 0
        found.append(_part(where, cast("Table", table), day))
    return tuple(found)


def _part(where: str, table: Table, day: int) -> WeekPart:
    """Make one part of its table; its days are the next of their names from `day` on."""
    check_fields(where, table, _PART, needed=_NEEDED_IN_PART)
    opens = _moment(where, "from", table, day)
    named = {name: table[name] for name in ("each", "words", "check", "together", "artefact")
             if name in table}  # fmt: skip
    return WeekPart(
        opens=opens,
        closes=_moment(where, "to", table, opens.day),
        title=cast("str", table["title"]),
        who=_writes(where, cast("str", table["who"])),
        prompt=cast("str", table["prompt"]),
        **named,  # pyright: ignore[reportArgumentType] - each field's type is checked above
    )


def _moment(where: str, field: str, table: Table, day: int) -> Moment:
    """Read "Mon 08:00" as the next day of that name, from `day` on."""
    found = _MOMENT.match(cast("str", table[field]))
    if found is None:
        raise Misconfigured("plans.moment", where=where, field=field, fix="Mon 08:00")
    weekday = DAYS.index(found[1])
    return Moment(day=day + (weekday - day) % 7, at=time(int(found[2]), int(found[3])))


def _writes(where: str, name: str) -> Writes:
    try:
        return Writes(name)
    except ValueError as error:
        known = ", ".join(Writes)
        raise Misconfigured("plans.who", where=where, who=name, fix=known) from error


def _day(where: str, name: object) -> int:
    if name not in DAYS:
        raise Misconfigured("plans.day", where=where, day=name, fix=", ".join(DAYS))
    return DAYS.index(cast("str", name))

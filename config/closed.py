"""Reads when nobody meets, such as school holidays, from an owner's own closed.toml.

Knows the file. Must not know what is done about it. No dates are shipped to count by themselves:
terms differ from council to council, and change from year to year.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any, cast

from learning.closed import Closed
from learning.refusals import Misconfigured

NAME = "closed.toml"
KNOWN = {"name", "first", "last", "areas"}


def load_closed(folder: Path | None = None) -> tuple[Closed, ...]:
    """Load closed.toml of an owner's folder; without one there is nothing to keep free.

    Raises Misconfigured "closed.line" for a range that cannot be right, with its place in the
    file, counted from 1.
    """
    file = folder / NAME if folder else None
    if file is None or not file.is_file():
        return ()
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Misconfigured("words.unreadable", where=NAME, why=str(error)) from error
    ranges: Any = found.pop("closed", [])
    if found or not isinstance(ranges, list):
        raise Misconfigured("closed.line", where=NAME, which=1)
    many = cast("list[Any]", ranges)
    return tuple(_range(one, which) for which, one in enumerate(many, start=1))


def _range(given: Any, which: int) -> Closed:
    try:
        _refuse_unknown(given)
        return Closed(
            first=_day(given["first"]),
            last=_day(given["last"]),
            areas=frozenset(str(code) for code in given.get("areas", ())),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Misconfigured("closed.line", where=NAME, which=which) from error


def _refuse_unknown(given: dict[str, object]) -> None:
    if given.keys() - KNOWN:
        raise ValueError(given)


def _day(value: object) -> date:
    if type(value) is not date:
        raise ValueError(value)
    return value

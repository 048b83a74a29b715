"""Reads the principles that a set agrees to: eight lines, or an area's own.

Knows the files and their one list. Must not know where the lines are shown.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from learning.refusals import Misconfigured

SHIPPED = Path(__file__).with_name("principles")
DEFAULT = "default"


class Principles:
    """The lines by area code, with the usual ones for every other area."""

    def __init__(self, lines: dict[str, tuple[str, ...]]) -> None:
        self._lines = lines

    def lines_for(self, codes: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the lines of the first of these area codes (narrowest first) that has its own."""
        own = (self._lines[code] for code in codes if code in self._lines)
        return next(own, self._lines[DEFAULT])


def load_principles(folder: Path | None = None) -> Principles:
    """Load the shipped principles, then an owner's own files over them."""
    files = [*sorted(SHIPPED.glob("*.toml"))]
    if folder is not None:
        files += sorted(folder.glob("*.toml"))
    return Principles({file.stem: _lines(file) for file in files})


def _lines(file: Path) -> tuple[str, ...]:
    try:
        lines: object = tomllib.loads(file.read_text(encoding="utf-8")).get("lines")
    except (OSError, ValueError) as error:
        raise Misconfigured("words.unreadable", where=file.name, why=str(error)) from error
    found = cast("list[object]", lines) if isinstance(lines, list) else []
    if not found or not all(isinstance(line, str) and line.strip() for line in found):
        raise Misconfigured("words.not_text", where=file.name, which="lines")
    return tuple(str(line).strip() for line in found)

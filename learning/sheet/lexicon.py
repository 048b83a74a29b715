"""What may be written in a spreadsheet: names of columns, kinds of work, distances, yes and no.

Knows the columns and that a word may be written in several ways. Must not hold a word of any
language: the words are handed in, and the first of each is the one that a template shows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

NEEDED = ("name", "role", "area", "how_far")
EXTRA = ("organisation", "not_with", "themes", "can_guide", "rounds_waited", "met")
LISTS = ("good", "possible")  # times may stand in two lists instead of a column each
PERSON = (*NEEDED, *EXTRA)

Ways = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words; `columns` holds PERSON, LISTS and every weekly time by its id."""

    columns: Mapping[str, Ways]
    roles: Mapping[str, Ways]
    how_far: Mapping[str, Ways]
    good: Ways
    possible: Ways
    no: Ways
    example: Ways  # how a row begins that is not a person
    blocks: tuple[str, ...]
    _found: dict[str, dict[str, str]] = field(
        default_factory=dict[str, dict[str, str]], compare=False, repr=False
    )

    def column(self, heading: str) -> str | None:
        """Return the column that a heading names, or None."""
        return self._look("columns", self.columns, heading)

    def role(self, text: str) -> str | None:
        """Return a kind of work, or None."""
        return self._look("roles", self.roles, text)

    def distance(self, text: str) -> str | None:
        """Return a "how far", or None."""
        return self._look("how_far", self.how_far, text)

    def mark(self, text: str) -> str | None:
        """Return "good", "possible" or "" (not this time), or None for any other word."""
        if not text:
            return ""
        marks = {"good": self.good, "possible": self.possible, "": self.no}
        return self._look("marks", marks, text)

    def block(self, text: str) -> str | None:
        """Return a weekly time by its name, or None."""
        found = self.column(text)
        return found if found in self.blocks else None

    def says(self, column: str) -> str:
        """Return the heading that a template shows."""
        return self.columns[column][0]

    def _look(self, table: str, ways: Mapping[str, Ways], text: str) -> str | None:
        if table not in self._found:
            self._found[table] = {fold(way): id for id, all_ in ways.items() for way in (*all_, id)}
        return self._found[table].get(fold(text))


def tidy(cell: str) -> str:
    """Return a cell in its plainest form: no odd spaces, no mark that kept it from being a sum."""
    text = unicodedata.normalize("NFC", cell).replace("\u200b", "").replace("\ufeff", "")
    text = " ".join(text.split())
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text


def fold(text: str) -> str:
    """Make two ways of writing a thing alike: case, spaces, dots and dashes do not count."""
    plain = re.sub(r"[\W_]+", " ", text.casefold()).strip()
    return plain or text.strip()

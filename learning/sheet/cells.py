"""The cells of one person's row, each read by what its column may hold.

Knows one row and where its columns stand. Must not know other people, or areas.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from learning.refusals import Refusal
from learning.sheet.lexicon import LISTS, Lexicon, Ways
from learning.sheet.text import Row

Look = Callable[[str], str | None]


def listed(text: str) -> list[str]:
    """Return the things of a cell, parted by semicolons or bars, or else by commas."""
    parts = re.split(r"[;|]", text) if re.search(r"[;|]", text) else text.split(",")
    return [part.strip() for part in parts if part.strip()]


class Cells:
    """One row; what is wrong is added to `faults`, each with the row, person and column."""

    def __init__(
        self, row: Row, columns: Mapping[str, int], lexicon: Lexicon, faults: list[Refusal]
    ) -> None:
        self.row = row
        self._columns, self._lexicon, self._faults = columns, lexicon, faults
        self.person = self.text("name")

    def text(self, column: str) -> str:
        """Return a cell; "" where the sheet has no such column."""
        at = self._columns.get(column, len(self.row.cells))
        return self.row.cells[at] if at < len(self.row.cells) else ""

    def fault(self, key: str, column: str = "name", **facts: object) -> None:
        """Note what is wrong with a cell."""
        person = self.person or "?"
        shown = self._lexicon.says(column)
        number = self.row.number
        self._faults.append(
            Refusal(f"sheet.{key}", row=number, person=person, column=shown, **facts)
        )

    def choice(self, column: str, ways: Mapping[str, Ways], look: Look) -> str:
        """Return the one of several things that is written; "" with a fault when it is none."""
        text = self.text(column)
        found = look(text) if text else None
        if found is None:
            choices = ", ".join(way[0] for way in ways.values())
            self.fault("choice" if text else "choice_empty", column, value=text, choices=choices)
        return found or ""

    def yes(self, column: str) -> bool:
        """Return a yes or no; an empty cell is no."""
        mark = self._lexicon.mark(self.text(column))
        if mark is None:
            self.fault("yes_no", column, value=self.text(column))
        return mark == "good"

    def number(self, column: str, most: int) -> int:
        """Return a whole number; an empty cell is 0."""
        text = self.text(column)
        found = re.fullmatch(r"(\d{1,4})([.,]0*)?", text)
        if text and (found is None or int(found[1]) > most):
            self.fault("number", column, value=text, most=most)
        return int(found[1]) if found else 0

    def times(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the good and the possible times, from columns and from lists."""
        marked: dict[str, set[str]] = {"good": set(), "possible": set(), "": set()}
        before = len(self._faults)
        for block in self._lexicon.blocks:
            mark = self._lexicon.mark(self.text(block))
            if mark is None:
                self.fault("mark", block, value=self.text(block))
            else:
                marked[mark].add(block)
        for column in LISTS:
            marked[column].update(self._listed_times(column))
        if not marked["good"] | marked["possible"] and len(self._faults) == before:
            self.fault("no_time", self._first_time())
        return frozenset(marked["good"]), frozenset(marked["possible"] - marked["good"])

    def _listed_times(self, column: str) -> list[str]:
        found: list[str] = []
        for name in listed(self.text(column)):
            block = self._lexicon.block(name)
            if block is None:
                self.fault("time", column, value=name)
            else:
                found.append(block)
        return found

    def _first_time(self) -> str:
        """Return the first column of times that the sheet has."""
        times = (*self._lexicon.blocks, *LISTS)
        return min((c for c in times if c in self._columns), key=self._columns.__getitem__)

"""From the bytes of a spreadsheet file to rows of cells, whatever program wrote it.

Knows encodings, separators and quotation marks. Must not know what any column means.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import NamedTuple

from learning.refusals import Refusal
from learning.sheet.lexicon import tidy

SEPARATORS = (",", ";", "\t", "|")
LONGEST = 2000  # a longer cell is a quotation mark that was never closed
DEEPEST = 15  # rows in which the headings are looked for

Heading = Callable[[str], bool]


class Row(NamedTuple):
    """One row with its number, as a spreadsheet counts them."""

    number: int
    cells: tuple[str, ...]


class Rows(NamedTuple):
    """The headings of a sheet and the rows below them that are not empty."""

    headings: Row
    below: tuple[Row, ...]


def read_rows(data: bytes, is_heading: Heading) -> Rows:
    """Read a file; of all separators, the one is taken that makes the most headings known."""
    text = _decoded(data)
    hint, body = _without_hint(text)
    best: tuple[int, list[Row], int] = (0, [], 0)
    for separator in (hint,) if hint else SEPARATORS:
        rows = _rows(body, separator)
        for at, row in enumerate(rows[:DEEPEST]):
            known = sum(is_heading(cell) for cell in row.cells)
            if known > best[0]:
                best = (known, rows, at)
    known, rows, at = best
    if known < 2:
        raise Refusal("sheet.no_headings")
    return Rows(rows[at], tuple(rows[at + 1 :]))


def _decoded(data: bytes) -> str:
    if data[:4] == b"PK\x03\x04" or data[:4] == b"\xd0\xcf\x11\xe0":
        raise Refusal("sheet.excel")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise Refusal("sheet.not_text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _without_hint(text: str) -> tuple[str, str]:
    """Take off a first line such as "sep=;", which Excel does not count as a row."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').casefold()
    if said.startswith("sep=") and len(said) == len("sep=;"):
        return said[-1], rest
    return ("\t", rest) if said == "sep=" else ("", text)


def _rows(text: str, separator: str) -> list[Row]:
    """Return the rows that hold anything, with their numbers."""
    found: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for number, cells in enumerate(reader, start=1):
            if any(len(cell) > LONGEST for cell in cells):
                raise Refusal("sheet.quote", row=number)
            tidied = tuple(map(tidy, cells))
            if any(tidied):
                found.append(Row(number, tidied))
    except csv.Error:
        raise Refusal("sheet.quote", row=len(found) + 1) from None
    return found

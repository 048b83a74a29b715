"""Reads the lists of words that screening goes by: the shipped ones, then an owner's own.

Knows the files and their two columns. Must not know any rule.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from learning.refusals import Misconfigured
from learning.screening.found import Names

SHIPPED = Path(__file__).with_name("screening") / "lists.csv"
OWN = "names.csv"
COLUMNS = ["list", "text"]


def load_names(folder: Path | None = None) -> Names:
    """Load the shipped lists, then the file names.csv of an owner's folder, if it is there.

    A row with list `place` is the whole name of a practice or hospital; one with list `safe` is a
    text that nobody is ever warned of.
    """
    rows = list(_rows(SHIPPED))
    own = folder / OWN if folder else None
    if own is not None and own.is_file():
        rows += _rows(own)
    try:
        return Names.of(rows)
    except ValueError as error:
        raise Misconfigured("screening.list", where=OWN, which=str(error)) from error


def _rows(file: Path) -> Iterator[tuple[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            table = list(csv.reader(lines))
    except (OSError, ValueError, csv.Error) as error:
        raise Misconfigured("words.unreadable", where=file.name, why=str(error)) from error
    if not table or table[0] != COLUMNS:
        raise Misconfigured("screening.columns", where=file.name)
    for number, row in enumerate(table[1:], 2):
        if not any(row):
            continue
        if len(row) != 2 or not row[1].strip():
            raise Misconfigured("screening.row", where=file.name, line=number)
        yield row[0].strip(), row[1].strip()

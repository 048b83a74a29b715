"""The empty spreadsheet a coordinator begins with: headings, what to write, and examples.

Knows the order of columns. Must not word any of it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from learning.sheet.lexicon import PERSON, Lexicon

BOM = "\ufeff"  # by which Excel knows that the file is UTF-8


def template(
    lexicon: Lexicon, notes: Mapping[str, str], examples: Sequence[Mapping[str, str]]
) -> str:
    """Return the template as text; notes and examples are cells by column."""
    columns = (*PERSON, *lexicon.blocks)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(lexicon.says(column) for column in columns)
    for row in (notes, *examples):
        rows.writerow(row.get(column, "") for column in columns)
    return BOM + out.getvalue()

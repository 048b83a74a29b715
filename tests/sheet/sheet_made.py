"""Spreadsheets to try: a sound one with a fault put in, and what is said of it.

Knows the template's headings. Must not know how a sheet is read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from bot.sheet_words import lexicon_of
from cogs._errors import sentence_of
from config.areas import load_everywhere
from config.words import load_words
from learning.sheet.read import Sheet, read_sheet

WORDS = load_words()
LEXICON = lexicon_of(WORDS)
ATLAS = load_everywhere()
HEADINGS = ("Name", "Work", "Area", "How far", "Works for", "Not with", "Can guide")
TIMES = ("Tuesday lunchtime, 12.30 to 14.00", "thu-evening")
AMARA = ["Amara", "GP", "Plymouth", "NHS area", "Hill Road", "Tom", "yes", "good", "possible"]
TOM = ["Tom", "artist", "Devon", "region", "", "", "no", "possible", ""]


def made(*rows: Iterable[str], headings: Iterable[str] = (*HEADINGS, *TIMES)) -> bytes:
    """Return a spreadsheet of these rows."""
    out = io.StringIO()
    csv.writer(out).writerows([headings, *rows])
    return out.getvalue().encode()


def read(data: bytes) -> Sheet:
    """Read it with the shipped words and areas."""
    return read_sheet(data, ATLAS, LEXICON)


def said(sheet: Sheet) -> list[str]:
    """Return the sentences of its faults."""
    return [sentence_of(fault, WORDS, marked=False) for fault in sheet.faults]


def changed(row: list[str], at: int, cell: str) -> list[str]:
    """Return a row with one cell changed."""
    return [*row[:at], cell, *row[at + 1 :]]

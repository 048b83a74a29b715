"""A paper as PDF, with a title, a language and an outline of its headings.

Knows reportlab. Must not know what the paper says. The fonts that every reader of PDF has by
itself show the letters of Western Europe only: another letter is shown without its marks or as
"?", and the paper then says so. The Word file has them all.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from typing import Protocol, cast

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit  # pyright: ignore[reportUnknownVariableType] (stub)
from reportlab.pdfgen.canvas import Canvas

from cogs.faces._papers.paper import Paper

LETTERS = "windows-1252"
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
TITLE, HEADING, TEXT, SMALL = 16, 13, 12, 9  # points
SPACE = 1.4  # from line to line, in sizes
MARGIN = 20 * mm


def pdf_of(paper: Paper, language: str) -> bytes:
    """Return a paper as PDF."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4, lang=language, invariant=1)  # the same bytes each time
    sheets = _Sheets(cast("_Pen", canvas))
    sheets.name(paper.title)
    sheets.heading(paper.title, 0, TITLE)
    for name, value in paper.facts:
        sheets.write(f"{name}: {value}")
    for heading, text in paper.parts:
        sheets.heading(heading, 1, HEADING)
        sheets.write(text)
    sheets.skip(TEXT)
    sheets.write(paper.small, size=SMALL)
    if any(western(text) != text for _, text in (*paper.facts, *paper.parts)):
        sheets.write(paper.lost, size=SMALL)
    sheets.close()
    return held.getvalue()


class _Pen(Protocol):
    """What is used of reportlab's canvas, whose own types are half known; lengths in points."""

    def setTitle(self, title: str) -> None: ...  # noqa: N802 (reportlab's name, and those below)
    def setAuthor(self, author: str) -> None: ...  # noqa: N802
    def setCreator(self, creator: str) -> None: ...  # noqa: N802
    def setViewerPreference(self, pref: str, value: str) -> None: ...  # noqa: N802
    def setFont(self, psfontname: str, size: float) -> None: ...  # noqa: N802
    def bookmarkHorizontal(self, key: str, relativeX: float, relativeY: float) -> None: ...  # noqa: N802, N803
    def addOutlineEntry(self, title: str, key: str, level: int) -> None: ...  # noqa: N802
    def drawString(self, x: float, y: float, text: str) -> None: ...  # noqa: N802
    def showPage(self) -> None: ...  # noqa: N802
    def save(self) -> None: ...


class _Sheets:
    """Writes lines down the pages."""

    def __init__(self, canvas: _Pen) -> None:
        self._canvas = canvas
        self._width, self._top = A4[0] - 2 * MARGIN, A4[1] - MARGIN
        self._at = self._top
        self._headings = 0

    def name(self, title: str) -> None:
        """Give the file its title, which a reader shows in place of the name of the file."""
        self._canvas.setTitle(title)
        self._canvas.setAuthor("")
        self._canvas.setCreator("")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")

    def heading(self, text: str, level: int, size: int) -> None:
        """Write a heading, and put it into the outline."""
        self.skip(size * SPACE / 2)
        self._room(3 * size * SPACE)  # no heading stands alone at the foot of a page
        self._headings += 1
        mark = f"h{self._headings}"
        self._canvas.bookmarkHorizontal(mark, 0, self._at)
        self._canvas.addOutlineEntry(western(text), mark, level)
        self.write(text, font=BOLD, size=size)

    def write(self, text: str, *, font: str = PLAIN, size: int = TEXT) -> None:
        """Write a text, in as many lines as it needs."""
        split = cast("Callable[..., list[str]]", simpleSplit)
        for line in split(western(text), font, size, self._width):
            self._room(size * SPACE)
            self._at -= size * SPACE
            self._canvas.setFont(font, size)
            self._canvas.drawString(MARGIN, self._at, line)

    def skip(self, height: float) -> None:
        """Leave some room, save at the top of a page."""
        if self._at < self._top:
            self._at -= height

    def close(self) -> None:
        """Finish the file."""
        self._canvas.save()

    def _room(self, height: float) -> None:
        if self._at - height < MARGIN:
            self._canvas.showPage()
            self._at = self._top


def western(text: str) -> str:
    """Return a text in letters that can be shown: marks are left off, else "?" stands there."""
    return "".join(map(_shown, text.expandtabs(4)))


def _shown(letter: str) -> str:
    if letter == "\n":
        return letter
    if unicodedata.category(letter) in {"Cc", "Cf"} or 0xFE00 <= ord(letter) <= 0xFE0F:
        return ""
    for said in (letter, *unicodedata.normalize("NFKD", letter)[:1]):
        try:
            said.encode(LETTERS)
        except UnicodeEncodeError:
            continue
        return said
    return "?"

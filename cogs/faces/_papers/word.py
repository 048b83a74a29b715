"""A paper as a Word file, with a title, a language and real headings.

Knows python-docx. Must not know what the paper says.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime, time

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from cogs.faces._papers.paper import Paper

UNHELD = "\ufffe\uffff"


def word_of(paper: Paper, language: str) -> bytes:
    """Return a paper as .docx."""
    document = Document()
    about = document.core_properties
    about.title, about.language = paper.title, language
    about.author = about.comments = about.keywords = ""
    about.created = about.modified = datetime.combine(paper.day, time(), UTC)
    for spoken in document.styles.element.xpath("//w:docDefaults//w:lang"):
        spoken.set(qn("w:val"), language)  # so that it is read out in the right language
    document.add_heading(paper.title, level=1)
    for name, value in paper.facts:
        line = document.add_paragraph(style="List Bullet")
        line.add_run(f"{name}: ").bold = True
        line.add_run(clean(value))
    for heading, text in paper.parts:
        document.add_heading(heading, level=2)
        for block in clean(text).split("\n"):
            document.add_paragraph(block)
    document.add_paragraph().add_run(paper.small).font.size = Pt(9)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def clean(text: str) -> str:
    """Return a text without the signs that XML cannot hold."""
    return "".join(one for one in text if one in "\n\t" or (one >= " " and one not in UNHELD))

"""The learning note as a paper: a subject, a few facts, three headings; and as three files.

Knows the words and order of a note. Must not know how Word or PDF are written.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date

from cogs._kit import Words
from cogs.faces._papers.paper import Paper
from cogs.faces.saying import hours, together, whole_day
from services.notes import LearningNote

LANGUAGE = "en-GB"


def paper_of(note: LearningNote, words: Words) -> Paper:
    """Return a note as a paper."""
    return Paper(
        title=subject_of(note, words),
        day=note.day,
        facts=tuple(_facts(note, words)),
        parts=tuple(_parts(note, words)),
        small=words("note_file.small"),
        lost=words("note_file.lost"),
    )


def subject_of(note: LearningNote, words: Words) -> str:
    """Return the subject of a note, which names nobody."""
    day = whole_day(words, note.day)
    if note.number:
        return words("note_file.subject", set=note.set_name, number=note.number, day=day)
    return words("note_file.subject_early", set=note.set_name, day=day)


def mail_of(paper: Paper) -> str:
    """Return the text of an e-mail to a portfolio; its subject is the title."""
    facts = "\n".join(f"{name}: {value}" for name, value in paper.facts)
    return "\n\n".join([facts, *(f"{heading}\n{text}" for heading, text in paper.parts)])


def markdown_of(paper: Paper) -> bytes:
    """Return a paper as Markdown (UTF-8)."""
    facts = "\n".join(f"* **{name}:** {value}" for name, value in paper.facts)
    parts = (f"## {heading}\n\n{text}" for heading, text in paper.parts)
    return ("\n\n".join([f"# {paper.title}", facts, *parts, f"*{paper.small}*"]) + "\n").encode()


async def files_of(note: LearningNote, words: Words) -> tuple[tuple[str, bytes], ...]:
    """Return a note as Markdown, Word and PDF, each (name, bytes), made aside from the loop."""
    return await asyncio.to_thread(_make, paper_of(note, words), note.day)


def _make(paper: Paper, day: date) -> tuple[tuple[str, bytes], ...]:
    # The writers of Word and PDF take a second or two to import: only who wants a note pays.
    from cogs.faces._papers.pdf import pdf_of
    from cogs.faces._papers.word import word_of

    name = f"learning-note-{day.isoformat()}"
    return (
        (f"{name}.md", markdown_of(paper)),
        (f"{name}.docx", word_of(paper, LANGUAGE)),
        (f"{name}.pdf", pdf_of(paper, LANGUAGE)),
    )


def _facts(note: LearningNote, words: Words) -> Iterator[tuple[str, str]]:
    yield words("note_file.date"), whole_day(words, note.day)
    if note.minutes:
        yield words("note_file.time"), hours(words, note.minutes)
    kinds = together(words, [words(f"form.role.{role}") for role in note.roles])
    yield words("note_file.kind"), words("note_file.kind.value", kinds=kinds)


def _parts(note: LearningNote, words: Words) -> Iterator[tuple[str, str]]:
    for key in ("learned", "means", "change"):
        text: str = getattr(note, key)
        if text:
            yield words(f"form.note.{key}.heading"), text

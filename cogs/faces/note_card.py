"""The card of a learning note: a subject and a text to copy, and three files.

Knows how a text is shown so that it can be copied in one go. Must not know how files are made.
"""

from __future__ import annotations

from cogs.faces import face
from cogs.faces._kit import Sheet, Small, Words, shorten
from cogs.faces._papers.note import mail_of, paper_of
from services.notes import NoteCard

MOST_TEXT = 3000


@face(NoteCard)
def draw_note_card(value: NoteCard, words: Words) -> Sheet:
    """Draw a note that is ready for an e-mail to a portfolio, with its files below."""
    paper = paper_of(value.note, words)
    return Sheet(
        title=words("note_file.title"),
        parts=(
            words("note_file.how"),
            _to_copy(paper.title),
            _to_copy(shorten(mail_of(paper), MOST_TEXT)),
            Small(words("note_file.small")),
        ),
        files=value.files,
    )


def _to_copy(text: str) -> str:
    """Return a block whose text a person can copy as it stands."""
    return "```\n" + text.replace("`", "'") + "\n```"

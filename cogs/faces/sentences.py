"""A sentence that may leave a set: the private question, what the room is told, and the digest.

Knows how each looks. Must not know who offered or answered, nor how many have: no value says it.
"""

from __future__ import annotations

from cogs.faces import face
from cogs.faces._kit import Button, Row, Sheet, Small, Words, plain
from cogs.faces.saying import strong
from learning.sentences import SentenceState
from services.values import DigestView, SentenceCard

LINE = 200
FILE = "what-may-leave.txt"
BUTTONS = {SentenceState.OPEN: ("yes", "no"), SentenceState.APPROVED: ("no",)}


@face(SentenceCard)
def draw_sentence(value: SentenceCard, words: Words) -> Sheet:
    """Draw one sentence: as a question, or what became of it."""
    asked = value.state is SentenceState.OPEN
    buttons = (
        Button(
            label=words(f"button.sentence.{answer}"),
            verb=f"sentence.{answer}",
            thing=value.sentence_id,
        )
        for answer in BUTTONS.get(value.state, ())
    )
    row = Row(*buttons)
    return Sheet(
        title=words("sentence.title"),
        parts=(
            words("sentence.text", text=plain(value.text, LINE, one_line=True)),
            *(() if asked else (strong(words(f"sentence.{value.state}")),)),
            *((row,) if row.buttons else ()),
            *((Small(words("sentence.small", number=value.number)),) if row.buttons else ()),
        ),
        quiet=not asked,
    )


@face(DigestView)
def draw_digest(value: DigestView, words: Words) -> Sheet:
    """Draw how many sentences may leave, with all of them in a file."""
    title = words("digest.title", area=plain(value.area, 80, one_line=True))
    if not value.new and not value.before:
        return Sheet(title=title, parts=(words("digest.none"),))
    return Sheet(
        title=title,
        parts=(words("digest.text", n=len(value.new)), Small(words("digest.small"))),
        files=((FILE, _file(value, words)),),
    )


def _file(value: DigestView, words: Words) -> bytes:
    """Return the sentences as text: the new ones first, then those handed on before."""
    lines = [words("digest.title", area=value.area)]
    for heading, texts in (("new", value.new), ("before", value.before)):
        if texts:
            lines += ["", words(f"digest.{heading}"), ""]
            lines += [f"- {' '.join(text.split())}" for text in texts]
    return ("\n".join(lines) + "\n").encode()

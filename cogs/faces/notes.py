"""The face of a note: a short card that is all words.

Knows where a note's words stand: `note.<key>`, an optional title `note.<key>.title`, and an
optional line `note.<key>.with.<fact>` that is said only when that fact is there. Must not know
any one note.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from cogs.faces import face
from cogs.faces._kit import Button, Part, Row, Sheet, Words, person, plain, tick
from cogs.faces.saying import optional
from services.values import Note

FOR_GOOD = frozenset({"mydata.ask", "mydata.erase", "sets.close"})  # what cannot be undone


@face(Note)
def draw_note(value: Note, words: Words) -> Sheet:
    """Draw a note with its buttons."""
    facts = {key: _fact(key, fact) for key, fact in value.facts.items()}
    facts["ping"] = person(value.ping_xid)
    more = (
        optional(words, f"note.{value.key}.with.{key}", **facts)
        for key, fact in value.facts.items()
        if fact
    )
    said = (words(f"note.{value.key}", **facts), *filter(None, more))
    row: tuple[Part, ...] = (Row(*_buttons(value, words)),) if value.buttons else ()
    return Sheet(
        title=optional(words, f"note.{value.key}.title", **facts),
        parts=(*said, *row),
        ping=value.ping_xid or None,
    )


def _buttons(value: Note, words: Words) -> list[Button]:
    """Draw all buttons alike, so that none is the expected one; what is for good is red."""
    return [
        Button(
            label=words(f"button.{verb}"),
            verb=verb,
            thing=thing,
            rev=rev,
            style="stop" if verb in FOR_GOOD else "main",
        )
        for verb, thing, rev in value.buttons
    ]


def _numbered(items: Sequence[object]) -> str:
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))


def _fact(key: str, fact: object) -> object:
    match fact:
        case datetime():
            return f"{tick(fact, 'F')} ({tick(fact)})"
        case int() if key == "lead" or key.endswith("_xid"):
            return person(fact)
        case str():
            return plain(fact, 1500)
        case tuple() | list():
            return _numbered(cast("Sequence[object]", fact))
        case _:
            return fact

"""The private card that says: this may point to someone.

Knows how a piece of a text is marked so that it is seen, and said in words as well. Must not know
what the rules look for.
"""

from __future__ import annotations

from cogs._address import AGAIN, ANYWAY
from cogs.faces import face
from cogs.faces._kit import Button, Lines, Part, Row, Sheet, Small, Words, plain, shorten
from services.screening import Pointed

MOST_TEXT, MOST_FINDS, MOST_PIECE = 1500, 8, 80


@face(Pointed)
def draw_pointed(value: Pointed, words: Words) -> Sheet:
    """Draw the text with what was found marked, a suggestion for each, and two buttons."""
    said = dict.fromkeys(_line(*find, words) for find in value.finds)
    return Sheet(
        title=words("screening.title"),
        parts=(
            words("screening.text"),
            shorten("".join(_piece(*piece) for piece in value.pieces), MOST_TEXT),
            words("screening.why"),
            Lines(tuple(said)[:MOST_FINDS]),
            *_row(value, words),
            Small(words("screening.small")),
        ),
    )


def _piece(text: str, found: bool) -> str:
    """Return a piece as it was typed, in bold and underlined when it was found."""
    inside = text.strip()
    if not inside:
        return text
    safe = plain(inside, MOST_TEXT)
    before, _, after = text.partition(inside)
    return f"{before}__**{safe}**__{after}" if found else f"{before}{safe}{after}"


def _line(piece: str, hint: str, certain: bool, words: Words) -> str:
    shown = plain(piece, MOST_PIECE, one_line=True)
    if certain:
        return words("screening.certain", piece=shown, hint=words(hint))
    return words("screening.line", piece=shown, hint=words(hint))


def _row(value: Pointed, words: Words) -> tuple[Part, ...]:
    change = Button(
        label=words("form.change_it"),
        verb=AGAIN,
        thing=value.change,
        rev=value.revision,
        style="main",
    )
    anyway = Button(
        label=words("screening.anyway"),
        verb=ANYWAY,
        thing=value.anyway,
        rev=value.revision,
    )
    shown = [*([change] if value.change else []), *([anyway] if value.anyway else [])]
    return (Row(*shown),) if shown else ()

"""What the bot can and cannot see, and what it keeps: a line for each thing that is really there.

Knows that each intent, permission and table has a line of its own. Must not know which there are:
that is told by what the bot asks Discord for, and by the tables themselves.
"""

from __future__ import annotations

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Row, Sheet, Small, Words
from cogs.faces.saying import strong
from cogs.faces.values import TrustKept, TrustView


@face(TrustView)
def draw_trust(value: TrustView, words: Words) -> Sheet:
    """Draw what the bot can and cannot see and do."""
    never = tuple(words(f"trust.never.{name}") for name in value.never)
    hears = tuple(words(f"trust.hears.{name}") for name in value.hears)
    may = tuple(
        words("trust.may", right=words(f"rights.name.{name}"), why=words(f"rights.why.{name}"))
        for name in value.may
    )
    button = Button(label=words("button.trust.kept"), verb="trust.kept", style="main")
    return Sheet(
        title=words("trust.title"),
        parts=(
            strong(words("trust.cannot")),
            Lines((*never, *words("trust.promises").splitlines())),
            strong(words("trust.told")),
            Lines((*hears, *words("trust.typed").splitlines())),
            strong(words("trust.rights")),
            Lines(may),
            words("trust.honest"),
            Small(words("trust.small")),
            Row(button),
        ),
    )


@face(TrustKept)
def draw_kept(value: TrustKept, words: Words) -> Sheet:
    """Draw what each table of the memory holds."""
    said = tuple(
        words("trust.locked" if table in value.locked else "trust.open", what=what)
        for table in value.tables
        for what in (words(f"trust.table.{table}"),)
    )
    return Sheet(
        title=words("trust.kept.title"),
        parts=(words("trust.kept"), Lines(said), Small(words("trust.kept.small"))),
    )

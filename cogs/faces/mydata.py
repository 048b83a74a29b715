"""The receipt of an erasure, item by item, and the counts of what is held.

Knows that each kind has its own words. Must not know what is held, nor how it goes.
"""

from __future__ import annotations

from collections.abc import Mapping

from cogs.faces import face
from cogs.faces._kit import Lines, Part, Sheet, Small, Words
from cogs.faces.saying import strong
from services.values import Receipt


@face(Receipt)
def draw_receipt(value: Receipt, words: Words) -> Sheet:
    """Draw what went, what is a former member's now, and what could not go, and why."""
    stays = tuple(words(f"mydata.stays.{kind}", n=n) for kind, n in value.kept.items() if n)
    return Sheet(
        title=words("mydata.receipt.title.but" if stays else "mydata.receipt.title"),
        parts=(
            *_list(value.removed, words("mydata.receipt.removed"), words),
            *_list(value.replaced, words("mydata.receipt.replaced"), words),
            strong(words("mydata.receipt.stays")),
            Lines((*stays, *words("mydata.stays.always").splitlines())),
            Small(words("mydata.receipt.small")),
        ),
    )


def items(counts: Mapping[str, int], words: Words) -> tuple[str, ...]:
    """Return each kind of which there is anything, with how many."""
    return tuple(
        words("mydata.item", what=words(f"mydata.kind.{kind}"), n=n)
        for kind, n in counts.items()
        if n
    )


def _list(counts: Mapping[str, int], title: str, words: Words) -> tuple[Part, ...]:
    said = items(counts, words)
    return (strong(title), Lines(said)) if said else ()

"""How evenly the talking was shared, as one number and one word.

Knows seconds of floor. Must not know whose they are: a set sees the word, nobody sees a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Evenness(StrEnum):
    """The word a set sees about how the talking was shared."""

    EVEN = "even"
    FAIRLY = "fairly"
    UNEVEN = "uneven"


EVEN_FROM = 0.8
FAIRLY_FROM = 0.6


def evenness(seconds: Sequence[int]) -> float:
    """Return 1 for equal turns down to 0 for one speaker: 1 - Gini x n / (n - 1).

    With fewer than two people, or nothing said, nothing is uneven: 1.
    """
    people, total = len(seconds), sum(seconds)
    if people < 2 or total == 0:
        return 1.0
    ranked = sum(rank * spoken for rank, spoken in enumerate(sorted(seconds), start=1))
    gini = 2 * ranked / (people * total) - (people + 1) / people
    return 1 - gini * people / (people - 1)


def word(value: float) -> Evenness:
    """Return the word for a value of `evenness`."""
    if value >= EVEN_FROM:
        return Evenness.EVEN
    return Evenness.FAIRLY if value >= FAIRLY_FROM else Evenness.UNEVEN


def share(spoken: int, seconds: Sequence[int]) -> int:
    """Return one person's own share of the talking in percent, for their eyes only."""
    total = sum(seconds)
    return round(100 * spoken / total) if total else 0

"""How much is done at once, and how long things may take.

Knows numbers only, each with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of the pump; floats are real seconds."""

    lease: timedelta = timedelta(seconds=60)
    margin: timedelta = timedelta(seconds=15)  # nothing is begun this near the end of its lease
    most: int = 50  # pieces to be told in hand: about a second of Discord's 50 requests a second
    decisions: int = 100  # of what is decided here, which waits for nobody
    chunk: int = 500  # taken in hand by one claim: more would hold up the loop for too long
    direct: int = 5  # direct messages on their way at once: many at once look like spam
    patience: float = 40.0  # one piece may take so long; less than lease - margin
    grace: float = 5.0  # to finish what is in hand when stopping
    rest: float = 1.0  # between tries while the ledger is away

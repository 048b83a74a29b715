"""Before others see a text: may it point to somebody? The writer is asked, and decides.

Knows the rules' finds and what the writer has been shown. Must not keep a text, nor log one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from learning.refusals import Refusal
from learning.screening.found import Found
from learning.screening.screen import marked, screen
from services.kit import Kit


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """What a writer is shown: the text in pieces, what was found, and two ways on.

    `pieces` are (text, marked); `finds` are (piece, key of its hint, certain). `change` is the
    form to open again, `anyway` what to do when the writer says that it is safe; "" for none.
    """

    pieces: tuple[tuple[str, bool], ...]
    finds: tuple[tuple[str, str, bool], ...]
    change: str = ""
    anyway: str = ""
    revision: int = 0


class MayPoint(Refusal):
    """What was written may point to somebody; `seen` stands for exactly this text."""

    def __init__(self, text: str, found: tuple[Found, ...]) -> None:
        super().__init__("screen")
        self.pieces = marked(text, found)
        self.finds = tuple(
            (text[one.start : one.end], one.hint_key, one.certainty == "certain") for one in found
        )
        self.seen = digest(text)


class Screening:
    """Asks the rules, with the lists of this house."""

    def __init__(self, kit: Kit) -> None:
        self._names = kit.names

    def check(self, text: str, sure: str = "") -> None:
        """Raise MayPoint, unless nothing is found or the writer is `sure` of exactly this text."""
        found = screen(text, self._names)
        if found and sure != digest(text):
            raise MayPoint(text, found)


def digest(text: str) -> str:
    """Return eight characters that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]

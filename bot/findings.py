"""What the doctor finds, written a line at a time.

Knows three words: well, look (worth knowing) and BAD (somebody has to act). Must not know what is
looked at.
"""

from __future__ import annotations

from collections.abc import Callable

from cogs._errors import sentence_of
from config.words import Words
from learning.refusals import Said


class Findings:
    """Writes findings as they come; `bad` counts those that need somebody."""

    def __init__(self, words: Words, write: Callable[[str], object]) -> None:
        self.words = words
        self._write = write
        self.bad = 0

    def well(self, key: str, **facts: object) -> None:
        """Say that something is as it should be."""
        self._line("doctor.ok", self.words(f"doctor.{key}", **facts))

    def look(self, key: str, **facts: object) -> None:
        """Say something that is worth knowing, and no fault."""
        self._line("doctor.look", self.words(f"doctor.{key}", **facts))

    def ill(self, key: str, **facts: object) -> None:
        """Say that something is not as it should be."""
        self._ill(self.words(f"doctor.{key}", **facts))

    def said(self, said: Said) -> None:
        """Say an error of the house, as people are told of it."""
        self._ill(sentence_of(said, self.words, marked=False))

    def verdict(self) -> None:
        """Sum up."""
        said = self.words("doctor.sum", n=self.bad) if self.bad else self.words("doctor.fine")
        self._write(f"\n{said}\n")

    def _ill(self, sentence: str) -> None:
        self.bad += 1
        self._line("doctor.bad", sentence)

    def _line(self, mark: str, sentence: str) -> None:
        self._write(f"{self.words(mark)}  {sentence}\n")

"""A short paper as plain values: a title, a few facts, headings with text.

Knows the shape of a paper. Must not know what it says, nor how it is written to a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A short paper: facts are (name, value), parts are (heading, text)."""

    title: str
    day: date
    facts: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    small: str
    lost: str  # said where letters cannot be shown

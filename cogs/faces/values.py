"""Plain values that only the screen knows: a step of a form, or a question before an act.

Knows what is asked. Must not know words, or what follows from the answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.values import BlocksChosen


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectChoice:
    """What somebody just wrote, and the question where it should go; the draft keeps the text."""

    text: str
    link: str = ""
    picture: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """The weekly times of somebody who has joined already, to change and save."""

    chosen: BlocksChosen


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustView:
    """What the bot hears, may do and never asked for, by Discord's own names."""

    hears: tuple[str, ...]
    may: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustKept:
    """Every table of the memory, and those in which what people write is locked."""

    tables: tuple[str, ...]
    locked: frozenset[str]

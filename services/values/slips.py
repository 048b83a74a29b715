"""What members hand in privately, as it may be shown: to one person, or without names to the set.

Knows values to be shown. Must not know words or layout.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from learning.sentences import SentenceState


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedCard:
    """Hopes and worries of a set, mixed up and without names."""

    hopes: tuple[str, ...]
    worries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCard:
    """The private question how a set goes on; `mine` is the asker's own choice so far."""

    session_id: str
    mine: str
    answered: int
    here: int
    open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteResult:
    """What a set chose, as counts; no counts when not everybody here has voted."""

    counts: tuple[tuple[str, int], ...]
    chosen: str
    answered: int
    here: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceCard:
    """One sentence that may leave the set; the private question about it is always open."""

    sentence_id: str
    number: int
    text: str
    state: SentenceState


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """What may leave the sets of an area: new, and handed on before. No set, no names."""

    area: str
    new: tuple[str, ...]
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCard:
    """The end check of one person, with their own share of the talking in percent.

    `share` is None when nobody's turn was timed. `answers` holds a score of 0 to 4 by row.
    """

    session_id: str
    set_name: str
    share: int | None
    even_share: int
    answers: dict[str, int] = field(default_factory=dict[str, int])
    open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledCard:
    """What all said at the end, as one word a row: (row, level)."""

    rows: tuple[tuple[str, str], ...]

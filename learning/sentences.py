"""Sentences that may leave a set: only when every one of its members has said yes in private.

Knows the rule alone. Must not show who said what: only yeses are kept, and only while they are
being gathered. A no ends a sentence and leaves no trace of who said it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class SentenceState(StrEnum):
    """How a sentence stands. Nobody can tell an open one from one that was ended by a no."""

    OPEN = "open"
    APPROVED = "approved"  # everybody said yes: it is the set's own, and nobody's in it
    WITHDRAWN = "withdrawn"  # somebody said no, or took a yes back
    USED = "used"  # a coordinator has it: it cannot be taken back any more


MAY_LEAVE = (SentenceState.APPROVED, SentenceState.USED)
UNDECIDED = (SentenceState.OPEN, SentenceState.WITHDRAWN)
MOST_SENTENCES = 3  # for which yeses are gathered at a time
FEWEST_ASKED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence offered by a member (`person_id` "" once all said yes); numbered in its set."""

    id: str
    set_id: str
    number: int
    person_id: str
    text: str
    state: SentenceState = SentenceState.OPEN
    offered_at: datetime
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceYes:
    """Somebody who was asked about a sentence, and whether they have said yes so far."""

    id: str
    sentence_id: str
    person_id: str
    yes: bool = False


def yes_id(sentence_id: str, person_id: str) -> str:
    """Name the one answer that somebody has to a sentence."""
    return f"{sentence_id}.{person_id}"


def all_said_yes(answers: Iterable[SentenceYes], members: Collection[str]) -> bool:
    """Tell whether everybody said yes: all who were asked, and all who are in the set now.

    Somebody who was asked and has left without a word has not said yes.
    """
    said = {one.person_id: one.yes for one in answers}
    needed = said.keys() | set(members)
    return len(needed) >= FEWEST_ASKED and all(said.get(one, False) for one in needed)


def after_yes(
    sentence: Sentence, answers: Iterable[SentenceYes], members: Collection[str]
) -> Sentence:
    """Return a sentence after one more yes; the last one makes it the set's own."""
    if sentence.state is SentenceState.OPEN and all_said_yes(answers, members):
        return replace(sentence, state=SentenceState.APPROVED, person_id="")
    return sentence


def after_no(sentence: Sentence) -> Sentence:
    """Return a sentence after a no, or after a yes was taken back: it stays here for good."""
    if sentence.state is SentenceState.USED:
        return sentence
    return replace(sentence, state=SentenceState.WITHDRAWN)


def gathering(sentences: Iterable[Sentence]) -> int:
    """Count the sentences that look open; one that was ended by a no counts, or it would show."""
    return sum(one.state in UNDECIDED for one in sentences)

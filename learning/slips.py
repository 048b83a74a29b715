"""Slips: what members hand in privately during a session, and what the set may see of them.

Knows hopes and worries, votes, and the end check. Must not show whose any
slip is: what is pooled is shown when everybody who is here has answered, and not before.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SlipKind(StrEnum):
    """What a slip holds; decisions and how it went belong to the whole set, and to nobody in it."""

    HOPE = "hope"
    WORRY = "worry"
    VOTE = "vote"
    HEARD = "heard"
    SAID = "said"
    WORTH = "worth"
    DECISION = "decision"
    EVENNESS = "evenness"
    TURNS = "turns"  # how often the floor was handed on by hand; the text is the number
    WRITTEN = "written"  # written in a week in writing, for the set to see
    FELT = "felt"  # what all said at the end, as words; it belongs to the set
    LATER = "later"  # the guide asks everybody for a later finish; the text is the seconds
    MAY_RUN = "may_run"  # "yes" or "no" to a later finish
    UNGUIDED = "unguided"  # the set goes without a guide today
    ROUGH = "rough"  # this meeting went roughly; the text is only that it did


class Vote(StrEnum):
    """What a set can decide when it looks back."""

    GO_ON = "go_on"
    SELF_LED = "self_led"
    INVITE = "invite"
    FINISH = "finish"


CHECKS = (SlipKind.HEARD, SlipKind.SAID, SlipKind.WORTH)
MOST_SCORE = 4
FEWEST_POOLED = 3  # people; fewer could guess each other's answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One thing handed in during a part of a session; `person_id` "" is the whole set."""

    id: str
    session_id: str
    part: int
    person_id: str
    kind: SlipKind
    text: str
    made_at: datetime


def slip_id(session_id: str, part: int, person_id: str, kind: SlipKind) -> str:
    """Name the one slip of this kind that a person can have in a part."""
    return f"{session_id}.{part}.{person_id}.{kind}"


def mixed(slips: Iterable[Slip]) -> tuple[str, ...]:
    """Return the texts without names, in an order that says nothing of who was first."""
    return tuple(slip.text for slip in sorted(slips, key=_shuffled))


def answered(slips: Iterable[Slip], here: Collection[str], kinds: Collection[SlipKind]) -> int:
    """Count those here who have handed in a slip of each of these kinds."""
    had = {(slip.person_id, slip.kind) for slip in slips}
    return sum(all((person, kind) in had for kind in kinds) for person in here)


def counts(votes: Iterable[Slip], here: Collection[str]) -> dict[Vote, int] | None:
    """Return how often each thing was chosen once everybody here has voted, else None."""
    found = tuple(votes)
    if not here or answered(found, here, (SlipKind.VOTE,)) < len(here):
        return None
    tally = Counter(slip.text for slip in found if slip.kind is SlipKind.VOTE)
    return {vote: tally[vote.value] for vote in Vote}


def decision(tally: dict[Vote, int]) -> Vote | None:
    """Return what most chose, or None when two came out alike."""
    most = max(tally.values())
    chosen = [vote for vote, count in tally.items() if count == most]
    return chosen[0] if len(chosen) == 1 and most else None


def written(tally: dict[Vote, int]) -> str:
    """Write a result down, to be kept as the set's own slip."""
    return " ".join(f"{vote}:{count}" for vote, count in tally.items())


def result(text: str) -> dict[Vote, int]:
    """Read a result that was written down."""
    pairs = (one.partition(":") for one in text.split())
    return {Vote(vote): int(count) for vote, _, count in pairs}


def pooled(checks: Iterable[Slip], here: Collection[str]) -> dict[SlipKind, float] | None:
    """Return the mean of each end-check row, 0 to 4; None until all here have answered all.

    With fewer than three people it stays None for ever.
    """
    found = tuple(checks)
    if len(here) < FEWEST_POOLED or answered(found, here, CHECKS) < len(here):
        return None
    return {kind: _mean([int(s.text) for s in found if s.kind is kind]) for kind in CHECKS}


def level(mean: float) -> str:
    """Return the word for a mean of an end-check row: the set sees words, never figures."""
    for least, word in ((3.5, "very"), (2.5, "mostly"), (1.5, "partly")):
        if mean >= least:
            return word
    return "little"


def _mean(scores: Sequence[int]) -> float:
    return sum(scores) / len(scores) if scores else 0.0


def _shuffled(slip: Slip) -> str:
    return hashlib.sha256(f"{slip.session_id}\x1f{slip.text}\x1f{slip.id}".encode()).hexdigest()

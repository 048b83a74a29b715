"""What a set may see of what was handed in privately, and how it comes to lead itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.sets import Stage
from learning.slips import (
    CHECKS,
    Slip,
    SlipKind,
    Vote,
    counts,
    decision,
    mixed,
    pooled,
    result,
    written,
)
from learning.stages import Step, round_guide, step_of

NOON = datetime(2027, 3, 2, 12, 30, tzinfo=UTC)
SIX = ("a", "b", "c", "d", "e", "f")


def slip(person: str, kind: SlipKind, text: str) -> Slip:
    """Make a slip."""
    return Slip(
        id=f"{person}.{kind}", session_id="s", part=1, person_id=person, kind=kind, text=text,
        made_at=NOON,
    )  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(SIX), st.sampled_from(Vote)), max_size=8))
def test_votes_are_counted_only_when_everybody_here_has_voted(
    votes: list[tuple[str, Vote]],
) -> None:
    """As long as one vote is missing there are no counts; then each vote counts once."""
    last = dict(votes)
    slips = [slip(person, SlipKind.VOTE, vote) for person, vote in last.items()]
    tally = counts(slips, SIX)
    assert (tally is not None) == (last.keys() == set(SIX))
    if tally is not None:
        assert sum(tally.values()) == len(SIX)
        assert result(written(tally)) == tally


def test_a_tie_decides_nothing() -> None:
    """When two choices come out alike, nobody says what the set has chosen."""
    assert decision({Vote.GO_ON: 2, Vote.SELF_LED: 2, Vote.INVITE: 0, Vote.FINISH: 1}) is None
    assert decision({Vote.GO_ON: 1, Vote.SELF_LED: 3, Vote.INVITE: 0, Vote.FINISH: 1}) == "self_led"


@given(st.permutations(["we laugh", "we wait", "we ask", "no time"]))
def test_the_order_of_mixed_lines_does_not_tell_who_was_first(texts: list[str]) -> None:
    """The same lines come out in the same order, whichever was handed in first."""
    slips = [slip(text, SlipKind.HOPE, text) for text in texts]
    assert mixed(slips) == mixed(reversed(slips))
    assert sorted(mixed(slips)) == sorted(texts)


@pytest.mark.parametrize("here", [2, 3, 6])
def test_answers_are_pooled_for_three_and_more_when_all_have_answered(here: int) -> None:
    """Two people would see each other's answers, so theirs are never pooled."""
    people = SIX[:here]
    slips = [slip(person, kind, "3") for person in people for kind in CHECKS]
    assert pooled(slips[:-1], people) is None
    assert (pooled(slips, people) is not None) == (here >= 3)


def test_a_set_leads_itself_step_by_step() -> None:
    """Led at first, then each guides one round, then on their own; the first guide looks in."""
    steps = [step_of(number, Stage.RUNNING) for number in range(1, 7)]
    assert steps == [
        Step.LED, Step.LED, Step.ROUNDS, Step.ROUNDS, Step.SELF_LED, Step.LOOK_IN,
    ]  # fmt: skip
    assert step_of(4, Stage.SELF_LED) is Step.SELF_LED


def test_four_different_members_guide_the_four_rounds() -> None:
    """In the third and fourth meetings nobody guides twice, and the first guide rests."""
    guided = ["b", round_guide(SIX, "a", "b", 3), "c", round_guide(SIX, "a", "c", 4)]
    assert sorted(guided) == ["b", "c", "d", "e"]
    assert round_guide(SIX, "a", "a", 2) == ""

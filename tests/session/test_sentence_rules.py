"""What may leave a set: only what everybody said yes to, and a no leaves no trace."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.sentences import (
    Sentence,
    SentenceState,
    SentenceYes,
    after_no,
    after_yes,
    all_said_yes,
    gathering,
)

SIX: tuple[str, ...] = ("ada", "bea", "cal", "dan", "eve", "fay")
ONE = Sentence(
    id="n", set_id="s", number=1, person_id="ada", text="We wait.",
    offered_at=datetime(2027, 1, 5, 12, tzinfo=UTC),
)  # fmt: skip


def answers(said: dict[str, bool]) -> tuple[SentenceYes, ...]:
    """Make answers up."""
    return tuple(
        SentenceYes(id=f"n.{who}", sentence_id="n", person_id=who, yes=yes)
        for who, yes in said.items()
    )


@given(st.dictionaries(st.sampled_from(SIX), st.booleans()), st.sets(st.sampled_from(SIX)))
def test_everybody_asked_and_everybody_here_has_to_say_yes(
    said: dict[str, bool], members: set[str]
) -> None:
    """One missing yes keeps it here, of who came later and of who left without a word too."""
    needed = members | said.keys()
    yeses = {who for who, yes in said.items() if yes}
    assert all_said_yes(answers(said), members) == (len(needed) >= 2 and yeses >= needed)


def test_the_last_yes_takes_the_name_away() -> None:
    """Before it, the sentence is as it was; with it, it belongs to the set and to nobody."""
    said = dict.fromkeys(SIX, True)
    assert after_yes(ONE, answers(said | {"fay": False}), SIX) == ONE
    kept = after_yes(ONE, answers(said), SIX)
    assert (kept.state, kept.person_id, kept.text) == (SentenceState.APPROVED, "", "We wait.")


def test_a_sentence_that_was_ended_never_opens_again() -> None:
    """After a no, all the yeses in the world change nothing."""
    ended = after_no(ONE)
    assert ended.state is SentenceState.WITHDRAWN
    assert after_yes(ended, answers(dict.fromkeys(SIX, True)), SIX) == ended


@pytest.mark.parametrize("state", SentenceState)
def test_a_yes_can_be_taken_back_until_the_sentence_is_used(state: SentenceState) -> None:
    """What a coordinator has in hand has left; anything else stays here."""
    kept = after_no(
        Sentence(id="n", set_id="s", number=1, person_id="", text="x", state=state,
                 offered_at=ONE.offered_at)
    )  # fmt: skip
    used = state is SentenceState.USED
    assert kept.state is (SentenceState.USED if used else SentenceState.WITHDRAWN)


def test_an_ended_sentence_counts_like_an_open_one() -> None:
    """The number that may still be offered does not tell that somebody said no."""
    assert gathering([ONE, ONE]) == gathering([ONE, after_no(ONE)]) == 2
    assert gathering([ONE, after_yes(ONE, answers(dict.fromkeys(SIX, True)), SIX)]) == 1

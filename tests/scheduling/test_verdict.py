"""What becomes of work after an error, as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pump_world import SECOND, START, card

from learning.ports import Work
from learning.refusals import Misconfigured, Refusal, Stale, Unavailable, Unreachable
from scheduling.verdict import Again, GiveUp, Verdict, after, is_bug, is_too_late

WORK = Work(effect=card("k"), due_at=START, attempts=1)
TWO = START + SECOND * 2


@pytest.mark.parametrize(
    ("error", "bugs", "verdict"),
    [
        (Unavailable("away"), 0, Again(TWO, "away")),
        (TimeoutError(), 0, Again(TWO, "slow")),
        (Misconfigured("right"), 0, Again(START + timedelta(minutes=5), "right", tell=True)),
        (Unreachable("dm_closed"), 0, GiveUp("dm_closed")),
        (Refusal("gone"), 0, GiveUp("gone")),
        (Stale("changed"), 0, Again(TWO, "changed")),
        (Stale("changed"), 4, GiveUp("bug")),
        (ValueError("x"), 3, Again(TWO, "bug")),
        (ValueError("x"), 4, GiveUp("bug")),
    ],
)
def test_each_kind_of_error(error: Exception, bugs: int, verdict: Verdict) -> None:
    """Each kind has its own wait, or its own end."""
    assert after(WORK, error, START, bugs) == verdict


@pytest.mark.parametrize("error", [Unavailable("away"), Misconfigured("right")])
def test_a_day_of_tries_is_enough(error: Exception) -> None:
    """Work without a last moment of its own is given up after about a day of tries."""
    assert isinstance(after(replace(WORK, attempts=287), error, START, 0), Again)
    assert after(replace(WORK, attempts=1440), error, START, 0) == GiveUp(str(error))


def test_the_last_try_is_just_before_the_last_moment() -> None:
    """A wait never goes up to the moment after which the work is useless."""
    work = replace(WORK, effect=card("k", until=SECOND * 2))
    assert after(work, Unavailable("away"), START, 0) == Again(START + SECOND, "away")
    assert after(work, Unavailable("away"), START + SECOND, 0) == GiveUp("away")
    assert not is_too_late(work, START + SECOND * 2)
    assert is_too_late(work, START + SECOND * 3)


@pytest.mark.parametrize(
    ("error", "bug"),
    [(ValueError(), True), (Stale("x"), True), (Refusal("x"), False), (TimeoutError(), False)],
)
def test_what_counts_as_our_own_fault(error: Exception, bug: bool) -> None:
    """Only what we got wrong, or cannot win, is counted."""
    assert is_bug(error) is bug

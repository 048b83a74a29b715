"""How evenly the talking was shared is one number for a table of seconds, and one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.evenness import Evenness, evenness, share, word


@pytest.mark.parametrize(
    ("seconds", "value"),
    [((5, 5, 5, 5), 1.0), ((60, 0, 0), 0.0), ((10, 6, 5, 4, 3, 2), 0.67), ((), 1.0), ((0, 0), 1.0)],
)
def test_known_tables(seconds: tuple[int, ...], value: float) -> None:
    """Equal turns are 1, one speaker is 0, and the worked example of the notes is 0.67."""
    assert evenness(seconds) == pytest.approx(value, abs=0.005)


@given(st.lists(st.integers(0, 10_000), max_size=9))
def test_it_lies_between_nought_and_one_in_any_order(seconds: list[int]) -> None:
    """Who is who makes no difference."""
    assert -1e-9 <= evenness(seconds) <= 1 + 1e-9
    assert evenness(sorted(seconds, reverse=True)) == pytest.approx(evenness(seconds))


@given(st.lists(st.integers(1, 100), min_size=2, max_size=8))
def test_twice_the_time_is_just_as_even(seconds: list[int]) -> None:
    """Only shares matter."""
    assert evenness([2 * spoken for spoken in seconds]) == pytest.approx(evenness(seconds))


def test_the_word() -> None:
    """A set sees one of three words."""
    assert [word(value) for value in (1.0, 0.67, 0.3)] == [
        Evenness.EVEN,
        Evenness.FAIRLY,
        Evenness.UNEVEN,
    ]


def test_ones_own_share() -> None:
    """A person sees their own share in percent."""
    assert (share(31, [31, 69]), share(0, [0, 0])) == (31, 0)

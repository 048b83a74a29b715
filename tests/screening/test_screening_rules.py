"""What screening finds in a text, what it lets pass, and that a find is where it says."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.screening import load_names
from learning.screening.found import Found, Kind, Names
from learning.screening.numbers import is_nhs_number
from learning.screening.screen import marked, screen

NAMES = load_names()


def said(text: str) -> list[tuple[str, str]]:
    """List what is found, as (kind, piece of text)."""
    return [(one.kind.value, text[one.start : one.end]) for one in screen(text, NAMES)]


def test_a_number_with_a_right_check_digit_is_certain() -> None:
    """943 476 5919 is an NHS number for certain."""
    (found,) = screen("It was 943 476 5919.", NAMES)
    assert found == Found(Kind.NHS_NUMBER, 7, 19, "certain")


def test_ten_digits_with_a_wrong_check_digit_are_maybe() -> None:
    """943 476 5918 has the pattern only."""
    (found,) = screen("It was 943 476 5918.", NAMES)
    assert found == Found(Kind.TEN_DIGITS, 7, 19, "maybe")


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("the patient I saw on 3 May", "date", "3 May"),
        ("seen 03/05/26 with her mum", "date", "03/05/26"),
        ("she cried last Tuesday 4th", "date", "last Tuesday 4th"),
        ("a 43-year-old", "age", "43-year-old"),
        ("a woman aged 43", "age", "aged 43"),
        ("she is 43", "age", "she is 43"),
        ("at EX4 6PU", "postcode", "EX4 6PU"),
        ("on 07700 900123", "phone", "07700 900123"),
        ("to a.b@example.org now", "email", "a.b@example.org"),
        ("with Mrs O'Brien there", "name", "Mrs O'Brien"),
        ("at Riverside Surgery", "place", "Riverside Surgery"),
        ("moved to St Mary’s Hospital", "place", "St Mary’s Hospital"),
    ],
)
def test_it_finds(text: str, kind: str, piece: str) -> None:
    """Each of these points to somebody, and the span is the piece that does."""
    assert said(text) == [(kind, piece)]


@pytest.mark.parametrize(
    "text",
    [
        "A person in mid-life.",
        "someone in her eighties",
        "Dr Who and the Dr",
        "the Dr. Then ask again",
        "May I go? We may 3 times.",
        "Our next meeting is on 3 May.",
        "a 43-year-old building",
        "The Surgery ran late.",
        "My patient with asthma taught me to breathe.",
        "Ring 0300 123 3393 or 116 123.",
        "Meet in E3 5th floor.",
    ],
)
def test_it_lets_pass(text: str) -> None:
    """None of these points to anybody."""
    assert said(text) == []


def test_a_story_needs_all_three() -> None:
    """A patient and an illness pass; with a detail of the life they are a story."""
    assert said("My patient has epilepsy.") == []
    assert said("My patient is a vicar.") == []
    assert said("My patient is a vicar and has epilepsy.") == [
        ("patient", "My patient is a vicar and has epilepsy")
    ]


def test_the_three_must_be_near() -> None:
    """An illness in another sentence is another matter."""
    assert said("My patient is a vicar. I read a book on epilepsy.") == []


def test_an_owner_can_add_places_and_safe_texts() -> None:
    """A place that an owner lists is certain; a text an owner calls safe is let pass."""
    names = Names.of([("place", "Derry Lane"), ("title", "Mr"), ("safe", "Mr Punch")])
    (found,) = screen("We met at derry  lane with Mr Punch.", names)
    assert (found.kind, found.certainty) == (Kind.PLACE, "certain")


def test_with_no_lists_shapes_are_still_found() -> None:
    """Numbers, ages and addresses need no list."""
    kinds = [one.kind for one in screen("She is 43, EX4 6PU, a@b.org, Mr Fox", Names())]
    assert kinds == [Kind.AGE, Kind.POSTCODE, Kind.EMAIL]


def test_the_marked_text_is_the_text() -> None:
    """The pieces put together are the text, and those marked are the finds."""
    text = "Mrs Dale, aged 81, sang."
    pieces = marked(text, screen(text, NAMES))
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, on in pieces if on] == ["Mrs Dale", "aged 81"]


@given(st.text(st.sampled_from("0123456789 -/.@MrsDaleEX4PUaged yoMaywihtng\n'’"), max_size=80))
def test_finds_lie_in_the_text_and_apart(text: str) -> None:
    """For any text: finds are whole, in order, and only a whole story may hold another."""
    found = screen(text, NAMES)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    plain = [one for one in found if one.kind is not Kind.PATIENT]
    assert all(a.end <= b.start for a, b in pairwise(plain))
    assert "".join(piece for piece, _ in marked(text, found)) == text


@given(st.integers(0, 999_999_999))
def test_at_most_one_check_digit_is_right(nine: int) -> None:
    """For any nine digits at most one tenth is right, and one that is right is found."""
    right = [f"{nine:09}{last}" for last in range(10) if is_nhs_number(f"{nine:09}{last}")]
    assert len(right) <= 1
    for number in right:
        assert [one.kind for one in screen(f"no {number}", NAMES)] == [Kind.NHS_NUMBER]

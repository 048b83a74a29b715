"""Searching the log: words, beginnings of words, capitals and accents; and what may be shared."""

from __future__ import annotations

import pytest

from learning import sharing
from learning.refusals import Refusal
from learning.searching import holds, wanted

TEXT = "Ich fragte, was die Café-Runde über Zoë's Bücher sagt. I WAITED."


@pytest.mark.parametrize(
    "query", ["", "cafe", "CAFÉ", "wait", "zoe waited", "bucher uber", "rund", "zoë’s", "i"]
)
def test_each_word_begins_a_word_of_the_text(query: str) -> None:
    """Beginnings are enough, all words are needed, and capitals and accents make no difference."""
    assert holds(TEXT, wanted(query))


@pytest.mark.parametrize("query", ["afe", "waited long", "unde", "waitedlong", ".*"])
def test_the_middle_of_a_word_is_not_found(query: str) -> None:
    """A word inside a word, or one word too many, does not match; a pattern is only letters."""
    words = wanted(query)
    assert not words or not holds(TEXT, words)


@pytest.mark.parametrize(
    "link", ["", "https://example.org", " https://a.b.org/x_y?q=1#part ", "https://example.org:8/x"]
)
def test_a_plain_address_is_kept_as_it_is(link: str) -> None:
    """What begins with https:// and shows where it goes stays as it was typed."""
    assert sharing.link(link) == link.strip()


@pytest.mark.parametrize(
    "link",
    [
        "http://example.org",
        "example.org",
        "javascript:alert(1)",
        "https://bank.example@evil.example",
        "https://exаmple.org",  # a letter that only looks like an a
        "https://a.org/x y",
        "https://a.org/>x",
        "https://nowhere",
        "https://[half",
        "https://a.org/" + "x" * 300,
    ],
)
def test_an_address_that_hides_something_is_refused(link: str) -> None:
    """No other scheme, no name before an @, no look-alike letters, no blanks."""
    with pytest.raises(Refusal):
        sharing.link(link)


def test_a_picture_is_shown_under_a_plain_name() -> None:
    """What the file was called, which may tell who is in it, is not shown."""
    name = sharing.picture_name("https://cdn.example/1/2/Mrs-Smith.JPEG?ex=1&is=2")
    assert name == "picture.jpg"
    assert sharing.picture_name("https://cdn.example/odd") == "picture.png"


@pytest.mark.parametrize(("kind", "size"), [("video/mp4", 1), ("", 1), ("image/png", 9 << 20)])
def test_what_is_no_small_picture_is_refused(kind: str, size: int) -> None:
    """Only pictures that every client shows, of up to 8 MB."""
    with pytest.raises(Refusal):
        sharing.picture(kind, size)

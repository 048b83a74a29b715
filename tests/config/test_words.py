"""Sentences are found by key, filled strictly, and loaded from files that are checked."""

from pathlib import Path

import pytest

from config.words import Words, load_words
from learning.refusals import Misconfigured

SOME = Words(
    {
        "hello": "Hello {name}.",
        "left.one": "{n} day left.",
        "left.other": "{n} days left.",
        "kind.other": "other work",
    }
)


def test_facts_are_filled_in() -> None:
    """A sentence is returned with its facts; more facts than it asks for do no harm."""
    assert SOME("hello", name="Sam", more=1) == "Hello Sam."


@pytest.mark.parametrize(
    ("n", "said"), [(1, "1 day left."), (2, "2 days left."), (0, "0 days left.")]
)
def test_the_fact_n_chooses_the_form(n: int, said: str) -> None:
    """One has its own form; none and many share the other."""
    assert SOME("left", n=n) == said


def test_unknown_keys_and_missing_facts_are_bugs() -> None:
    """A key or a fact that is not there is a KeyError that names it."""
    with pytest.raises(KeyError, match="nothing"):
        SOME("nothing")
    with pytest.raises(KeyError, match="name"):
        SOME("hello")


def test_a_fact_is_never_read_as_a_sentence() -> None:
    """What a member typed is shown as typed, even when it looks like a fact or an attribute."""
    assert SOME("hello", name="{name.__class__} {0}") == "Hello {name.__class__} {0}."
    assert SOME("hello", name="\\1 \\g<0>") == "Hello \\1 \\g<0>."


def test_facts_may_have_any_name() -> None:
    """A fact called key or self does not trip the call."""
    facts = {"key": 1, "self": 2}
    assert Words({"a": "{key} {self}"})("a", **facts) == "1 2"


def test_what_can_be_said_is_known() -> None:
    """A key, or a base with both forms, can be said; a lone form called other is just a key."""
    assert SOME.has("hello")
    assert SOME.has("left")
    assert SOME.has("kind.other")
    assert not SOME.has("kind")
    assert SOME.facts("hello") == {"name"}


def test_an_owner_may_change_a_sentence(tmp_path: Path) -> None:
    """An owner's folder replaces single sentences and leaves the rest."""
    (tmp_path / "mine.toml").write_text('[refusal]\narea_unknown = "Where is {text}?"\n')
    words, shipped = load_words(overrides=tmp_path), load_words()
    assert words("refusal.area_unknown", text="Devon") == "Where is Devon?"
    assert words.all_keys() == shipped.all_keys()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('"refusal.area_unkown" = "x"', "words.unknown"),
        ('"refusal.area_unknown" = "{who}?"', "words.facts"),
        ('"refusal.area_unknown" = "{text.__class__}"', "words.braces"),
        ('"refusal.area_unknown" = "{text!r}"', "words.braces"),
        ('"refusal.area_unknown" = "{"', "words.braces"),
        ('"refusal.area_unknown" = 7', "words.not_text"),
        ('"refusal.area_unknown" = [', "words.unreadable"),
        ('"refusal.area_unknown" = "a"\n[refusal]\narea_unknown = "b"', "words.double"),
    ],
)
def test_a_wrong_file_says_what_to_mend(tmp_path: Path, text: str, key: str) -> None:
    """Each fault of an owner's file has its own sentence, which can be said."""
    (tmp_path / "mine.toml").write_text(text)
    with pytest.raises(Misconfigured) as caught:
        load_words(overrides=tmp_path)
    assert caught.value.key == key
    assert load_words()(f"misconfigured.{key}", **caught.value.facts)


def test_a_language_that_is_not_there_is_refused() -> None:
    """Asking for a language without files is a setting to mend."""
    with pytest.raises(Misconfigured, match=r"words\.locale"):
        load_words("tlh")

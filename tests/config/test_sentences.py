"""Every sentence a person reads is plain, kind, short enough, and free of jargon."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from readability import grade, sentences, syllables

from config.principles import load_principles
from config.words import load_words

PLANS = Path(__file__).parents[2] / "config" / "plans"
PLAN_TEXTS = {"name", "use_when", "title", "prompt", "say", "watch"}

BANNED = re.compile(
    r"\b(participants?|set advisers?|set advisors?|stakeholders?|service users?|protocols?"
    r"|facilitators?|utili[sz]e\w*|leverage\w*)\b|\bGROW\b",
    re.IGNORECASE,
)
GROW = re.compile(r"\bgrow(s|ing|n)?\b")  # the everyday word, which is not the model
AMERICAN = re.compile(
    r"\b(\w*organiz\w+|\w*recogniz\w+|apologiz\w+|color\w*|favorite\w*|center\w*|behavior\w*"
    r"|canceled|canceling)\b",
    re.IGNORECASE,
)
WHOLE, ONE, ENOUGH = 6.5, 10.0, 8  # grades; words from which a sentence is judged alone
LABELS = {"button", "label"}  # parts of the keys of labels
KINDS = ("refusal.", "stale.", "misconfigured.", "unavailable.", "unreachable.")
LABEL = 34  # characters that a button shows whole on a small phone


def plan_texts() -> Iterator[tuple[str, str]]:
    """Go through what people read in the session plans."""

    def inside(value: object, name: str, place: str) -> Iterator[tuple[str, str]]:
        if isinstance(value, dict):
            for key, held in cast("dict[str, object]", value).items():
                yield from inside(held, key, place)
        elif isinstance(value, list):
            for held in cast("list[object]", value):
                yield from inside(held, name, place)
        elif isinstance(value, str) and name in PLAN_TEXTS:
            yield f"{place} {name}", value

    for file in sorted(PLANS.glob("*.toml")):
        yield from inside(tomllib.loads(file.read_text(encoding="utf-8")), "", file.name)


def all_texts() -> list[tuple[str, str]]:
    """List everything shipped that a person reads, with its place."""
    words = load_words()
    said = [(key, words(key, **dict.fromkeys(words.facts(key), "Sam"))) for key in words.all_keys()]
    lines = [("principles", line) for line in load_principles().lines_for()]
    return [*said, *lines, *plan_texts()]


def test_no_jargon() -> None:
    """No sentence holds a word that keeps people out."""
    bad = [f"{p}: {t}" for p, t in all_texts() if BANNED.search(GROW.sub("", t))]
    assert not bad, "\n".join(bad)


def test_british_spelling() -> None:
    """Sentences are spelt the British way."""
    bad = [f"{place}: {text}" for place, text in all_texts() if AMERICAN.search(text)]
    assert not bad, "\n".join(bad)


def test_the_whole_reads_easily() -> None:
    """All sentences together ask for no more than a child of eleven can read."""
    whole = [found for _, text in all_texts() for found in sentences(text) if len(found) > 3]
    assert grade(whole) <= WHOLE


def test_each_sentence_reads_easily() -> None:
    """No sentence of eight words or more is hard by itself."""
    hard = [
        f"{place}: grade {grade([sentence]):.1f}: {' '.join(sentence)}"
        for place, text in all_texts()
        for sentence in sentences(text)
        if len(sentence) >= ENOUGH and grade([sentence]) > ONE
    ]
    assert not hard, "\n".join(hard)


def is_label(key: str) -> bool:
    """Whether a key names a label: a part of it is called so, and it is not an error's."""
    *parts, last = key.split(".")
    return not key.startswith(KINDS) and bool(LABELS & {*parts, last})


def test_labels_fit_a_phone() -> None:
    """A button's or a field's label is at most 34 characters."""
    words = load_words()
    bad = [
        f"{key}: {words(key, **dict.fromkeys(words.facts(key), 'Sam'))}"
        for key in words.all_keys()
        if LABELS & set(key.split("."))
        and not key.startswith(KINDS)
        and len(words(key, **dict.fromkeys(words.facts(key), "Sam"))) > LABEL
    ]
    assert not bad, "\n".join(bad)


def test_sentences_are_tidy() -> None:
    """No sentence is empty, has two spaces together, or shows an unquoted key or a brace."""
    untidy = re.compile(r"[^\n]  |[{}]|\b[a-z]+_[a-z]+\b")
    bad = [
        f"{place}: {text!r}"
        for place, text in all_texts()
        if not text.strip() or untidy.search(re.sub(r"“[^”]*”|`[^`]*`", "x", text))
    ]
    assert not bad, "\n".join(bad)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *[("we", 1), ("time", 1), ("asked", 1), ("notes", 1), ("quiet", 1), ("12.30", 1)],
        *[("listen", 2), ("table", 2), ("area", 2), ("wanted", 2), ("places", 2)],
        ("organisation", 5),
    ],
)
def test_syllables_are_counted_about_right(word: str, count: int) -> None:
    """The count is right for plain words; vowels that stand together count once."""
    assert syllables(word) == count


def test_the_grade_tells_plain_from_hard() -> None:
    """A plain text passes the limit that an official one fails."""
    assert grade(sentences("We ask questions. One person speaks at a time. We listen.")) < WHOLE
    hard = "Participants are requested to communicate their availability to the facilitator."
    assert grade(sentences(hard)) > ONE

"""Keys in code and sentences in files are the same set, in every language."""

from pathlib import Path

import pytest
from keyscan import scan_house

from config.words import SHIPPED, Words, files_of, load_words

# Keys that code puts together from parts in a way that the scan cannot see, by their fixed
# beginning; say here who does it.
FAMILIES: tuple[str, ...] = (
    "skipped.",  # the reasons of learning.calendar.Run
    "refusal.bid.",  # services.keeping and services.reflecting say the same of each kind of writing
    "refusal.question.",
    "refusal.reflection.",
)
# The sentence of each kind of error that has no sentence of its own.
LAST = frozenset(
    {"refusal.any", "stale.any", "misconfigured.any", "unavailable.any", "unreachable.any"}
)
# Facts that the one error path adds to every sentence it words.
ADDED: frozenset[str] = frozenset()

KINDS = ("refusal.", "stale.", "misconfigured.", "unavailable.", "unreachable.")
LOCALES = sorted(
    {"en"}
    | {path.stem for path in SHIPPED.glob("*.toml")}
    | {path.name for path in SHIPPED.iterdir() if path.is_dir()}
)


def test_every_key_that_is_said_exists() -> None:
    """Each key that code says outright is a sentence in the files."""
    words = load_words()
    lost = [
        f"{said.place}: {said.keys[0]}"
        for said in scan_house().said
        if not any(words.has(key) for key in said.keys)
    ]
    assert not lost, "\n".join(lost)


def test_every_sentence_is_said() -> None:
    """Each sentence in the files is said somewhere, or belongs to a family that is."""
    scan, words = scan_house(), load_words()
    general = {key for said in scan.said for key in said.keys[1:]}
    families = tuple(scan.families) + FAMILIES

    def said(key: str) -> bool:
        base = key.rpartition(".")[0]
        whole = {key, base} if words.has_forms(base) else {key}
        names = whole | {name.removeprefix(k) for name in whole for k in KINDS}
        if key in LAST or names & general or names & scan.texts:
            return True
        return any(name.startswith(families) for name in names)

    idle = [key for key in words.all_keys() if not said(key)]
    assert not idle, "\n".join(idle)


def test_every_family_has_a_member() -> None:
    """A declared family that no sentence belongs to is a leftover."""
    keys = load_words().all_keys()
    assert [f for f in FAMILIES if not any(key.startswith(f) for key in keys)] == []


def test_every_fact_a_sentence_needs_is_given() -> None:
    """Where the facts of a call can be seen, they hold all that the sentence asks for."""
    words = load_words()
    short = [
        f"{said.place}: {key} needs {', '.join(sorted(needed - said.facts))}"
        for said in scan_house().said
        if said.facts is not None
        for key in forms(words, said.keys)
        if (needed := words.facts(key) - ADDED) - said.facts
    ]
    assert not short, "\n".join(short)


def forms(words: Words, keys: tuple[str, ...]) -> list[str]:
    """List the forms as written of the first of these keys that exists."""
    for key in keys:
        if words.has(key):
            return [f"{key}.one", f"{key}.other"] if words.has_forms(key) else [key]
    return []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_has_the_english_keys(locale: str) -> None:
    """A language has exactly the English keys, each with no fact that English lacks."""
    english, theirs = load_words(), load_words(locale)
    assert theirs.all_keys() == english.all_keys()
    assert all(theirs.facts(key) <= english.facts(key) for key in theirs.all_keys())


def test_the_files_are_where_they_are_looked_for() -> None:
    """No words file is left lying where nobody loads it."""
    loaded = {file for locale in ("en", *LOCALES) for file in files_of(locale)}
    lying: set[Path] = set(SHIPPED.rglob("*.toml")) - loaded
    assert lying == set()

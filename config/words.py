"""Every sentence a person reads, by key: reads the words files and fills in the facts.

Knows keys, facts and plurals. Must not know who reads a sentence, or why it is said.

A sentence holds facts as `{name}` and nothing cleverer: no attributes, no formats, no code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

from learning.refusals import Misconfigured

SHIPPED = Path(__file__).with_name("words")
ENGLISH = "en"
FACT = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Words:
    """The sentences of one language."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._sentences = dict(sentences)

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return a sentence with its facts filled in; KeyError for an unknown key or fact.

        Where a key has the two forms `key.one` and `key.other`, the fact `n` chooses.
        """
        sentence = self._sentences.get(key)
        if sentence is None:
            form = "one" if facts.get("n") == 1 else "other"
            sentence = self._sentences.get(f"{key}.{form}")
        if sentence is None:
            raise KeyError(key)
        return FACT.sub(lambda found: str(facts[found[1]]), sentence)

    def has(self, key: str) -> bool:
        """Whether a key can be said."""
        return key in self._sentences or self.has_forms(key)

    def has_forms(self, key: str) -> bool:
        """Whether a key has one form for one and another for more."""
        return {f"{key}.one", f"{key}.other"} <= self._sentences.keys()

    def all_keys(self) -> tuple[str, ...]:
        """Return every key, sorted."""
        return tuple(sorted(self._sentences))

    def facts(self, key: str) -> frozenset[str]:
        """Return the names of the facts that a key as written in the file needs."""
        return frozenset(FACT.findall(self._sentences[key]))


def load_words(locale: str = ENGLISH, overrides: Path | None = None) -> Words:
    """Load the shipped words of a language, then an owner's own sentences over them.

    `overrides` is a folder of *.toml files, or one file; each key in it must be one that exists,
    and use no fact that the shipped sentence does not have.
    """
    sentences = _gather(files_of(locale))
    if not sentences:
        raise Misconfigured("words.locale", where=locale)
    if overrides is not None:
        own = sorted(overrides.glob("*.toml")) if overrides.is_dir() else [overrides]
        sentences |= _checked(_gather(own), sentences)
    return Words(sentences)


def files_of(locale: str) -> list[Path]:
    """Return the files that hold a language: one, or one for each noun."""
    files = [SHIPPED / f"{locale}.toml", *sorted((SHIPPED / locale).glob("*.toml"))]
    return [file for file in files if file.is_file()]


def _gather(files: Iterable[Path]) -> dict[str, str]:
    """Merge files into one flat table; a key that stands twice is refused."""
    found: dict[str, str] = {}
    for file in files:
        for key, sentence in _flat(_read(file), file):
            if key in found:
                raise Misconfigured("words.double", where=file.name, which=key)
            found[key] = sentence
    return found


def _read(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # a TOML fault and a wrong encoding are ValueErrors
        raise Misconfigured("words.unreadable", where=file.name, why=str(error)) from error


def _flat(table: Mapping[str, object], file: Path, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Go through the sentences of a table, however it nests, by dotted key."""
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            yield from _flat(cast("dict[str, object]", value), file, f"{key}.")
        elif isinstance(value, str):
            if set("{}") & set(FACT.sub("", value)):
                raise Misconfigured("words.braces", where=file.name, which=key)
            yield key, value.strip()
        else:
            raise Misconfigured("words.not_text", where=file.name, which=key)


def _checked(own: Mapping[str, str], shipped: Mapping[str, str]) -> Mapping[str, str]:
    """Refuse an owner's sentence that nobody says, or that needs a fact nobody gives."""
    for key, sentence in own.items():
        if key not in shipped:
            raise Misconfigured("words.unknown", which=key)
        extra = set(FACT.findall(sentence)) - set(FACT.findall(shipped[key]))
        if extra:
            raise Misconfigured("words.facts", which=key, facts=", ".join(sorted(extra)))
    return own

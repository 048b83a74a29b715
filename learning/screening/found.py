"""What can be found in a text, and the lists of words the rules go by.

Knows kinds, spans and lists. Must not know where a list comes from, nor how a find is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property
from typing import Literal

Certainty = Literal["certain", "maybe"]


class Kind(StrEnum):
    """What sort of thing may point to somebody."""

    NHS_NUMBER = "nhs_number"
    TEN_DIGITS = "ten_digits"
    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"
    AGE = "age"
    DATE = "date"
    NAME = "name"
    PLACE = "place"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Found:
    """One span of a text, from `start` up to but not with `end`, that may point to somebody."""

    kind: Kind
    start: int
    end: int
    certainty: Certainty

    @property
    def hint_key(self) -> str:
        """The key of the sentence that says what to write instead."""
        return f"screening.hint.{self.kind}"


@dataclass(frozen=True, kw_only=True)
class Names:
    """The lists of words that the rules go by; case does not matter unless it is said.

    They are data (config/screening), so that an owner can add to them.
    """

    title: tuple[str, ...] = ()  # that stand before a surname
    character: tuple[str, ...] = ()  # out of books and songs: "Who" after "Dr" is nobody
    place: tuple[str, ...] = ()  # practices and hospitals by their whole name
    place_word: tuple[str, ...] = ()  # that such a name ends with
    general: tuple[str, ...] = ()  # words before a place word that name no place
    condition: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()  # work, kin and fame, by which somebody may be known
    thing: tuple[str, ...] = ()  # what has an age and is nobody
    care: tuple[str, ...] = ()  # words that tell of somebody's story
    diary: tuple[str, ...] = ()  # words that tell of plans
    safe: tuple[str, ...] = ()  # texts that an owner never wants to be warned of

    @staticmethod
    def of(rows: Iterable[tuple[str, str]]) -> Names:
        """Build the lists from rows of (list, text); a ValueError names a list there is not."""
        lists: dict[str, list[str]] = {field.name: [] for field in fields(Names)}
        for name, text in rows:
            if name not in lists:
                raise ValueError(name)
            lists[name].append(text)
        return Names(**{name: tuple(dict.fromkeys(texts)) for name, texts in lists.items()})

    @cached_property
    def condition_re(self) -> re.Pattern[str]:
        """Any condition, with its plural."""
        return any_of(self.condition)

    @cached_property
    def detail_re(self) -> re.Pattern[str]:
        """Any detail of somebody's life."""
        return any_of(self.detail)

    @cached_property
    def thing_re(self) -> re.Pattern[str]:
        """Any thing that has an age."""
        return any_of(self.thing)

    @cached_property
    def care_re(self) -> re.Pattern[str]:
        """Any word of somebody's story."""
        return any_of(self.care)

    @cached_property
    def diary_re(self) -> re.Pattern[str]:
        """Any word of plans."""
        return any_of(self.diary)

    @cached_property
    def general_words(self) -> frozenset[str]:
        """Words that name no place, in small letters."""
        return frozenset(word.casefold() for word in self.general)


def any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of any of these texts as whole words, an "s" at the end allowed."""
    ordered = sorted(map(plain_pattern, texts), key=len, reverse=True)
    inside = "|".join(ordered) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{inside})s?(?!\w)", re.IGNORECASE)


def plain_pattern(text: str) -> str:
    """Return the pattern of a text in which any white space may stand for a space."""
    return r"\s+".join(re.escape(word) for word in text.split())


_STOP = re.compile(r"(?<![A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\b(?:Mrs|Rev))[.!?][\"')]*\s+|\n+")


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence that holds a span begins and ends."""
    left, right = 0, len(text)
    for stop in _STOP.finditer(text):
        if stop.end() <= start:
            left = stop.end()
        elif stop.start() >= end:
            right = stop.start() + 1
            break
    return left, right

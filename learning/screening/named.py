"""People by title and surname, and practices, hospitals and wards by name.

Knows how names are written. Must not know any name: the lists come as `Names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from learning.screening.found import Found, Kind, Names, any_of, plain_pattern

_SMALL = r"(?:van|von|de|der|den|du|la|le|di|da|bin|al|ap|ter)"
_CAP = r"(?:(?:O|D)['’])?[A-Z][\w'’]*(?:-[A-Z]\w+)*"
_SURNAME = rf"(?:{_SMALL}\s+)*{_CAP}"
_FULL = rf"(?:[A-Z]\.?\s+){{0,2}}(?:{_CAP}\s+)?{_SURNAME}|(?:[A-Z]\.?\s+){{0,2}}{_SURNAME}"
_ARTICLE = re.compile(r"\b(?:the|a|my|our|his|her|their|your|this)\s+$", re.IGNORECASE)
_NOT_A_NAME = frozenset(
    re.findall(
        r"\w+",
        "and or is was has had said says the who i in on at to with for of my our but as "
        "so did does will would can could a an he she they it we you not then once",
    )
)
_OWNERS = frozenset(
    re.findall(r"\w+", "a an the my our your his her their this that every any each no")
)
_WARD = re.compile(
    r"\b[Ww]ard\s+\d{1,3}[A-Za-z]?\b|\b[A-Z][a-z]{2,}\s+Ward\b"
    r"|(?<=(?:.on|.to|.at|rom)\s)[A-Z][a-z]{2,}\s+ward\b"
)


def people(text: str, names: Names) -> Iterator[Found]:
    """Find titles with a surname; a title alone is nobody, and so is a character of a book."""
    for found in _titled(names.title).finditer(text):
        if not _is_nobody(text, found, names):
            yield Found(Kind.NAME, *found.span(), "certain")


def places(text: str, names: Names) -> Iterator[Found]:
    """Find names of practices, hospitals and wards: those listed, and those of the usual shape."""
    if names.place:
        for found in any_of(names.place).finditer(text):
            yield Found(Kind.PLACE, *found.span(), "certain")
    for found in _placed(names.place_word).finditer(text):
        start = _own_start(text, found, names)
        if start is not None:
            yield Found(Kind.PLACE, start, found.end(), "maybe")
    for found in _WARD.finditer(text):
        if found[0].split()[0].casefold() not in names.general_words - {"ward"}:
            yield Found(Kind.PLACE, *found.span(), "maybe")


@lru_cache(maxsize=8)
def _titled(titles: tuple[str, ...]) -> re.Pattern[str]:
    inside = "|".join(sorted(map(plain_pattern, titles), key=len, reverse=True)) or r"(?!)"
    upper = inside.upper()
    return re.compile(
        rf"\b(?:(?P<pair>Mr\s+(?:and|&)\s+Mrs\s+{_SURNAME})"
        rf"|(?P<title>{inside}|(?!MS\b)(?:{upper}))(?P<dot>\.?)\s+(?P<name>{_FULL})"
        rf"|(?:mr|mrs)\.?\s+(?P<small>[a-z][a-z'’-]{{2,}}))(?!\w)"
    )


def _is_nobody(text: str, found: re.Match[str], names: Names) -> bool:
    if found["pair"]:
        return False
    if found["small"]:
        return found["small"] in _NOT_A_NAME
    if found["dot"] and _ARTICLE.search(text[: found.start()]):
        return True  # "ask the Dr. Then ask again"
    said = found["name"].casefold().replace("’", "'")
    if said.split()[0] in _NOT_A_NAME | _OWNERS:
        return True
    return any(said == who or said.startswith(f"{who} ") for who in _folded(names.character))


@lru_cache(maxsize=8)
def _folded(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text.casefold() for text in texts)


@lru_cache(maxsize=8)
def _placed(words: tuple[str, ...]) -> re.Pattern[str]:
    inside = "|".join(sorted(map(plain_pattern, words), key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"(?P<own>(?:[A-Z][\w.'’&-]*\s+){{1,5}})(?i:{inside})(?!\w)")


def _own_start(text: str, found: re.Match[str], names: Names) -> int | None:
    """Return where the own part of a place's name begins; None when there is none."""
    words = list(re.finditer(r"\S+", found["own"]))
    while words and words[0][0].casefold() in names.general_words:
        words.pop(0)
    own = [word for word in words if word[0].casefold() not in names.general_words]
    if not own or words[-1][0].casefold() in _OWNERS:
        return None
    small = text[found.end("own")].islower()
    before = text[: found.start("own") + own[0].start()]
    first = not before or re.search(r"[.!?\n]\s*$", before) is not None
    if small and ((first and len(own) == 1) or all(word[0].isupper() for word in own)):
        return None  # "Because surgery ran late", "GP surgery"
    return found.start() + words[0].start()

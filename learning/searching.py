"""Searching what people wrote: every word that is asked for begins a word of the text.

Knows letters and words: capitals and accents make no difference. Must not know where texts are
kept: they are handed over open, so that nothing of them need lie about in an index.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 40  # characters of what is looked for
_WORD = re.compile(r"\w+")
_MARKS = re.compile(r"[\u0300-\u036f]+")  # accents, once they stand apart
_ALIKE = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})


def folded(text: str) -> str:
    """Return a text with small letters and no accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return _MARKS.sub("", apart).translate(_ALIKE)


def wanted(query: str) -> tuple[str, ...]:
    """Return the words that are looked for; none when there is not one letter or number."""
    return tuple(dict.fromkeys(_WORD.findall(folded(query.replace("’", "'")))))


def holds(text: str, words: Iterable[str]) -> bool:
    """Tell whether each of these words begins a word of the text."""
    found = folded(text)
    return all(re.search(rf"\b{re.escape(word)}", found) for word in words)

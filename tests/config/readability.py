"""A small Flesch-Kincaid grade: how many years of school a text asks for.

Knows words, sentences and roughly counted syllables. Must not know what the text is for. The
formula is public: 0.39 x words per sentence + 11.8 x syllables per word - 15.59 (Kincaid 1975).
"""

from __future__ import annotations

import re

FACT = re.compile(r"\{[a-z0-9_]+\}")
MARKS = re.compile(r"https?://\S+|<[^>]*>|[*_`~|#“”\"]")
SENTENCE = re.compile(r"[.!?…:;]+(?:\s|$)|\n+")
WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d[\d.:/-]*")


def sentences(text: str) -> list[list[str]]:
    """Split a text into sentences of words; a fact counts as a short name."""
    clean = MARKS.sub(" ", FACT.sub("Sam", text))
    found = (WORD.findall(part) for part in SENTENCE.split(clean))
    return [words for words in found if words]


def syllables(word: str) -> int:
    """Count the syllables of a word by its groups of vowels, a silent e left out."""
    word = word.casefold()
    if not word[0].isalpha():
        return 1
    groups = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouysxzcgh]es$", word):
        groups -= 1
    return max(1, groups)


def grade(found: list[list[str]]) -> float:
    """Return the grade of some sentences; nothing is grade 0."""
    words = [word for sentence in found for word in sentence]
    if not words:
        return 0.0
    per_sentence = len(words) / len(found)
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59

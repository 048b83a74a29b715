"""Which sentence of the words a person was answered with.

Knows the words file. Must not know who was answered, or why.
"""

from __future__ import annotations

import re

from config.words import Words, load_words
from practice.hands import Answer

REFUSALS = ("refusal", "stale", "misconfigured", "unavailable", "unreachable")
BUG = "bug"


class Said:
    """Finds the key of a refusal by its sentence."""

    def __init__(self, words: Words | None = None) -> None:
        words = words or load_words()
        keys = [k for k in words.all_keys() if k.partition(".")[0] in (*REFUSALS, BUG)]
        self._known = [(key, _pattern(words, key)) for key in keys]

    def outcome(self, answer: Answer) -> str:
        """Return "form", "ok", or the key of the refusal, such as "join.first"."""
        if answer.modal is not None:
            return "form"
        text = " ".join(answer.text.split())
        for key, pattern in self._known:
            if pattern.fullmatch(text):
                return key if key == BUG else key.partition(".")[2]
        return "ok"


def _pattern(words: Words, key: str) -> re.Pattern[str]:
    facts = dict.fromkeys(words.facts(key), "\x00")
    n = {"n": 2} if key.endswith(".other") else {"n": 1}
    sentence = words(key, **{**n, **facts}) if words.has(key) else ""
    said = re.escape(" ".join(sentence.split())).replace("\x00", ".*")
    return re.compile(f"{said}( Change it| \\[Change it\\])?")


def shown(answer: Answer) -> str:
    """Return all that an answer shows: its text, its form with what is filled in, its files."""
    world, message = answer.world, answer.message
    ids = [int(one["id"]) for one in (message or {}).get("attachments", [])]
    files = [world.files[one].content.decode("utf-8", "replace") for one in ids]
    return "\n".join([answer.text, str(answer.modal or ""), *files])

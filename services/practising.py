"""Practising: turn a piece of advice into an open question, five rounds, kept nowhere.

Knows the rounds. Must not keep what anybody wrote.
"""

from __future__ import annotations

from learning.asking import kind_of_question
from learning.refusals import Refusal
from services.values import Note

ROUNDS = 5


class Practising:
    """Gives rounds and kind hints."""

    def begin(self) -> Note:
        """Return the first round."""
        return Note(key="practise.1", buttons=(("practise.write", "1", 0),))

    def hint(self, thing: str, text: str) -> Note:
        """Return a hint about one try and, after it, the next round."""
        number = int(thing) if thing.isdigit() else 1
        kind = kind_of_question(text)
        if kind == "empty":
            raise Refusal("practise.empty")
        facts: dict[str, object] = {"text": text.strip()[:300]}
        if kind != "open":
            button = ("practise.write", str(number), 0)
            return Note(key=f"practise.hint.{kind}", facts=facts, buttons=(button,))
        if number >= ROUNDS:
            return Note(key="practise.done", facts=facts)
        following = number + 1
        button = ("practise.write", str(following), 0)
        return Note(key=f"practise.{following}", facts=facts, buttons=(button,))

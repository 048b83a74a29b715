"""Every card as somebody hears it, or sees it without colour and pictures: words, in order."""

from __future__ import annotations

import re
from typing import Any

import pytest
from faces_reader import WORDS, Read, read
from faces_small import small

from config.plans import load_plans
from learning.protocol import Speak

SMALL = small()
PICTURES = re.compile("[\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
WORD = re.compile(r"[A-Za-z]{2,}")
ROW, BUTTON, TEXT, SEPARATOR, CONTAINER = 1, 2, 10, 14, 17
PLAIN = {ROW, BUTTON, 3, 5, 9, TEXT, 12, 13, SEPARATOR, CONTAINER}  # menus, a picture, a file


@pytest.fixture(params=SMALL, name="card")
def _card(request: pytest.FixtureRequest) -> Read:
    return read(SMALL[request.param])


def pieces(card: Read) -> list[dict[str, Any]]:
    """Return what is sent to Discord, in the order in which it is read."""

    def walk(one: dict[str, Any]) -> list[dict[str, Any]]:
        inside = [*one.get("components", ()), *filter(None, [one.get("accessory")])]
        return [one, *(piece for part in inside for piece in walk(part))]

    return [piece for part in card.face.to_components() for piece in walk(part)]


def test_no_meaning_is_in_a_picture_or_a_colour(card: Read) -> None:
    """No text and no label has an emoji or an arrow in it, and no card has a colour of its own."""
    assert PICTURES.findall(card.whole) == []
    assert not any(piece.get("accent_color") or piece.get("emoji") for piece in pieces(card))


def test_every_label_is_words(card: Read) -> None:
    """A button is known by its words alone: none is only a sign, and no two say the same."""
    assert all(WORD.search(label) for label in card.labels)
    verbs = [one.split(":")[1] for one in card.ids if one.startswith("b:")]
    if len(set(verbs)) == len(verbs):
        assert len(set(card.labels)) == len(card.labels)


def test_it_is_read_in_order_and_without_embeds(card: Read) -> None:
    """All text stands in the message itself, first to last; the title comes before the rest."""
    sent = pieces(card)
    assert {piece["type"] for piece in sent} <= PLAIN
    texts = [piece["content"] for piece in sent if piece["type"] == TEXT]
    assert "\n".join(texts) == card.text
    order = [piece["type"] for piece in sent if piece["type"] in (TEXT, BUTTON, 3)]
    assert order[0] == TEXT


@pytest.mark.parametrize("speak", Speak)
def test_every_speaking_rule_has_a_plan_and_words_of_its_own(speak: Speak) -> None:
    """Each rule is used by a plan that is shipped, and is told in words unlike any other's."""
    parts = [part for plan in load_plans().values() for part in plan.parts]
    assert any(part.speak is speak for part in parts)
    said = {rule: WORDS(f"board.speak.{rule}") for rule in Speak}
    assert list(said.values()).count(said[speak]) == 1

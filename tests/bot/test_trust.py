"""/trust is made from what the bot really asks for and keeps, and has a line for all of it."""

from __future__ import annotations

import discord
import pytest

from bot.asks import asks
from bot.client import intents
from bot.rights import NEEDS, Need, wanted
from cogs.faces import draw, sheet
from cogs.faces.values import TrustKept, TrustView
from config.words import load_words
from services.holding import ABOUT_NOBODY, LOCKED
from storage.tables import Base

WORDS = load_words()


def seen(heard: discord.Intents | None = None) -> str:
    """Return all that the card of /trust says, for what is asked for."""
    asked = asks(heard)
    return str(sheet(TrustView(hears=asked.hears, may=asked.may, never=asked.never), WORDS))


def test_each_intent_and_permission_has_its_line() -> None:
    """What is asked for is told, in the words that stand for it, and nothing is left out."""
    told = seen()
    for name, on in intents():
        assert not on or WORDS(f"trust.hears.{name}") in told
    may = asks().may
    assert discord.Permissions(**dict.fromkeys(may, True)) == wanted()
    for name in may:
        assert f"**{WORDS(f'rights.name.{name}')}:**" in told


def test_a_promise_goes_when_the_right_is_asked_for() -> None:
    """Nobody reads that a right is not asked for when it is; one without a line breaks the card."""
    assert WORDS("trust.never.administrator") in seen()
    asked = asks(None, (*NEEDS, Need("administrator", frozenset())))
    assert "administrator" in asked.may
    assert "administrator" not in asked.never
    more = intents()
    more.message_content = True
    with pytest.raises(LookupError):
        seen(more)


def test_each_table_has_its_line_and_says_if_it_is_locked() -> None:
    """The list is that of the tables themselves, and so is what is locked."""
    tables = Base.metadata.tables
    assert set(ABOUT_NOBODY) == set(tables)
    sealed = {n for n, t in tables.items() if any("sealed" in c.info for c in t.columns)}
    assert sealed == LOCKED
    told = str(sheet(TrustKept(tables=tuple(ABOUT_NOBODY), locked=LOCKED), WORDS))
    for table in tables:
        assert WORDS(f"trust.table.{table}") in told
    assert told.count(WORDS("trust.locked", what="")) == len(LOCKED)


def test_both_cards_are_whole() -> None:
    """Nothing of them is cut off by Discord's limit of text."""
    asked = asks()
    for value in (
        TrustView(hears=asked.hears, may=asked.may, never=asked.never),
        TrustKept(tables=tuple(ABOUT_NOBODY), locked=LOCKED),
    ):
        told = str(draw(value, WORDS).to_components())
        assert WORDS("kit.more", n=1).split("1")[0] not in told
        assert "/mydata" in told

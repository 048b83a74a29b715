"""The page of commands says what the bot tells Discord."""

from __future__ import annotations

from commands_page import PAGE, page


def test_the_page_of_commands_is_up_to_date() -> None:
    """Every command, with its words and options, as it is registered: `make docs` writes it."""
    assert PAGE.read_text(encoding="utf-8") == page()

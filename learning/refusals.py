"""Every "no" in the house, as a key and facts, never prose.

Knows the five kinds of error of the house. Must not know how a sentence is worded or shown.
"""

from __future__ import annotations


class Said(Exception):
    """An error that is meant for a person: a key into the words, and the facts to fill it."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts

    def __str__(self) -> str:
        """Show the key only: facts may be private."""
        return self.key


class Refusal(Said):
    """A rule says no; the person is told why and what can be done."""


class Stale(Refusal):
    """The button is old; the person is shown how things stand now."""


class Misconfigured(Said):
    """A permission, channel or setting is missing; the coordinator is told what to grant."""


class Unavailable(Said):
    """Discord or the database is away for now; the work is kept and tried again."""


class Unreachable(Said):
    """This place can never be told: direct messages closed, channel or message deleted."""

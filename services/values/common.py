"""What every card can be made of: a note that is all words, and a person as others see them.

Knows values to be shown. Must not know words or layout. Times are aware UTC; `zone` is whose
wall they are read on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from learning.people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A short sentence or card that is all words: `key` in the words, and the facts to fill it.

    `buttons` are (verb, thing, revision); their labels are words too.
    """

    key: str
    facts: dict[str, object] = field(default_factory=dict[str, object])
    buttons: tuple[tuple[str, str, int], ...] = ()
    ping_xid: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person as others in the set may see them: first name and kind of work in own words."""

    name: str
    role: Role
    own_words: str = ""

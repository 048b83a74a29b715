"""What a button, menu or form says of itself: kind:verb:thing:revision.

Knows how an address is written and read. Must not know what any verb does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

Kind = Literal["b", "s", "f"]  # a button, a select menu of any sort, a form

MOST = 100  # Discord's limit of a custom_id
MOST_THING = 60
AGAIN = "form.again"  # the verb of the button that opens a refused form again
ANYWAY = "screen.anyway"  # the verb of the button that says: it points to nobody

_SHAPE = re.compile(r"([bsf]):([a-z][a-z0-9_.]*):([^:]*):(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a press goes, about which thing, and which revision of it the person saw."""

    kind: Kind
    verb: str
    thing: str = ""
    rev: int = 0

    def __str__(self) -> str:
        """Write the address as a custom_id; a ValueError says why it cannot be one."""
        text = f"{self.kind}:{self.verb}:{self.thing}:{self.rev}"
        long = len(self.thing) > MOST_THING and self.verb not in {AGAIN, ANYWAY}
        if long or len(text) > MOST or _SHAPE.fullmatch(text) is None:
            raise ValueError(f"not a good address: {text!r}")
        return text


def read(custom_id: str) -> Address | None:
    """Return the address a custom_id holds; None when it is not one of ours."""
    found = _SHAPE.fullmatch(custom_id)
    if found is None:
        return None
    kind, verb, thing, rev = found.groups()
    return Address(cast("Kind", kind), verb, thing, int(rev))


def again(verb: str, thing: str) -> Address:
    """Return the address of the button that opens this form again."""
    return Address("b", AGAIN, form_key(verb, thing))


def form_key(verb: str, thing: str) -> str:
    """Return the name under which an unfinished form is kept."""
    return f"{verb}|{thing}"

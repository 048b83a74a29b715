"""The way back from the card that says: this may point to someone.

Knows how "Change it" and "Post anyway" say what they are about. Must not know any rule.

"Post anyway" names the press or form that was held back and stands for exactly the text that its
writer was shown: another text is looked at anew.
"""

from __future__ import annotations

from typing import cast

from cogs._address import Address, Kind, form_key
from cogs._call import Call
from services.screening import MayPoint, Pointed


def card_of(call: Call, error: MayPoint) -> Pointed:
    """Return the private card for a call that was held back."""
    kind, verb = call.address.kind, call.address.verb
    change = call.change or (form_key(verb, call.thing) if kind == "f" else "")
    return Pointed(
        pieces=error.pieces,
        finds=error.finds,
        change=change,
        anyway=f"{kind}|{verb}|{call.thing}|{error.seen}",
        revision=call.rev,
    )


def held_back(call: Call) -> Call | None:
    """Return the call that "Post anyway" stands for, with its writer sure of the text."""
    parts = call.thing.split("|")
    if len(parts) != 4:
        return None
    kind, verb, thing, seen = parts
    address = Address(cast("Kind", kind), verb, thing, call.rev)
    return Call(call.interaction, call.app, address, sure=seen)

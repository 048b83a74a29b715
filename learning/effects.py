"""What is to be told or done after a decision, each with a stable key.

Knows names of things to do. Must not know how Discord does them, nor any text: a `Card` names
a face and what it is about; its values are read when it is sent, so it is never out of date and
no private text waits in a queue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

REDRAW = "redraw:"


class Kind(StrEnum):
    """What sort of work an effect is; also the `kind` column of the work ledger."""

    POST = "post"
    EDIT = "edit"
    REMOVE = "remove"
    OPEN_ROOM = "open_room"
    CLOSE_ROOM = "close_room"
    ADMIT = "admit"
    EVENT = "event"
    VOICES = "voices"
    WAKE = "wake"


class To(StrEnum):
    """Kinds of place a card can be told to."""

    ROOM = "room"  # the private text channel of a set; id of the set
    PERSON = "person"  # the direct messages of a person; id of the person
    LOBBY = "lobby"  # the community's open channel; id of the server
    MEMBER = "member"  # direct messages of somebody who never joined; Discord id as text


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card goes."""

    to: To
    id: str


@dataclass(frozen=True, slots=True)
class Card:
    """Which face is shown, about what: `face` names a value in the cards service."""

    face: str
    about: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One thing to do once, at or after `due` (aware UTC; None: at once).

    `key` is unique for ever: the same key twice is the same work. `until` is the last moment at
    which it is still useful; later it is dropped with a recorded reason.
    """

    key: str
    kind: Kind
    about: str
    due: datetime | None = None
    until: datetime | None = None
    place: Place | None = None
    card: Card | None = None
    of: str = ""  # for EDIT and REMOVE: the key of the message's POST


def post(
    key: str,
    place: Place,
    card: Card,
    *,
    due: datetime | None = None,
    until: datetime | None = None,
) -> Effect:
    """Send a new message once."""
    return Effect(
        key=key, kind=Kind.POST, about=card.about, due=due, until=until, place=place, card=card
    )


def edit(key: str, of: str, card: Card, *, due: datetime | None = None) -> Effect:
    """Redraw whole the message that was posted under the key `of`."""
    return Effect(key=key, kind=Kind.EDIT, about=card.about, due=due, card=card, of=of)


def redraw(of: str, card: Card, stamp: str) -> Effect:
    """Redraw a message that still stands, or take it away when there is nothing to say any more.

    It is never sent anew, as an `edit` is: nobody waits for it.
    """
    return edit(f"{REDRAW}{stamp}:{of}", of, card)


def is_redraw(effect: Effect) -> bool:
    """Tell whether an effect was made by `redraw`."""
    return effect.kind is Kind.EDIT and effect.key.startswith(REDRAW)


def take_away(channel_xid: int, message_xid: int) -> Effect:
    """Delete a message of which nothing else is remembered."""
    where = f"{channel_xid}/{message_xid}"
    return Effect(key=f"away:{where}", kind=Kind.REMOVE, about=where)


def remove(key: str, of: str, about: str) -> Effect:
    """Delete the message that was posted under the key `of`."""
    return Effect(key=key, kind=Kind.REMOVE, about=about, of=of)


def wake(key: str, what: str, about: str, at: datetime) -> Effect:
    """Call the service `what` about a thing at an instant."""
    return Effect(key=key, kind=Kind.WAKE, about=about, due=at, card=Card(what, about))


def open_room(set_id: str) -> Effect:
    """Make the private text and voice channels of a set, once."""
    return Effect(key=f"room:{set_id}", kind=Kind.OPEN_ROOM, about=set_id)


def close_room(set_id: str) -> Effect:
    """Take the rooms of an ended set away."""
    return Effect(key=f"room:{set_id}:close", kind=Kind.CLOSE_ROOM, about=set_id)


def admit(set_id: str, revision: int) -> Effect:
    """Give exactly the present members of a set access to its rooms."""
    return Effect(key=f"room:{set_id}:admit:{revision}", kind=Kind.ADMIT, about=set_id)


def event(meeting_id: str, revision: int) -> Effect:
    """Make the native scheduled event of a meeting say what the meeting says."""
    return Effect(key=f"event:{meeting_id}:{revision}", kind=Kind.EVENT, about=meeting_id)


def voices(set_id: str, stamp: str) -> Effect:
    """Turn microphones on and off in the voice room of a set, as its meeting stands then."""
    return Effect(key=f"voices:{stamp}", kind=Kind.VOICES, about=set_id)

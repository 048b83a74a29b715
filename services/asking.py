"""The private question about a proposed set: asked, asked again, redrawn, and taken away.

Knows the messages of one place in one set. Must not know what any answer leads to.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from learning.effects import Card, Effect, Place, To, edit, post
from learning.sets import LearningSet, Membership

ANSWER_IN = timedelta(days=5)
TICK = timedelta(microseconds=1)


def later_than_before(place: Membership, now: datetime) -> datetime:
    """Return when a place is asked now: never the instant at which it was asked before."""
    return now if place.asked_at is None else max(now, place.asked_at + TICK)


def card_key(place: Membership) -> str:
    """Return the key of the newest private card to somebody about their set."""
    asked = f"{place.asked_at:%Y%m%dT%H%M%S.%f}" if place.asked_at else "never"
    return f"consent:{place.id}:{asked}"


def ask(
    place: Membership, *, until: datetime, due: datetime | None = None, changed: bool = False
) -> Effect:
    """Send somebody the private question about their set; `changed`: there is a new face."""
    return post(
        card_key(place),
        Place(To.PERSON, place.person_id),
        Card("consent", place.id, "changed" if changed else ""),
        due=due,
        until=until,
    )


def redraw(place: Membership, found: LearningSet) -> Effect:
    """Draw the newest private card of a place again, because the set has changed."""
    key = card_key(place)
    return edit(f"{key}:s{found.revision}", key, Card("consent", place.id))


def over(place: Membership) -> Effect:
    """Take the buttons off a private card that is no longer the question."""
    key = card_key(place)
    return edit(f"{key}:over", key, Card("consent", place.id, "over"))

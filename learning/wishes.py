"""What each person wishes of reminders and walks: which, where, when, and whether at all.

Knows one person's own choices, and what they are when nobody chose. Must not know any meeting.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time

from learning.calendar import QUIET
from learning.refusals import Refusal

AHEAD = ("7d", "24h", "15m")
NEVER_QUIET = (time.max, time.min)
HOURS = ("kind", "any")  # out of quiet hours and weekends, or whenever it is
WHERE = ("dm", "room")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """One person's choices; the id is the person's. `feed` is the hash of a calendar link."""

    id: str
    person_id: str
    remind: tuple[str, ...] = AHEAD
    in_room: bool = False
    any_hour: bool = False
    walks: bool = True
    feed: str = ""
    revision: int = 1

    @property
    def quiet(self) -> tuple[time, time]:
        """The hours in which this person is left alone."""
        return NEVER_QUIET if self.any_hour else QUIET


def unsaid(person_id: str) -> Wishes:
    """Return the wishes of somebody who never chose; nothing of it is kept."""
    return Wishes(id=person_id, person_id=person_id, revision=0)


def chosen(
    old: Wishes,
    *,
    remind: Iterable[str] | None = None,
    where: str = "",
    hours: str = "",
    walks: bool | None = None,
) -> Wishes:
    """Return wishes with some of them changed; refuses with "wishes.unknown"."""
    asked = set(old.remind if remind is None else remind)
    if not asked <= set(AHEAD) or (where and where not in WHERE) or (hours and hours not in HOURS):
        raise Refusal("wishes.unknown")
    return replace(
        old,
        remind=tuple(one for one in AHEAD if one in asked),
        in_room=where == "room" if where else old.in_room,
        any_hour=hours == "any" if hours else old.any_hour,
        walks=old.walks if walks is None else walks,
    )

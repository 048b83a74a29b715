"""How long things are kept when nobody asks for anything: a table of days, and what it means.

Knows the moment at which a thing is past its time. Must not remove anything, nor know the present
instant. Turns and private slips of a session have their own short time (see `services.following`),
and a note to oneself is never kept at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from learning.meetings import Meeting, MeetingState
from learning.sets import LearningSet, Membership, Stage

OVER = (Stage.ENDED, Stage.DISSOLVED)
LONGEST = 3660  # days: nothing is kept for more than ten years


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Whole days for which each kind of thing is kept."""

    private_reflection: int = 90  # after it was written
    asked: int = 14  # bids and questions, after the meeting they were for
    unasked: int = 183  # bids and questions for which no meeting came
    shared: int = 183  # reflections and actions, after the set ended
    hours: int = 730  # who was at which meeting, after it; and the set, after it ended
    waiting_ask: int = 183  # on the list without a word, until we ask
    waiting_erase: int = 91  # after we asked, until all is erased
    concern: int = 183  # the text of a concern, after it was closed
    concern_wait: int = 1  # that nobody has read a concern, until the deputy is sent it
    calls: int = 91  # calls and who said yes to them, after they closed
    sentence: int = 28  # a sentence to which not everybody said yes, after it was offered
    audit: int = 730  # what coordinators did

    def __post_init__(self) -> None:
        """Refuse what is not a number of whole days; a ValueError names it."""
        for field in fields(self):
            days: object = getattr(self, field.name)
            if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= LONGEST:
                raise ValueError(field.name)

    @staticmethod
    def of(table: Mapping[str, object]) -> Retention:
        """Build the table from names and days; a ValueError names what is not right."""
        known = {field.name for field in fields(Retention)}
        for name in table:
            if name not in known:
                raise ValueError(name)
        return Retention(**table)  # type: ignore[arg-type]  # __post_init__ looks at each value

    def days(self) -> dict[str, int]:
        """Return all of it by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def asked_until(self, made_at: datetime, meetings: Iterable[Meeting]) -> datetime:
        """Return when a bid or question is past its time, given the meetings of its set."""
        ends = sorted(end_of(one) for one in meetings if one.state is MeetingState.HELD)
        held = next((end for end in ends if end >= made_at), None)
        if held is None:
            return after(made_at, self.unasked)
        return min(after(held, self.asked), after(made_at, self.unasked))


def after(at: datetime, days: int) -> datetime:
    """Return the instant so many days later."""
    return at + timedelta(days=days)


def end_of(meeting: Meeting) -> datetime:
    """Return when a meeting was to end."""
    return meeting.starts_at + timedelta(minutes=meeting.minutes)


def ended_at(
    found: LearningSet, places: Iterable[Membership], meetings: Iterable[Meeting]
) -> datetime | None:
    """Return when a set was over: the last that is known of it; None while it goes on."""
    if found.stage not in OVER:
        return None
    known = [found.formed_at, *(place.left_at for place in places if place.left_at)]
    held = (end_of(one) for one in meetings if one.state is MeetingState.HELD)
    return max([*known, *held])


def last_heard(joined_at: datetime, places: Iterable[Membership]) -> datetime:
    """Return the last time that we know of somebody: they joined, answered, or left a set."""
    known = [joined_at]
    for place in places:
        known += [at for at in (place.answered_at, place.left_at) if at]
    return max(known)

"""What happens by itself: the next instant at which something is due, and what is due then.

Knows the order of things in time. Must not know when it is called: late or early, all at once
or one by one, the same session comes out, because each thing happens at its own instant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from learning.protocol import Plan, Speak
from learning.session.floor import may_hold, speaking, turns
from learning.session.seats import here
from learning.session.state import Session, Status
from learning.session.timeline import (
    HALF,
    TWO_MINUTES,
    TWO_MINUTES_LEFT,
    finish,
    go_on,
    seconds_between,
)

HALF_FROM = 360  # parts of six minutes and more are told their half
TWO_MINUTES_FROM = 300  # parts of five minutes and more are told when two are left


def next_wake(session: Session, plan: Plan) -> datetime | None:
    """Return when the next thing is due; None when the session is over."""
    if session.status is not Status.RUNNING:
        return None
    if session.paused_at is not None:
        return session.ends_at
    upcoming = [session.part_ends_at, session.ends_at]
    upcoming += [at for level, at in announcements(session) if level > session.announced]
    turn = turn_ends_at(session, plan)
    if turn is not None and not session.turn_over:
        upcoming.append(turn)
    return min(upcoming)


def catch_up(session: Session, plan: Plan, now: datetime) -> Session:
    """Let everything happen that is due by now, each thing at its own instant."""
    while (at := next_wake(session, plan)) is not None and at <= now:
        session = _happen(session, plan, at)
    return session


def announcements(session: Session) -> Iterator[tuple[int, datetime]]:
    """Yield the levels of `announced` that this part has, each with its instant."""
    seconds = session.parts[session.part].seconds
    if seconds >= HALF_FROM:
        yield HALF, session.part_ends_at - timedelta(seconds=seconds // 2)
    if seconds >= TWO_MINUTES_FROM:
        yield TWO_MINUTES, session.part_ends_at - timedelta(seconds=TWO_MINUTES_LEFT)


def turn_ends_at(session: Session, plan: Plan) -> datetime | None:
    """Return the soft end of the present turn in a round; None when nobody has such a turn.

    A turn is an even share of the part, or of what is left for those still to speak if that is
    less. The last turn ends with the part.
    """
    if speaking(session, plan) is not Speak.EVERYONE_IN_TURN or session.floor_since is None:
        return None
    to_come = len(turns(session, plan))
    if not to_come:
        return session.part_ends_at
    left = seconds_between(session.floor_since, session.part_ends_at)
    people = sum(may_hold(session, plan, seat.person_id) for seat in here(session))
    share = session.parts[session.part].seconds // max(people, 1)
    return session.floor_since + timedelta(seconds=min(share, left // (to_come + 1)))


def _happen(session: Session, plan: Plan, at: datetime) -> Session:
    """Let what is due at this instant happen; the finish goes before all, a mark comes last."""
    if at >= session.ends_at:
        return finish(session, session.ends_at, Status.ENDED)
    if at >= session.part_ends_at:
        return go_on(session, plan, session.part_ends_at)
    due = [level for level, when in announcements(session) if when <= at]
    if due and due[-1] > session.announced:
        return replace(session, announced=due[-1])
    return replace(session, turn_over=True)

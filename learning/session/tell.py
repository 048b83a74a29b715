"""What is to be told after a step: the difference between two states, as effects with keys.

Knows which message each thing is told on. Must not know words, or how anything is drawn. A
board is edited only when it would look different, so nothing is ever edited for time alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from learning.effects import Card, Effect, Place, To, edit, post, remove, voices, wake
from learning.protocol import Plan
from learning.session.board import board, guide_card
from learning.session.due import announcements, next_wake
from learning.session.quiet import quiet
from learning.session.seats import lead
from learning.session.state import Session, Status
from learning.session.timeline import HALF, TWO_MINUTES

STILL_NEWS = timedelta(seconds=30)  # an announcement later than this is not made
SAID = {HALF: "half", TWO_MINUTES: "two_minutes"}


def tell_begin(session: Session, plan: Plan, now: datetime) -> tuple[Effect, ...]:
    """Return what is told when a session begins."""
    return (
        _new_board(session),
        *_new_guide_card(session, lead(session)),
        *([voices(session.set_id, f"{session.id}:r1")] if quiet(session, plan) else ()),
        *_wake(session, plan, session.revision),
    )


def tell(before: Session, after: Session, plan: Plan, now: datetime) -> tuple[Effect, ...]:
    """Return what is told about a change; both sessions carry the revision before it."""
    revision = before.revision + 1
    return (
        *_boards(before, after, plan, now, revision),
        *_announcements(before, after, now),
        *_guides(before, after, plan, now, revision),
        *_microphones(before, after, plan, revision),
        *_wake(after, plan, revision),
    )


def board_key(session: Session) -> str:
    """Return the key under which the board of the present part was posted."""
    return f"board:{session.id}:{session.part}:{session.parts[session.part].goes}"


def guide_key(session: Session, person: str) -> str:
    """Return the key under which a person's private card was posted."""
    return f"guide:{session.id}:{person}"


def room(session: Session) -> Place:
    """Return the room of the set."""
    return Place(To.ROOM, session.set_id)


def _boards(
    before: Session, after: Session, plan: Plan, now: datetime, revision: int
) -> Iterator[Effect]:
    """Yield one new board for a new part, or one edit when the present one looks different."""
    over = after.status is not Status.RUNNING
    moved = board_key(before) != board_key(after)
    if not (over or moved) and board(before, plan, now) != board(after, plan, now):
        key = board_key(before)
        yield edit(f"{key}:r{revision}", key, Card("board", before.id, str(before.part)))
    if over:
        yield post(f"close:{after.id}", room(after), Card("closing", after.id))
    elif moved:
        yield _new_board(after)
    if over or moved:
        yield from _clear(before)


def _clear(session: Session) -> Iterator[Effect]:
    """Yield what takes a part that is over out of the room: its board, and what it said of time."""
    key = board_key(session)
    yield remove(f"{key}:gone", key, session.id)
    for level in range(1, session.announced + 1):
        said = said_key(session, level)
        yield remove(f"{said}:gone", said, session.id)


def said_key(session: Session, level: int) -> str:
    """Return the key under which something was said of the time of the present part."""
    run = session.parts[session.part]
    again = f":{run.extra}" if run.extra else ""
    return f"say:{session.id}:{session.part}:{run.goes}:{SAID[level]}{again}"


def _announcements(before: Session, after: Session, now: datetime) -> Iterator[Effect]:
    """Yield what the present part says about its time, while it is still news."""
    if after.status is not Status.RUNNING:
        return
    out = before.announced if board_key(before) == board_key(after) else 0
    for level, at in announcements(after):
        if out < level <= after.announced and now - at <= STILL_NEWS:
            card = Card("announce", after.id, SAID[level])
            yield post(said_key(after, level), room(after), card, until=at + STILL_NEWS)


def _guides(
    before: Session, after: Session, plan: Plan, now: datetime, revision: int
) -> Iterator[Effect]:
    """Yield the changes to the private card of whoever guides, and guided before."""
    old, new = lead(before), lead(after)
    if old != new:
        yield from _new_guide_card(after, new)
    for person in dict.fromkeys((old, new)):
        seen = guide_card(before, plan, now, person), guide_card(after, plan, now, person)
        if person and seen[0] != seen[1]:
            key = guide_key(after, person)
            yield edit(f"{key}:r{revision}", key, Card("guide", after.id, person))


def _microphones(before: Session, after: Session, plan: Plan, revision: int) -> Iterator[Effect]:
    """Yield the call to turn microphones on and off, when others are to be heard than before."""
    if quiet(before, plan) != quiet(after, plan):
        yield voices(after.set_id, f"{after.id}:r{revision}")


def _wake(session: Session, plan: Plan, revision: int) -> Iterator[Effect]:
    """Yield the call for the next thing that is due."""
    at = next_wake(session, plan)
    if at is not None:
        yield wake(f"tick:{session.id}:r{revision}", "session", session.id, at)


def _new_board(session: Session) -> Effect:
    """Post the board of the present part."""
    card = Card("board", session.id, str(session.part))
    return post(board_key(session), room(session), card, until=session.ends_at)


def _new_guide_card(session: Session, person: str) -> Iterator[Effect]:
    """Post a person's private card, once; an edit follows if they had one before."""
    if person:
        place = Place(To.PERSON, person)
        card = Card("guide", session.id, person)
        yield post(guide_key(session, person), place, card, until=session.ends_at)

"""Who is at this session, who guides it, and small careful changes to one seat.

Knows seats and the guide. Must not know parts, time or who may speak.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from learning.session.state import Mode, Seat, Session


def seat_of(session: Session, person: str) -> Seat | None:
    """Return the seat of a person, or None when they have none."""
    return next((seat for seat in session.seats if seat.person_id == person), None)


def here(session: Session) -> tuple[Seat, ...]:
    """Return the seats of everybody who is here, in the order of turns."""
    seats = sorted(session.seats, key=lambda seat: (seat.order, seat.person_id))
    return tuple(seat for seat in seats if seat.mode is not Mode.AWAY)


def is_here(session: Session, person: str) -> bool:
    """Tell whether a person has a seat and is not away."""
    seat = seat_of(session, person)
    return seat is not None and seat.mode is not Mode.AWAY


def lead(session: Session) -> str:
    """Return who guides at this moment: the guide, the deputy while the guide is away, or ""."""
    for person in (session.guide_id, session.deputy_id):
        if person and (seat_of(session, person) is None or is_here(session, person)):
            return person
    return ""


def with_seat(session: Session, seat: Seat) -> Session:
    """Return the session with this seat put in place of the same person's."""
    seats = tuple(seat if old.person_id == seat.person_id else old for old in session.seats)
    return replace(session, seats=seats)


def with_mode(session: Session, person: str, mode: Mode) -> Session:
    """Return the session with a person here, typing or away; a newcomer gets the last seat."""
    seat = seat_of(session, person)
    if seat is None:
        last = max((old.order for old in session.seats), default=-1)
        seat = Seat(person_id=person, order=last + 1, mode=mode)
        return replace(session, seats=(*session.seats, seat))
    hand_at = None if mode is Mode.AWAY else seat.hand_at
    return with_seat(session, replace(seat, mode=mode, hand_at=hand_at))


def with_hand(session: Session, person: str, at: datetime | None) -> Session:
    """Return the session with a person's hand up since an instant, or down."""
    seat = seat_of(session, person)
    return with_seat(session, replace(seat, hand_at=at)) if seat else session


def with_turn(session: Session, person: str, *, taken: bool) -> Session:
    """Return the session with a person's turn in this part taken, or still to come."""
    seat = seat_of(session, person)
    if seat is None:
        return session
    hand_at = None if taken else seat.hand_at
    return with_seat(session, replace(seat, turn_taken=taken, hand_at=hand_at))


def credited(session: Session, person: str, seconds: int) -> Session:
    """Return the session with seconds of floor put down to a person."""
    seat = seat_of(session, person)
    return with_seat(session, replace(seat, spoken=seat.spoken + seconds)) if seat else session


def fresh_turns(session: Session) -> Session:
    """Return the session as a part begins: no hands up and no turn taken."""
    seats = tuple(replace(seat, turn_taken=False, hand_at=None) for seat in session.seats)
    return replace(session, seats=seats)

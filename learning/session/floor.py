"""The floor: who may speak now, who is next, and how it goes from one person to another.

Knows the speaking rules of a plan. Must not know time left, buttons or effects. One person has
the floor, or nobody: there is a single `floor_id`, and every change goes through `_give`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from learning.protocol import Plan, Speak
from learning.refusals import Refusal
from learning.session.seats import (
    credited,
    here,
    is_here,
    lead,
    seat_of,
    with_hand,
    with_turn,
)
from learning.session.state import Offers, Seat, Session

QUESTIONS = (Speak.SHORT_QUESTIONS, Speak.OPEN_QUESTIONS)
LISTENING = (*QUESTIONS, Speak.PRESENTER_LISTENS)  # the presenter does not queue in these

Line = tuple[str, ...]


def speaking(session: Session, plan: Plan) -> Speak:
    """Return the speaking rule of this moment."""
    part = plan.parts[session.part]
    if not part.needs_presenter_yes or session.offers is Offers.YES:
        return part.speak
    return Speak.PRESENTER if session.offers is Offers.UNASKED else Speak.OPEN_QUESTIONS


def presenter(session: Session) -> str:
    """Return who presents in this part, or ""."""
    return session.parts[session.part].presenter_id


def home(session: Session, plan: Plan) -> str:
    """Return whose part this is: the floor is theirs when nobody else asks for it."""
    rule = speaking(session, plan)
    if rule is Speak.PRESENTER:
        return presenter(session) if is_here(session, presenter(session)) else ""
    return lead(session) if rule is Speak.FACILITATOR else ""


def may_hold(session: Session, plan: Plan, person: str) -> bool:
    """Tell whether a person can have the floor in this part at all."""
    rule = speaking(session, plan)
    if rule in (Speak.SILENCE, Speak.PAIRS):
        return False
    if rule is Speak.PRESENTER:
        return person == home(session, plan) != ""
    if rule is Speak.FACILITATOR and person == lead(session) != "":
        return True
    return is_here(session, person) and not _listens(session, plan, person)


def hands(session: Session, plan: Plan) -> Line:
    """Return whose hands are up: least heard first, then the earliest hand."""
    up = [
        (seat.spoken, seat.hand_at, seat.order, seat.person_id)
        for seat in here(session)
        if seat.hand_at is not None and may_hold(session, plan, seat.person_id)
    ]
    return tuple(person for *_, person in sorted(up))


def turns(session: Session, plan: Plan) -> Line:
    """Return who still has a turn in this round, in order, without the one speaking."""
    if speaking(session, plan) is not Speak.EVERYONE_IN_TURN:
        return ()
    return tuple(
        seat.person_id
        for seat in _round(session, plan)
        if not seat.turn_taken and seat.person_id != session.floor_id
    )


def line(session: Session, plan: Plan) -> Line:
    """Return who gets the floor after this, first first."""
    return _LINES[speaking(session, plan)](session, plan)


def pairs(session: Session, plan: Plan) -> tuple[Line, ...]:
    """Return who talks with whom in a part in pairs: by seats, three together when odd."""
    if speaking(session, plan) is not Speak.PAIRS:
        return ()
    people = [seat.person_id for seat in here(session)]
    firsts = range(0, max(len(people) - 1, 1), 2)
    whole = [tuple(people[i : i + 2]) for i in firsts]
    if len(people) % 2 and len(people) > 1:
        whole[-1] = (*whole[-1], people[-1])
    return tuple(pair for pair in whole if pair)


def fill(session: Session, plan: Plan, at: datetime) -> Session:
    """Give an empty floor to whoever is first in line; take it from one who may not hold it."""
    if session.floor_id and not may_hold(session, plan, session.floor_id):
        session = leave_floor(session, at)
    if session.floor_id:
        return session
    return _give(session, next(iter(line(session, plan)), ""), at)


def leave_floor(session: Session, at: datetime) -> Session:
    """Take the floor from its holder, crediting the seconds, with their turn still to come."""
    if not session.floor_id or session.floor_since is None:
        return session
    spoken = int((at - session.floor_since).total_seconds())
    session = credited(session, session.floor_id, spoken)
    return replace(session, floor_id="", floor_since=None, turn_over=False)


def finish_turn(session: Session, plan: Plan, at: datetime) -> Session:
    """The speaker has finished, or passed: the floor goes to the next in line, or to nobody.

    A guide who takes a question only lends the floor: it comes back after the last hand.
    """
    following = next(iter(line(session, plan)), "")
    lends = following != "" and session.floor_id == home(session, plan)
    session = with_turn(session, session.floor_id, taken=not lends)
    return _give(leave_floor(session, at), following, at)


def raise_hand(session: Session, plan: Plan, person: str, at: datetime, now: datetime) -> Session:
    """Put a hand up; nothing changes when it is up already or the person need not ask.

    `at` is the time of the floor, which stands still in a pause; `now` puts hands in order.
    """
    seat = seat_of(session, person)
    if seat is None or person == session.floor_id or seat.hand_at is not None:
        return session
    rule = speaking(session, plan)
    if rule in QUESTIONS and person == presenter(session):
        return session  # the presenter may always answer
    if person in turns(session, plan):
        return session  # their turn is coming anyway
    _refuse_hand(session, plan, person)
    if person == home(session, plan):
        session = with_turn(session, person, taken=False)
    return fill(with_hand(session, person, now), plan, at)


def pass_turn(session: Session, plan: Plan, person: str, at: datetime) -> Session:
    """Let it go by: one's floor, one's turn to come, one's hand, or a question one was asked."""
    asked = speaking(session, plan) in QUESTIONS and person == presenter(session)
    if person == session.floor_id or (asked and session.floor_id):
        return finish_turn(session, plan, at)
    if person in turns(session, plan):
        return with_turn(session, person, taken=True)
    return with_hand(session, person, None)


def pass_on(session: Session, plan: Plan, person: str, at: datetime) -> Session:
    """Give the floor from its holder straight to a person who may hold it."""
    if session.floor_id == person or not may_hold(session, plan, person):
        return session
    return _give(leave_floor(session, at), person, at)


def _give(session: Session, person: str, at: datetime) -> Session:
    """Put the floor, which is empty, into one person's hands, or nobody's."""
    session = with_hand(session, person, None)
    since = at if person else None
    return replace(session, floor_id=person, floor_since=since, turn_over=False)


def _refuse_hand(session: Session, plan: Plan, person: str) -> None:
    """Say why a hand cannot go up in this part, if it cannot."""
    rule = speaking(session, plan)
    if rule is Speak.SILENCE:
        raise Refusal("session.quiet")
    if rule is Speak.PAIRS:
        raise Refusal("session.in_pairs")
    if not may_hold(session, plan, person):
        raise Refusal("session.listen_now", presenter=presenter(session))


def _listens(session: Session, plan: Plan, person: str) -> bool:
    """Tell whether a person is the presenter in a part in which the others speak."""
    asked = plan.parts[session.part].needs_presenter_yes
    rule = speaking(session, plan)
    return (rule in LISTENING or asked) and person == presenter(session) != ""


def _round(session: Session, plan: Plan) -> tuple[Seat, ...]:
    """Return everybody here in the order of this round.

    It goes on from the speaker; with nobody speaking it begins one seat earlier than the round
    before did, so that the last to speak goes first and nobody is always first.
    """
    seats = sorted(session.seats, key=lambda seat: (seat.order, seat.person_id))
    people = [seat.person_id for seat in seats]
    rounds = sum(part.speak is Speak.EVERYONE_IN_TURN for part in plan.parts[: session.part])
    first = people.index(session.floor_id) if session.floor_id in people else -rounds % len(people)
    ordered = (*seats[first:], *seats[:first])
    return tuple(seat for seat in ordered if may_hold(session, plan, seat.person_id))


def _whose(session: Session, plan: Plan) -> Line:
    """Return the person whose part this is, unless they speak or have finished."""
    person = home(session, plan)
    seat = seat_of(session, person)
    finished = seat is not None and seat.turn_taken
    return () if finished or person in ("", session.floor_id) else (person,)


def _nobody(session: Session, plan: Plan) -> Line:
    return ()


_LINES: dict[Speak, Callable[[Session, Plan], Line]] = {
    Speak.EVERYONE_IN_TURN: lambda session, plan: (*turns(session, plan), *hands(session, plan)),
    Speak.PRESENTER: _whose,
    Speak.SHORT_QUESTIONS: hands,
    Speak.OPEN_QUESTIONS: hands,
    Speak.PRESENTER_LISTENS: hands,
    Speak.ANYONE: hands,
    Speak.FACILITATOR: lambda session, plan: (
        *(person for person in hands(session, plan) if person != lead(session)),
        *_whose(session, plan),
    ),
    Speak.SILENCE: _nobody,
    Speak.PAIRS: _nobody,
}

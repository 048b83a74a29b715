"""People coming, going, and taking over from one another in a running session.

Knows what each of these does to the floor. Must not know whether it was allowed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from learning.protocol import Plan, Speak
from learning.refusals import Refusal, Stale
from learning.session.floor import (
    fill,
    finish_turn,
    home,
    leave_floor,
    pass_on,
    presenter,
    speaking,
)
from learning.session.rights import turn_now
from learning.session.seats import here, is_here, lead, seat_of, with_hand, with_mode
from learning.session.state import Mode, Offers, PartRun, Session


def arrive(session: Session, plan: Plan, person: str, mode: Mode, at: datetime) -> Session:
    """Let somebody be here, or change to typing; a turn they missed may still come."""
    return fill(with_mode(session, person, mode), plan, at)


def leave(session: Session, plan: Plan, person: str, at: datetime) -> Session:
    """Let somebody be away; the floor goes on, and their turn waits for them."""
    if seat_of(session, person) is None:
        return session
    before = lead(session)
    session = fill(with_mode(session, person, Mode.AWAY), plan, at)
    return _follow_lead(session, plan, before, at)


def wake_seat(session: Session, plan: Plan, person: str, at: datetime) -> Session:
    """Let somebody who was thought away be here: they pressed a button."""
    seat = seat_of(session, person)
    away = seat is not None and seat.mode is Mode.AWAY
    return arrive(session, plan, person, Mode.HERE, at) if away else session


def hand_over(session: Session, plan: Plan, to: str, at: datetime) -> Session:
    """Let somebody who is here guide; when it is the deputy, the two change places."""
    to = to or _stands_in(session)
    if to != session.deputy_id or seat_of(session, to) is not None:
        _need_here(session, to)
    before = lead(session)
    deputy = session.guide_id if to == session.deputy_id else session.deputy_id
    session = replace(session, guide_id=to, deputy_id=deputy)
    return _follow_lead(session, plan, before, at)


def swap_presenter(session: Session, plan: Plan, to: str, number: int, at: datetime) -> Session:
    """Let somebody present in the turn of this number (0: the present or next one).

    If they had a later turn themselves, that one goes to the person they swap with.
    """
    _need_here(session, to)
    turn = number or turn_now(session)
    open_runs = session.parts[session.part :]
    old = next((run.presenter_id for run in open_runs if run.turn == turn), None)
    if not turn or old is None:
        raise Refusal("session.presented")
    theirs = {run.turn for run in open_runs if run.presenter_id == to} - {0, turn}
    given = {turn: to} | dict.fromkeys(theirs, old)
    parts = tuple(
        replace(run, presenter_id=given[run.turn]) if run.turn in given else run
        for run in open_runs
    )
    session = replace(session, parts=(*session.parts[: session.part], *parts))
    return fill(with_hand(session, presenter(session), None), plan, at)


def choose(session: Session, plan: Plan, chosen: Sequence[str], at: datetime) -> Session:
    """Let these people present in the turns that have not begun, but for turns to volunteer for."""
    begun = {run.turn for run in session.parts[: session.part] if run.started_at}

    def to(run: PartRun) -> PartRun:
        open_turn = run.turn not in begun and not plan.parts[run.number].volunteer
        named = 0 < run.turn <= len(chosen) and open_turn
        return replace(run, presenter_id=chosen[run.turn - 1]) if named else run

    parts = (*session.parts[: session.part], *map(to, session.parts[session.part :]))
    return fill(replace(session, parts=parts), plan, at)


def done(session: Session, plan: Plan, person: str, at: datetime, whose: str = "") -> Session:
    """End the turn of the speaker; said by themselves, or for them by the guide."""
    if whose and whose != session.floor_id:
        raise Stale("session.moved_on")
    if session.floor_id and person in (session.floor_id, lead(session)):
        return finish_turn(session, plan, at)
    raise Refusal("session.not_your_turn", floor=session.floor_id)


def welcome(session: Session, plan: Plan, person: str, at: datetime, *, ideas: bool) -> Session:
    """Take the presenter's yes or no to ideas, in a part that asks for it."""
    if not plan.parts[session.part].needs_presenter_yes:
        raise Refusal("session.not_asked")
    if person not in (presenter(session), lead(session)):
        raise Refusal("session.presenter_says", presenter=presenter(session))
    session = leave_floor(session, at)
    return fill(replace(session, offers=Offers.YES if ideas else Offers.NO), plan, at)


def _follow_lead(session: Session, plan: Plan, before: str, at: datetime) -> Session:
    """Give the floor to a new guide in a part that is the guide's."""
    if speaking(session, plan) is not Speak.FACILITATOR or lead(session) == before:
        return session
    if session.floor_id in ("", before) and home(session, plan):
        return pass_on(session, plan, home(session, plan), at)
    return session


def _stands_in(session: Session) -> str:
    """Return the deputy if they are here, else the next in the order of turns."""
    guide = lead(session)
    line = [seat.person_id for seat in here(session)]
    after = line.index(guide) + 1 if guide in line else 0
    following = [person for person in (*line[after:], *line[:after]) if person != guide]
    if session.deputy_id in following:
        return session.deputy_id
    if not following:
        raise Refusal("session.nobody_else")
    return following[0]


def _need_here(session: Session, person: str) -> None:
    """Refuse somebody who has no seat or is away."""
    if not is_here(session, person):
        raise Refusal("session.not_here", person=person)

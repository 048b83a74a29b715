"""The session engine: one command in, the next state and what is to be told out.

Knows which change follows from which command. Must not know a clock, a database or Discord:
`now` is handed in, and nothing here waits.

Revisions: storage adds one to `revision` when a changed session is saved. So `step` returns the
session with the revision it was given, and names its effects after the revision it will have.
An unchanged session has no effects and need not be saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from learning.effects import Effect
from learning.protocol import Plan
from learning.refusals import Refusal
from learning.session import bank, floor, members, timeline
from learning.session.commands import (
    Arrive,
    Back,
    Begin,
    Choose,
    Command,
    Done,
    Extend,
    FinishLater,
    Guiding,
    HandOver,
    HandUp,
    Leave,
    Next,
    OneVoice,
    Pass,
    Pause,
    Resume,
    Skip,
    Speaking,
    Stop,
    SwapPresenter,
    Tick,
    Welcome,
)
from learning.session.due import catch_up
from learning.session.rights import check
from learning.session.state import Mode, PartRun, Seat, Session, Status
from learning.session.tell import tell, tell_begin

EXTENSIONS = (120, 300)  # seconds a guide can add at once
FEWEST = 3  # nobody meets with fewer, whatever the plan would like


@dataclass(frozen=True, slots=True)
class Stepped:
    """A session after a command, and what is to be told or done about it."""

    session: Session
    effects: tuple[Effect, ...] = ()


def begin(facts: Begin, plan: Plan, seats: Sequence[Seat], now: datetime) -> Stepped:
    """Begin the session of a meeting.

    Refuses with "session.too_few" when fewer than three are here, and with "session.too_late"
    when the promised finish leaves too little even for shortened parts.
    """
    now = now.replace(microsecond=0)
    present = sum(seat.mode is not Mode.AWAY for seat in seats)
    if present < FEWEST:
        raise Refusal("session.too_few", here=present, fewest=FEWEST)
    session = _unbegun(facts, plan, tuple(seats), now)
    session = timeline.start_part(session, plan, 0, now)
    session = replace(session, revision=1)
    return Stepped(session, tell_begin(session, plan, now))


def step(session: Session, plan: Plan, command: Command, now: datetime) -> Stepped:
    """Let time catch up to `now`, then do what is asked; raises Refusal or Stale.

    Nothing is changed by a command that is refused: what was due is left to the next Tick.
    """
    now = max(now.replace(microsecond=0), session.changed_at or session.started_at)
    after = catch_up(session, plan, now)
    if not isinstance(command, Tick):
        check(after, command)
        after = _obey(after, plan, command, now)
    if after == session:
        return Stepped(session)
    after = replace(after, changed_at=now)
    return Stepped(after, tell(session, after, plan, now))


def _obey(session: Session, plan: Plan, command: Command, now: datetime) -> Session:
    """Do what is asked by a person who may ask it."""
    if isinstance(command, Guiding):
        return _guide(session, plan, command, now)
    if isinstance(command, Speaking):
        return _speak(session, plan, command, now)
    match command:
        case Pause() if session.paused_at is None:
            return timeline.pause(session, now)
        case Resume():
            return timeline.resume(session, now)
        case Arrive(person=person, typing=typing):
            mode = Mode.TYPING if typing else Mode.HERE
            return members.arrive(session, plan, person, mode, _floor_time(session, now))
        case Leave(person=person):
            return members.leave(session, plan, person, _floor_time(session, now))
        case Choose(presenter_ids=chosen):
            return members.choose(session, plan, chosen, _floor_time(session, now))
        case OneVoice(on=on):
            return replace(session, one_voice=on)
        case _:
            return session


def _guide(session: Session, plan: Plan, command: Guiding, now: datetime) -> Session:
    """Do what the guide asks; while all are paused, only what leaves the time alone."""
    match command:
        case Stop():
            return timeline.finish(session, now, Status.STOPPED)
        case HandOver(to=to):
            return members.hand_over(session, plan, to, _floor_time(session, now))
        case SwapPresenter(to=to, number=number):
            return members.swap_presenter(session, plan, to, number, _floor_time(session, now))
        case _ if session.paused_at is not None:
            raise Refusal("session.paused")
        case _:
            return _move(session, plan, command, now)


def _move(session: Session, plan: Plan, command: Guiding, now: datetime) -> Session:
    """Do what the guide asks about the parts and their time."""
    match command:
        case Next():
            return timeline.go_on(session, plan, now)
        case Skip():
            if session.parts[session.part].keep:
                raise Refusal("session.keep_part", title=plan.parts[session.part].title)
            return timeline.go_on(session, plan, now, skipped=True)
        case Back():
            return timeline.go_back(session, plan, now)
        case Extend(seconds=seconds):
            if seconds not in EXTENSIONS:
                raise Refusal("session.odd_extension", minutes=seconds // 60)
            return timeline.extend(session, seconds, now)
        case FinishLater(seconds=seconds, agreed=agreed):
            return timeline.finish_later(session, seconds, agreed)
        case _:
            return session


def _speak(session: Session, plan: Plan, command: Speaking, now: datetime) -> Session:
    """Do what a member asks about the floor; whoever presses a button is here."""
    at = _floor_time(session, now)
    session = members.wake_seat(session, plan, command.by, at)
    match command:
        case HandUp(by=by):
            return floor.raise_hand(session, plan, by, at, now)
        case Pass(by=by):
            return floor.pass_turn(session, plan, by, at)
        case Done(by=by, whose=whose):
            return members.done(session, plan, by, at, whose)
        case Welcome(by=by, ideas=ideas):
            return members.welcome(session, plan, by, at, ideas=ideas)
        case _:
            return session


def _floor_time(session: Session, now: datetime) -> datetime:
    """Return the instant for the floor: it stands still in a pause."""
    return session.paused_at or now


def _unbegun(facts: Begin, plan: Plan, seats: tuple[Seat, ...], now: datetime) -> Session:
    """Return a session with its time shared out and its first part not begun."""
    whole = now + timedelta(minutes=plan.total_minutes)
    ends_at = min(facts.ends_at or whole, whole).replace(microsecond=0)
    runs = tuple(_run(plan, number, facts.presenter_ids) for number in range(len(plan.parts)))
    room = timeline.seconds_between(now, ends_at)
    if room < bank.floors(runs):
        raise Refusal("session.too_late", minutes=max(0, room // 60))
    return Session(
        id=facts.id,
        set_id=facts.set_id,
        plan_id=plan.id,
        guide_id=facts.guide_id,
        deputy_id=facts.deputy_id,
        started_at=now,
        ends_at=ends_at,
        changed_at=now,
        one_voice=facts.one_voice,
        part_ends_at=now,
        parts=bank.fit(runs, room),
        seats=seats,
        revision=0,
    )


def _run(plan: Plan, number: int, presenter_ids: Sequence[str]) -> PartRun:
    """Return a part as it is before a session."""
    part = plan.parts[number]
    turn = part.presenter
    named = 0 < turn <= len(presenter_ids) and not part.volunteer
    chosen = presenter_ids[turn - 1] if named else ""
    seconds = part.minutes * 60
    return PartRun(
        number=number,
        planned=seconds,
        seconds=seconds,
        keep=part.keep,
        turn=turn,
        presenter_id=chosen,
    )

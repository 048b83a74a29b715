"""The way through the parts: beginning and ending one, going back, pausing, and the finish.

Knows how time moves a session; all lengths come from the bank. Must not know who asked, nor
what is shown. The hard finish `ends_at` moves only in
`finish_later`, which everybody who is here must have agreed to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from learning.protocol import Plan
from learning.refusals import Refusal
from learning.session import bank
from learning.session.floor import fill, leave_floor
from learning.session.seats import fresh_turns, here
from learning.session.state import Offers, PartRun, Session, Status

HALF, TWO_MINUTES = 1, 2  # values of `announced`
TWO_MINUTES_LEFT = 120


def start_part(session: Session, plan: Plan, number: int, at: datetime) -> Session:
    """Begin a part that has its seconds, and give the floor to whoever is first."""
    run = session.parts[number]
    run = replace(run, started_at=at, ended_at=None, skipped=False, goes=run.goes + 1)
    revision = revision_to_be(session)
    session = replace(
        fresh_turns(with_run(session, run)),
        part=number,
        part_ends_at=at + timedelta(seconds=run.seconds),
        part_since=revision,
        fresh_since=revision,
        announced=0,
        offers=Offers.UNASKED,
    )
    return fill(session, plan, at)


def go_on(session: Session, plan: Plan, at: datetime, *, skipped: bool = False) -> Session:
    """End the present part, share what is left among the later ones, and begin the next."""
    session = refit(end_part(session, at, skipped=skipped), at)
    following = (run.number for run in later(session) if run.seconds)
    number = next(following, None)
    if number is None:
        return finish(session, at, Status.ENDED)
    return start_part(session, plan, number, at)


def go_back(session: Session, plan: Plan, at: datetime) -> Session:
    """Take up the last part that was begun before this one, for its wish.

    Refuses with "session.first_part", or "session.no_time_left" when that would cost a later
    part its floor.
    """
    number = part_before(session)
    if number is None:
        raise Refusal("session.first_part")
    leaving = session.part
    session = end_part(session, at)
    for run in (session.parts[leaving], session.parts[number]):
        used = run.before + run.seconds
        session = with_run(
            session, replace(run, before=used, seconds=0, started_at=None, ended_at=None)
        )
    again = session.parts[number]
    again = replace(again, seconds=bank.wish(again))
    session = replace(with_run(session, again), part=number)
    staying = tuple(run for run in later(session) if run.seconds or run.number == leaving)
    spare = seconds_between(at, session.ends_at) - bank.floors(staying)
    if again.seconds > spare:
        raise Refusal("session.no_time_left", spare=max(0, spare))
    session = refit(session, at + timedelta(seconds=again.seconds))
    return start_part(session, plan, number, at)


def extend(session: Session, seconds: int, at: datetime) -> Session:
    """Give the present part more seconds, if later parts can spare them."""
    spare = spare_seconds(session, at)
    if seconds > spare:
        raise Refusal("session.no_time_left", spare=spare)
    run = session.parts[session.part]
    run = replace(run, seconds=run.seconds + seconds, extra=run.extra + seconds)
    ends_at = session.part_ends_at + timedelta(seconds=seconds)
    again = seconds_between(at, ends_at) > TWO_MINUTES_LEFT
    session = replace(
        with_run(session, run),
        part_ends_at=ends_at,
        fresh_since=revision_to_be(session),
        announced=min(session.announced, HALF) if again else session.announced,
        turn_over=False,
    )
    return refit(session, ends_at)


def finish_later(session: Session, seconds: int, agreed: Sequence[str]) -> Session:
    """Move the hard finish, and give the time to the present part, if all who are here agree."""
    if not {seat.person_id for seat in here(session)} <= set(agreed):
        raise Refusal("session.not_all")
    longer = _longer(session, seconds)
    run = longer.parts[longer.part]
    ends_at = session.ends_at + timedelta(seconds=seconds)
    return replace(
        with_run(longer, replace(run, extra=run.extra + seconds)),
        ends_at=ends_at,
        fresh_since=revision_to_be(session),
        announced=0,
        turn_over=False,
    )


def pause(session: Session, at: datetime) -> Session:
    """Stop the clock of the part; the hard finish stays."""
    return replace(session, paused_at=at, fresh_since=revision_to_be(session))


def resume(session: Session, at: datetime) -> Session:
    """Go on, with the length of the pause taken from later parts, then from this one."""
    if session.paused_at is None:
        return session
    left = seconds_between(session.paused_at, session.part_ends_at)
    keeping = _left_after_pause(session, left, seconds_between(at, session.ends_at))
    session = refit(_unpaused(session, at, keeping), at + timedelta(seconds=keeping))
    returned = min(left - keeping, slack(session))
    return _longer(session, returned) if returned else session


def finish(session: Session, at: datetime, status: Status) -> Session:
    """End the session; parts that were not begun stay without time."""
    if session.parts[session.part].ended_at is None:
        session = end_part(session, at)
    parts = tuple(run if run.ended_at else replace(run, seconds=0) for run in session.parts)
    return replace(
        fresh_turns(session),
        status=status,
        ended_at=at,
        parts=parts,
        part_ends_at=at,
        fresh_since=revision_to_be(session),
    )


def end_part(session: Session, at: datetime, *, skipped: bool = False) -> Session:
    """Close the present part (and a pause in it), noting the seconds it really used."""
    if session.paused_at is not None:
        left = seconds_between(session.paused_at, session.part_ends_at)
        session = _unpaused(session, at, left)
    session = leave_floor(session, at)
    run = session.parts[session.part]
    used = run.seconds - seconds_between(at, session.part_ends_at)
    return with_run(session, replace(run, seconds=used, ended_at=at, skipped=skipped))


def refit(session: Session, part_ends_at: datetime) -> Session:
    """Share what is left after an instant among the parts to come."""
    fitted = bank.fit(later(session), seconds_between(part_ends_at, session.ends_at))
    return replace(session, parts=(*session.parts[: session.part + 1], *fitted))


def later(session: Session) -> tuple[PartRun, ...]:
    """Return the parts after the present one."""
    return session.parts[session.part + 1 :]


def part_before(session: Session) -> int | None:
    """Return the number of the last part that was begun before the present one."""
    begun = [run.number for run in session.parts[: session.part] if run.goes]
    return begun[-1] if begun else None


def spare_seconds(session: Session, now: datetime) -> int:
    """Return the seconds that the present part can still be given."""
    pause = seconds_between(session.paused_at, now) if session.paused_at else 0
    room = seconds_between(session.part_ends_at, session.ends_at) - pause
    return bank.spare(later(session), max(0, room))


def slack(session: Session) -> int:
    """Return the seconds between the end by the present shares and the hard finish."""
    if session.ended_at is not None:
        return seconds_between(session.ended_at, session.ends_at)
    shared = sum(run.seconds for run in later(session))
    return seconds_between(session.part_ends_at, session.ends_at) - shared


def with_run(session: Session, run: PartRun) -> Session:
    """Return the session with this run of a part put in its place."""
    parts = (*session.parts[: run.number], run, *session.parts[run.number + 1 :])
    return replace(session, parts=parts)


def revision_to_be(session: Session) -> int:
    """Return the revision this session has once it is kept: storage adds one on saving."""
    return session.revision + 1


def seconds_between(start: datetime, end: datetime) -> int:
    """Return the whole seconds from one instant to another."""
    return int((end - start).total_seconds())


def _left_after_pause(session: Session, left: int, room: int) -> int:
    """Return what the present part keeps of the time it had left.

    All of it if later parts can give enough; else down to its floor, and at least a minute.
    If even that is too much, a keep part stays whole, any other makes way for later keep parts.
    """
    run = session.parts[session.part]
    kept_later = bank.floors(tuple(run for run in later(session) if run.keep))
    if run.keep:
        return min(left, room)
    at_least = max(bank.least(run) - (run.seconds - left), min(left, bank.MINUTE))
    at_least = min(left, at_least, max(0, room - kept_later))
    return min(left, max(at_least, room - bank.floors(later(session))))


def _unpaused(session: Session, at: datetime, keeping: int) -> Session:
    """Return the session going again, with so many seconds left of its part."""
    paused_at = session.paused_at or at
    length = at - paused_at
    run = session.parts[session.part]
    cut = seconds_between(paused_at, session.part_ends_at) - keeping
    since = session.floor_since
    return replace(
        with_run(session, replace(run, seconds=run.seconds - cut)),
        paused_at=None,
        paused_seconds=session.paused_seconds + int(length.total_seconds()),
        part_ends_at=at + timedelta(seconds=keeping),
        floor_since=since + length if since else None,
        fresh_since=revision_to_be(session),
    )


def _longer(session: Session, seconds: int) -> Session:
    """Return the session with seconds of slack given to the present part."""
    run = session.parts[session.part]
    return replace(
        with_run(session, replace(run, seconds=run.seconds + seconds)),
        part_ends_at=session.part_ends_at + timedelta(seconds=seconds),
    )

"""What becomes of a piece of work after an error: tried again when, or given up why.

Knows the five kinds of error and how long each is waited for. Pure: no clock, no ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from learning.ports import Work
from learning.refusals import Misconfigured, Refusal, Said, Stale, Unavailable, Unreachable

LONGEST_WAIT = timedelta(seconds=60)
SLOW_WAIT = timedelta(minutes=5)  # somebody has to grant a right first
LAST_CHANCE = timedelta(seconds=1)  # the last try is so long before the last moment
# For work that says no last moment of its own: tries for about a day. Tries are counted, not
# hours since it was due, because we may have been away ourselves for longer than that.
MOST_TRIES = {LONGEST_WAIT: 1440, SLOW_WAIT: 288}
MOST_BUGS = 5  # tries at work that fails by our own fault
TOO_LATE = "too_late"
SLOW = "slow"
BUG = "bug"


@dataclass(frozen=True, slots=True)
class Again:
    """Try the work again at an instant; `tell`: somebody can mend what is wrong meanwhile."""

    at: datetime
    why: str
    tell: bool = False


@dataclass(frozen=True, slots=True)
class GiveUp:
    """The work is a dead letter, with its reason."""

    why: str


Verdict = Again | GiveUp


def is_too_late(work: Work, now: datetime) -> bool:
    """Say whether the work says of itself that it is useless by now."""
    return work.effect.until is not None and now > work.effect.until


def after(work: Work, error: Exception, now: datetime, bugs: int) -> Verdict:
    """Judge an error. `bugs` is how often this work has failed by our own fault before."""
    if isinstance(error, Misconfigured):
        return _wait(work, now, SLOW_WAIT, error.key, tell=True)
    if isinstance(error, Unavailable | TimeoutError):
        why = error.key if isinstance(error, Unavailable) else SLOW
        return _wait(work, now, _back_off(work.attempts), why)
    if isinstance(error, Unreachable) or (isinstance(error, Refusal) and not _lost_race(error)):
        return GiveUp(error.key)
    if bugs + 1 >= MOST_BUGS:
        return GiveUp(BUG)
    why = error.key if isinstance(error, Said) else BUG
    return _wait(work, now, _back_off(work.attempts), why)


def is_bug(error: Exception) -> bool:
    """Say whether an error is our own fault (a lost race counts: it must not go on for ever)."""
    return _lost_race(error) or not isinstance(error, Said | TimeoutError)


def _lost_race(error: Exception) -> bool:
    """Somebody else changed the same thing first: nothing is wrong with the work itself."""
    return isinstance(error, Stale)


def _back_off(attempts: int) -> timedelta:
    """Return 2, 4, 8 … seconds, up to a minute."""
    return min(LONGEST_WAIT, timedelta(seconds=2 ** min(attempts, 10)))


def _wait(
    work: Work, now: datetime, wait: timedelta, why: str, *, tell: bool = False
) -> Again | GiveUp:
    """Wait so long, but not up to the last moment of the work; after that, give up."""
    until = work.effect.until
    if until is not None:
        last = until - LAST_CHANCE
        return Again(min(now + wait, last), why, tell) if now < last else GiveUp(why)
    most = MOST_TRIES[SLOW_WAIT if wait == SLOW_WAIT else LONGEST_WAIT]
    return Again(now + wait, why, tell) if work.attempts < most else GiveUp(why)

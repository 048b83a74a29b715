"""Lanes: what must be done one after another, and what may be done side by side.

Knows the order of work that was claimed, which lanes are at it, and which wait until when. Must
not know how a piece is done.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime

from learning.effects import Effect, Kind, To
from learning.ports import Work

DIRECT = frozenset({To.PERSON, To.MEMBER})


def lane_of(effect: Effect) -> str:
    """Name the lane of a piece of work.

    One lane for all that is decided about a thing, so that no decision waits for Discord; one
    for each person's direct messages; one for all else that is told about a thing.
    """
    if effect.kind is Kind.WAKE:
        return f"wake:{effect.about}"
    if is_direct(effect) and effect.place is not None:
        return f"direct:{effect.place.id}"
    return f"about:{effect.about}"


def is_told(effect: Effect) -> bool:
    """Say whether this is told to somebody, and not decided here."""
    return effect.kind is not Kind.WAKE


def is_direct(effect: Effect) -> bool:
    """Say whether this is a direct message."""
    return effect.place is not None and effect.place.to in DIRECT


@dataclass(slots=True)
class Lanes:
    """The work in hand, lane by lane in order."""

    _queues: dict[str, deque[Work]] = field(default_factory=dict[str, "deque[Work]"])
    _leases: dict[str, datetime] = field(default_factory=dict[str, datetime])  # key -> end
    _held: dict[str, datetime] = field(default_factory=dict[str, datetime])

    _counts: Counter[bool] = field(default_factory=Counter[bool])

    def count(self, *, told: bool) -> int:
        """Count the pieces in hand that are told to somebody, or those that are decided."""
        return self._counts[told]

    def add(self, work: Work, lease_ends: datetime) -> str | None:
        """Take a piece in hand; returns its lane when that lane is to be begun.

        A piece that is in hand already (its lease ran out under us) only gets its new lease.
        """
        key = work.effect.key
        known = key in self._leases
        self._leases[key] = lease_ends
        if known:
            return None
        self._counts[is_told(work.effect)] += 1
        lane = lane_of(work.effect)
        begun = lane in self._queues
        self._queues.setdefault(lane, deque()).append(work)
        return None if begun else lane

    def first(self, lane: str) -> Work | None:
        """Return the next piece of a lane, or None when the lane is over."""
        queue = self._queues.get(lane)
        return queue[0] if queue else None

    def lease_ends(self, work: Work) -> datetime:
        """Return when the lease of a piece in hand is over."""
        return self._leases[work.effect.key]

    def done(self, lane: str) -> None:
        """Let go of the first piece of a lane."""
        self._let_go(self._queues[lane].popleft())

    def end(self, lane: str) -> tuple[Work, ...]:
        """Let go of a whole lane; returns what was still in it."""
        left = tuple(self._queues.pop(lane, ()))
        for work in left:
            self._let_go(work)
        return left

    def _let_go(self, work: Work) -> None:
        del self._leases[work.effect.key]
        self._counts[is_told(work.effect)] -= 1

    def hold(self, lane: str, until: datetime) -> None:
        """Let nothing of a lane overtake a piece that waits until an instant."""
        self._held[lane] = until

    def held(self, lane: str, now: datetime) -> datetime | None:
        """Return until when a lane waits, or None."""
        until = self._held.get(lane)
        if until is not None and until <= now:
            del self._held[lane]
            return None
        return until

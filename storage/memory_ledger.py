"""The table of due work without a database: the same rules, in a dict.

Knows keys, instants and leases. Must not know what any work does, nor how to do it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from learning.effects import Effect, Kind, Place
from learning.many import Due
from learning.ports import Back, Buried, Done, Ending, Posted, Work
from storage.tables import Outcome
from storage.types import aware
from storage.wire import may_write


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    effect: Effect
    due_at: datetime
    nth: int
    available_at: datetime
    owner: str = ""
    attempts: int = 0
    done_at: datetime | None = None
    outcome: Outcome | None = None
    why: str = ""
    posted: Posted | None = None


Works = dict[str, _Entry]


class MemoryLedger:
    """See `learning.ports.Ledger`; lives as long as its unit."""

    def __init__(self, works: Works, *, writable: bool) -> None:
        self._works = works
        self._writable = writable
        self.touched = False

    async def add(self, effects: Sequence[Effect], now: datetime) -> None:
        """Keep effects as due work; a key that is already known is left as it is."""
        may_write(self._writable)
        moment = aware(now)
        for nth, effect in enumerate(effects):
            due = aware(effect.due or moment)
            until = aware(effect.until) if effect.until else None
            kept = replace(effect, due=due, until=until)
            self._works.setdefault(
                effect.key, _Entry(effect=kept, due_at=due, nth=nth, available_at=due)
            )
            self.touched = True

    async def void(self, prefix: str, now: datetime) -> int:
        """Mark undone work whose key starts with `prefix` as no longer wanted; count it."""
        may_write(self._writable)
        moment = aware(now)
        open_keys = [entry.effect.key for entry in self._open(prefix)]
        for key in open_keys:
            self._put(key, done_at=moment, outcome=Outcome.VOID)
        return len(open_keys)

    async def claim(
        self,
        now: datetime,
        *,
        owner: str,
        limit: int,
        lease: timedelta,
        told: bool | None = None,
    ) -> tuple[Work, ...]:
        """Take due work for a while, earliest first."""
        may_write(self._writable)
        moment = aware(now)
        ready = [e for e in self._open() if e.available_at <= moment and _sort(e, told)]
        ready.sort(key=lambda entry: (entry.available_at, entry.nth, entry.effect.key))
        taken = [
            self._put(
                entry.effect.key,
                owner=owner,
                available_at=moment + lease,
                attempts=entry.attempts + 1,
            )
            for entry in ready[:limit]
        ]
        taken.sort(key=_by_due)
        return tuple(
            Work(effect=entry.effect, due_at=entry.due_at, attempts=entry.attempts)
            for entry in taken
        )

    def due(self, prefix: str, until: datetime) -> list[Due]:
        """Return work due by an instant whose key begins so and that nobody has in hand."""
        moment = aware(until)
        free = [e for e in self._open(prefix) if not e.owner and e.available_at <= moment]
        free.sort(key=lambda entry: (entry.available_at, entry.nth, entry.effect.key))
        return [Due(e.effect.key, e.effect.about, e.available_at) for e in free]

    async def finish(self, key: str, now: datetime, posted: Posted | None = None) -> None:
        """Record that the work is done, even if it was voided meanwhile: what is sent is sent."""
        may_write(self._writable)
        moment = aware(now)
        entry = self._works.get(key)
        if entry is not None:
            self._put(
                key,
                done_at=entry.done_at or moment,
                outcome=Outcome.DONE,
                posted=posted or entry.posted,
            )

    async def settle(self, endings: Sequence[Ending], *, owner: str = "") -> None:
        """Write down how claimed work ended."""
        may_write(self._writable)
        for ending in endings:
            entry = self._works.get(ending.key)
            if isinstance(ending, Done):
                await self.finish(ending.key, ending.at, ending.posted)
            elif entry is None or entry.done_at is not None or entry.owner != owner:
                continue
            elif isinstance(ending, Back):
                self._put_back(entry, ending)
            else:
                moment = aware(ending.at)
                self._put(ending.key, done_at=moment, outcome=Outcome.DEAD, why=ending.why)

    async def revive(self, keys: Sequence[str], now: datetime) -> int:
        """Let dead letters that are still useful be tried again; count them."""
        may_write(self._writable)
        moment, found = aware(now), [self._works[key] for key in keys if key in self._works]
        dead = [entry for entry in found if entry.outcome is Outcome.DEAD]
        useful = [e for e in dead if e.effect.until is None or e.effect.until > moment]
        fresh = {"done_at": None, "outcome": None, "owner": "", "why": ""}
        for entry in useful:
            self._put(entry.effect.key, available_at=moment, **fresh)
        self.touched = True
        return len(useful)

    async def release(self, owner: str) -> None:
        """Take back leases of an owner that is gone (at start)."""
        may_write(self._writable)
        for entry in list(self._open()):
            if entry.owner == owner:
                self._put(entry.effect.key, owner="", available_at=entry.due_at)
        self.touched = True

    async def next_due(self, *, told: bool | None = None) -> datetime | None:
        """Return when undone work (with `told`, of one of the two sorts) is next available."""
        waiting = (entry for entry in self._open() if _sort(entry, told))
        return min((entry.available_at for entry in waiting), default=None)

    async def posted(self, key: str) -> Posted | None:
        """Return where the message of a POST stands; None: it was never sent, or is gone."""
        entry = self._works.get(key)
        return entry.posted if entry else None

    async def gone(self, keys: Sequence[str]) -> None:
        """Remember that the messages of these POSTs stand nowhere any more."""
        may_write(self._writable)
        for key in self._works.keys() & set(keys):
            self._put(key, posted=None)

    async def effect(self, key: str) -> Effect | None:
        """Return the effect that was kept under a key, done or not."""
        entry = self._works.get(key)
        return entry.effect if entry else None

    async def buried(self, about: str = "") -> tuple[Buried, ...]:
        """Return dead letters, newest first; with `about`, of one thing only."""
        dead = [
            (entry.done_at, entry)
            for entry in self._works.values()
            if entry.outcome is Outcome.DEAD and entry.done_at is not None
        ]
        dead.sort(key=lambda pair: pair[1].effect.key)
        dead.sort(key=lambda pair: pair[0], reverse=True)
        return tuple(_buried(entry) for _, entry in dead if about in ("", entry.effect.about))

    async def pending(self, prefix: str = "") -> tuple[Effect, ...]:
        """Return undone work whose key starts with `prefix`, by due time."""
        return tuple(entry.effect for entry in sorted(self._open(prefix), key=_by_due))

    async def told(self, place: Place) -> tuple[Effect, ...]:
        """Return all work that is told to one place, done or not, by due time."""
        found = (entry for entry in self._works.values() if entry.effect.place == place)
        return tuple(entry.effect for entry in sorted(found, key=_by_due))

    async def forget(self, place: Place) -> int:
        """Remove all work that is told to one place, done or not; count it."""
        return self._drop(lambda entry: entry.effect.place == place)

    async def prune(self, before: datetime, posted_before: datetime) -> int:
        """Remove work that ended before an instant, and posted messages of before another."""
        moments = aware(before), aware(posted_before)

        def old(entry: _Entry) -> bool:
            return entry.done_at is not None and entry.done_at < moments[entry.posted is not None]

        return self._drop(old)

    def _drop(self, unwanted: Callable[[_Entry], bool]) -> int:
        may_write(self._writable)
        keys = [key for key, entry in self._works.items() if unwanted(entry)]
        for key in keys:
            del self._works[key]
        return len(keys)

    def _open(self, prefix: str = "") -> list[_Entry]:
        return [
            entry
            for key, entry in self._works.items()
            if entry.done_at is None and key.startswith(prefix)
        ]

    def _put(self, key: str, **changes: object) -> _Entry:
        entry = self._works[key] = replace(self._works[key], **changes)
        return entry

    def _put_back(self, entry: _Entry, back: Back) -> None:
        attempts = entry.attempts - (not back.tried)
        at = aware(back.at)
        self._put(back.key, owner="", available_at=at, why=back.why, attempts=attempts)
        self.touched = True


def _sort(entry: _Entry, told: bool | None) -> bool:
    """Say whether work is told (True), decided (False), or either (None)."""
    return told is None or (entry.effect.kind is not Kind.WAKE) is told


def _by_due(entry: _Entry) -> tuple[datetime, int, str]:
    return (entry.due_at, entry.nth, entry.effect.key)


def _buried(entry: _Entry) -> Buried:
    effect = entry.effect
    return Buried(
        key=effect.key,
        kind=effect.kind,
        about=effect.about,
        why=entry.why,
        due_at=entry.due_at,
        place=effect.place,
        until=effect.until,
    )

"""The table of due work, in SQL: added once, claimed for a while, finished or buried for good.

Knows keys, instants and leases. Must not know what any work does, nor how to do it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, text, update
from sqlalchemy.orm import aliased

from learning.effects import Effect, Kind, Place
from learning.ports import Back, Buried, Done, Ending, Posted, Work
from learning.shards import Shards
from storage.endings import endings_as_rows
from storage.payload import effect_of, row_of
from storage.share import for_us
from storage.tables import Outcome, WorkRow
from storage.types import aware
from storage.wire import Wire, may_write

_OPEN = WorkRow.done_at.is_(None)
_ORDER = (WorkRow.available_at, WorkRow.nth, WorkRow.key)
_TABLE: Any = WorkRow.__table__
_LAST = "\U0010ffff"
_ONE_CLAIM = text("SELECT pg_advisory_xact_lock(hashtext('setwise claim'))")  # at a time


class SqlLedger:
    """See `learning.ports.Ledger`; lives as long as its unit."""

    def __init__(self, wire: Wire, shards: Shards) -> None:
        self._wire = wire
        self._for_us = for_us(shards)
        self.touched = False  # whether some work may now be due sooner than was thought

    async def add(self, effects: Sequence[Effect], now: datetime) -> None:
        """Keep effects as due work; a key that is already known is left as it is."""
        may_write(self._wire.writable)
        moment = aware(now)
        rows = [row_of(effect, moment, nth) for nth, effect in enumerate(effects)]
        if not rows:
            return
        rows.sort(key=lambda row: str(row["key"]))  # one order for all, so that none deadlock
        await self._wire.change(self._wire.insert(_TABLE).on_conflict_do_nothing(), rows)
        self.touched = True

    async def void(self, prefix: str, now: datetime) -> int:
        """Mark undone work whose key starts with `prefix` as no longer wanted; count it."""
        ended = update(WorkRow).where(_OPEN, _starts(prefix))
        return await self._wire.change(ended.values(done_at=aware(now), outcome=Outcome.VOID))

    async def claim(
        self,
        now: datetime,
        *,
        owner: str,
        limit: int,
        lease: timedelta,
        told: bool | None = None,
    ) -> tuple[Work, ...]:
        """Take due work for a while, earliest first. Two claims never share a piece of work."""
        moment = aware(now)
        ready = select(WorkRow.key).where(_OPEN, WorkRow.available_at <= moment, *_sort(told))
        ready = ready.where(*self._for_us)
        if self._wire.shared:
            await self._wire.rows(_ONE_CLAIM)
            ready = ready.where(~_held_by_others(owner, moment))
        first = ready.order_by(*_ORDER).limit(limit)
        picked = first.with_for_update(skip_locked=True).cte("picked")  # locks: PostgreSQL only
        claim = (
            update(WorkRow)
            .where(WorkRow.key == picked.c.key)
            .values(owner=owner, available_at=moment + lease, attempts=WorkRow.attempts + 1)
            .returning(_TABLE)
        )
        rows = sorted(
            await self._wire.changed(claim), key=lambda row: (row["due_at"], row["nth"], row["key"])
        )
        return tuple(
            Work(effect=effect_of(row), due_at=row["due_at"], attempts=row["attempts"])
            for row in rows
        )

    async def finish(self, key: str, now: datetime, posted: Posted | None = None) -> None:
        """Record that the work is done, even if it was voided meanwhile: what is sent is sent."""
        await self.settle([Done(key, now, posted)])

    async def settle(self, endings: Sequence[Ending], *, owner: str = "") -> None:
        """Write down how claimed work ended; one statement for all that ended alike."""
        for statement, rows in endings_as_rows(endings, owner):
            await self._wire.change(statement, rows)
        self.touched = self.touched or any(isinstance(one, Back) for one in endings)

    async def revive(self, keys: Sequence[str], now: datetime) -> int:
        """Let dead letters that are still useful be tried again; count them."""
        moment = aware(now)
        useful = or_(WorkRow.useful_until.is_(None), WorkRow.useful_until > moment)
        dead = update(WorkRow).where(WorkRow.key.in_(keys), WorkRow.outcome == Outcome.DEAD, useful)
        self.touched = True
        return await self._wire.change(
            dead.values(done_at=None, outcome=None, owner="", available_at=moment, why="")
        )

    async def release(self, owner: str) -> None:
        """Take back leases of an owner that is gone (at start)."""
        held = update(WorkRow).where(WorkRow.owner == owner, _OPEN)
        await self._wire.change(held.values(owner="", available_at=WorkRow.due_at))
        self.touched = True

    async def next_due(self, *, told: bool | None = None) -> datetime | None:
        """Return when undone work (with `told`, of one of the two sorts) is next available."""
        query = select(WorkRow.available_at).where(_OPEN, *_sort(told), *self._for_us)
        rows = await self._wire.rows(query.order_by(*_ORDER).limit(1))
        return rows[0]["available_at"] if rows else None

    def free(self, prefix: str, until: datetime) -> tuple[ColumnElement[bool], ...]:
        """Say that work of ours is due by an instant, has such a key, and is in nobody's hand."""
        due = (WorkRow.available_at <= aware(until), WorkRow.owner == "")
        return (_OPEN, *due, _starts(prefix), *self._for_us)

    async def posted(self, key: str) -> Posted | None:
        """Return where the message of a POST stands; None: it was never sent, or is gone."""
        query = select(WorkRow.channel_xid, WorkRow.message_xid).where(WorkRow.key == key)
        rows = await self._wire.rows(query.where(WorkRow.message_xid != 0))
        return Posted(rows[0]["channel_xid"], rows[0]["message_xid"]) if rows else None

    async def gone(self, keys: Sequence[str]) -> None:
        """Remember that the messages of these POSTs stand nowhere any more."""
        taken = update(WorkRow).where(WorkRow.key.in_(keys))
        await self._wire.change(taken.values(channel_xid=0, message_xid=0))

    async def effect(self, key: str) -> Effect | None:
        """Return the effect that was kept under a key, done or not."""
        rows = await self._wire.rows(select(_TABLE).where(WorkRow.key == key))
        return effect_of(rows[0]) if rows else None

    async def buried(self, about: str = "") -> tuple[Buried, ...]:
        """Return dead letters, newest first; with `about`, of one thing only."""
        query = select(_TABLE).where(WorkRow.outcome == Outcome.DEAD)
        if about:
            query = query.where(WorkRow.about == about)
        rows = await self._wire.rows(query.order_by(WorkRow.done_at.desc(), WorkRow.key))
        names = ("key", "kind", "about", "why", "due_at")
        return tuple(
            Buried(
                **{name: row[name] for name in names},
                place=effect_of(row).place,
                until=row["useful_until"],
            )
            for row in rows
        )

    async def pending(self, prefix: str = "") -> tuple[Effect, ...]:
        """Return undone work whose key starts with `prefix`, by due time."""
        query = select(_TABLE).where(_OPEN, _starts(prefix))
        rows = await self._wire.rows(query.order_by(WorkRow.due_at, WorkRow.nth, WorkRow.key))
        return tuple(effect_of(row) for row in rows)

    async def told(self, place: Place) -> tuple[Effect, ...]:
        """Return all work that is told to one place, done or not, by due time."""
        query = select(_TABLE).where(_to(place))
        rows = await self._wire.rows(query.order_by(WorkRow.due_at, WorkRow.nth, WorkRow.key))
        return tuple(effect_of(row) for row in rows)

    async def forget(self, place: Place) -> int:
        """Remove all work that is told to one place, done or not; count it."""
        return await self._wire.change(delete(WorkRow).where(_to(place)))

    async def prune(self, before: datetime, posted_before: datetime) -> int:
        """Remove work that ended before an instant, and posted messages of before another."""
        ended = and_(WorkRow.message_xid == 0, WorkRow.done_at < aware(before))
        posted = and_(WorkRow.message_xid != 0, WorkRow.done_at < aware(posted_before))
        return await self._wire.change(delete(WorkRow).where(or_(ended, posted)))


def _sort(told: bool | None) -> tuple[ColumnElement[bool], ...]:
    """Say that work is told (True), decided (False), or either (None)."""
    if told is None:
        return ()
    return (WorkRow.kind != Kind.WAKE,) if told else (WorkRow.kind == Kind.WAKE,)


def _to(place: Place) -> ColumnElement[bool]:
    """Say that work is told to this place."""
    kept = WorkRow.payload["place"]
    return and_(kept["to"].as_string() == place.to.value, kept["id"].as_string() == place.id)


def _starts(prefix: str) -> ColumnElement[bool]:
    """Say that a key begins so; a range in byte order, so that no letter is a wildcard."""
    return and_(WorkRow.key >= prefix, WorkRow.key <= prefix + _LAST)


def _held_by_others(owner: str, now: datetime) -> ColumnElement[bool]:
    """Say that another process has something in hand about the same thing.

    What is told about a thing keeps its order across processes: an edit never overtakes the
    message that it is of. What is decided about it (a wake) waits for no telling.
    """
    other = aliased(WorkRow)
    same = and_(
        other.about == WorkRow.about,
        (other.kind == Kind.WAKE) == (WorkRow.kind == Kind.WAKE),
    )
    held = and_(
        other.done_at.is_(None),
        other.owner != "",
        other.owner != owner,
        other.available_at > now,
    )
    return select(other.key).where(same, held).exists()

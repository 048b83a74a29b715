"""Changes of many sessions at once, in SQL: one statement for each table, whatever their number.

Knows how rows are written ahead as the driver takes them, so that nothing is turned at the moment
it counts: plain values for SQLite, one JSON list, which the server opens by itself, for PostgreSQL
(each was the quickest there). Must not know why a session changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    Executable,
    Integer,
    Table,
    Text,
    any_,
    bindparam,
    column,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects import postgresql, sqlite

from learning.many import Change, Due, Pack
from learning.refusals import Stale
from storage.ledger import SqlLedger
from storage.mapping import SESSIONS, Child, Row
from storage.payload import row_of
from storage.seal import Seal
from storage.tables import Outcome, WorkRow
from storage.types import aware
from storage.wire import Wire, may_write

_SESSION = SESSIONS.shape.table
_WORK: Any = WorkRow.__table__
_LITE = "sqlite"
_ONE = literal_column("1", Integer())  # a figure of the statement itself, and no value of its own
_TABLES = (_SESSION, *(child.shape.table for child in SESSIONS.children), _WORK)
_LITE_TIME = "%Y-%m-%d %H:%M:%S.%f"  # as SQLAlchemy keeps an instant there


@dataclass(frozen=True, slots=True)
class SqlPack:
    """See `learning.many.Pack`; `rows` are written for one of the two stores, table by table."""

    session_id: str
    revision: int
    rows: Mapping[str, tuple[Any, ...]]


def pack(change: Change, now: datetime, seal: Seal, dialect: str) -> SqlPack:
    """Write a change: the session, what of its parts and seats differs, and its work."""
    before, after = change.before, change.after
    session = SESSIONS.shape.row(after, after.id, seal) | {"revision": before.revision + 1}
    effects = enumerate(change.effects)
    rows: dict[str, Iterable[Row]] = {
        _SESSION.name: [session],
        **{c.shape.table.name: _differing(c, before, after, seal) for c in SESSIONS.children},
        _WORK.name: [row_of(effect, aware(now), nth) for nth, effect in effects],
    }
    write = _plain if dialect == _LITE else _json
    return SqlPack(
        session_id=before.id,
        revision=before.revision,
        rows={t.name: tuple(write(row, t) for row in rows[t.name]) for t in _TABLES},
    )


class SqlMany:
    """See `learning.many.Many`; lives as long as its unit."""

    def __init__(self, wire: Wire, ledger: SqlLedger) -> None:
        self._wire = wire
        self._ledger = ledger

    async def due(self, prefix: str, until: datetime, *, limit: int) -> tuple[Due, ...]:
        """Return work due by an instant whose key begins so and that nobody has in hand."""
        wanted = select(_WORK.c.key, _WORK.c.about, _WORK.c.available_at).where(
            *self._ledger.free(prefix, until)
        )
        ordered = wanted.order_by(_WORK.c.available_at, _WORK.c.nth, _WORK.c.key).limit(limit)
        if self._wire.writable:
            ordered = ordered.with_for_update(skip_locked=True)  # PostgreSQL only
        return tuple(Due(*row.values()) for row in await self._wire.rows(ordered))

    async def revisions(self, ids: Sequence[str]) -> Mapping[str, int]:
        """Return the revision of each of these sessions that there is."""
        wanted = select(_SESSION.c.id, _SESSION.c.revision).where(self._among(_SESSION.c.id, ids))
        if self._wire.writable:
            wanted = wanted.order_by(_SESSION.c.id).with_for_update()  # one order for all
        return {row["id"]: row["revision"] for row in await self._wire.rows(wanted)}

    async def keep(self, packs: Sequence[Pack]) -> None:
        """Keep changes and their effects; Stale "changed" when one is of another revision."""
        may_write(self._wire.writable)
        ordered = sorted(cast("Sequence[SqlPack]", packs), key=lambda one: one.session_id)
        for table in _TABLES:
            rows = [row for one in ordered for row in one.rows[table.name]]
            if rows and await self._put(table, rows) != len(rows) and table is _SESSION:
                raise Stale("changed", noun="session")
            self._ledger.touched = self._ledger.touched or (table is _WORK and bool(rows))

    async def finish(self, keys: Sequence[str], now: datetime) -> None:
        """Record that work is done."""
        ended = update(_WORK).where(self._among(_WORK.c.key, keys), _WORK.c.done_at.is_(None))
        await self._wire.change(ended.values(done_at=aware(now), outcome=Outcome.DONE))

    def _among(self, column: Any, values: Sequence[str]) -> ColumnElement[bool]:
        """Say that a column is one of many values: in PostgreSQL one list, quickly read."""
        if self._wire.shared:
            return column == any_(bindparam("among", list(values), postgresql.ARRAY(Text())))
        return column.in_(values)

    async def _put(self, table: Table, rows: Sequence[Any]) -> int:
        if self._wire.shared:
            return await self._wire.change(_from_json(table), {"rows": f"[{','.join(rows)}]"})
        return await self._wire.raw(_from_values(table), rows)


def _differing(child: Child, before: object, after: object, seal: Seal) -> list[Row]:
    old, new = getattr(before, child.field), getattr(after, child.field)
    if len(new) < len(old):
        raise ValueError(f"a session lost some of its {child.field}: keep it alone")
    owner = cast("Any", after).id
    return [
        {"session_id": owner, "place": place, **child.shape.row(piece, owner, seal)}
        for place, piece in enumerate(new)
        if place >= len(old) or piece != old[place]
    ]


def _plain(row: Row, table: Table) -> tuple[object, ...]:
    """Write a row as SQLite's driver takes it, column by column."""
    return tuple(_value(row[each.name]) for each in table.c)


def _value(value: object) -> object:
    if isinstance(value, datetime):
        return aware(value).strftime(_LITE_TIME)
    if isinstance(value, StrEnum):
        return value.value
    return json.dumps(value) if isinstance(value, dict) else value


def _json(row: Row, _: Table) -> str:
    return json.dumps(row, default=lambda instant: aware(instant).isoformat())


@cache
def _from_values(table: Table) -> str:
    """Write the statement that takes rows of plain values, in the order of the columns."""
    return str(_or_change(sqlite.insert(table), table).compile(dialect=sqlite.dialect()))


@cache
def _from_json(table: Table) -> Executable:
    """Make the statement that takes rows as one JSON list."""
    whole = sql_cast(bindparam("rows", type_=Text()), JSON)
    shape = [column(each.name, each.type) for each in table.c]
    rows = func.json_to_recordset(whole).table_valued(*shape).render_derived(with_types=True)
    insert = postgresql.insert(table)
    return _or_change(insert.from_select([each.name for each in table.c], select(*rows.c)), table)


def _or_change(insert: Any, table: Table) -> Any:
    """Say what becomes of a row that is there already.

    Work that is known is left as it is. A session is changed only at the revision before its new
    one; its pieces are put over those that stood there.
    """
    if table is _WORK:
        return insert.on_conflict_do_nothing()
    keys = list(table.primary_key.columns)
    new = {c.name: insert.excluded[c.name] for c in table.c if c not in keys}
    right = insert.excluded.revision == table.c.revision + _ONE if table is _SESSION else None
    return insert.on_conflict_do_update(index_elements=keys, set_=new, where=right)

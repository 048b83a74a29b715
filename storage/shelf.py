"""All things of one noun, in SQL: one generic shelf for every noun.

Knows how things are looked up, added and saved once. Must not know what any noun means.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import ColumnElement, Executable, Table, delete, or_, select, update

from learning.refusals import Refusal, Stale
from storage.mapping import Noun, Row, id_of, raised, revision
from storage.wire import Wire, may_write

T = TypeVar("T")


class SqlShelf(Generic[T]):
    """See `learning.ports.Shelf`; lives as long as its unit."""

    def __init__(self, noun: Noun[T], wire: Wire) -> None:
        self._noun = noun
        self._wire = wire
        self._table = noun.shape.table
        self._seen: dict[str, Any] = {}  # what this unit read, to save only what changed

    async def get(self, id: str) -> T | None:
        """Return the thing, or None."""
        found = await self._find(self._table.c.id == id)
        return found[0] if found else None

    async def need(self, id: str) -> T:
        """Return the thing, or refuse with key "gone"."""
        thing = await self.get(id)
        if thing is None:
            raise Refusal("gone", noun=self._noun.name)
        return thing

    async def where(self, **equals: object) -> tuple[T, ...]:
        """Return the things whose columns equal these, by id."""
        asked = self._noun.question(equals)
        found = await self._find(*(self._equal(name, value) for name, value in asked.items()))
        return tuple(sorted(found, key=id_of))

    async def add(self, thing: T) -> T:
        """Keep a new thing; Stale "taken" when it is there already, "gone" without its owner."""
        may_write(self._wire.writable)
        insert = self._wire.insert(self._table).on_conflict_do_nothing().values(self._row(thing))
        if await self._guarded(insert) == 0:
            raise Stale("taken", noun=self._noun.name)
        await self._put_children(thing, None)
        return thing

    async def save(self, thing: T) -> T:
        """Keep a changed thing with its revision one higher, or raise Stale "changed"."""
        may_write(self._wire.writable)
        if not self._noun.versioned:
            await self._upsert(self._table, [self._row(thing)])
            return thing
        expected = revision(thing)
        columns = self._table.c
        change = (
            update(self._table)
            .where(columns.id == id_of(thing), columns.revision == expected)
            .values({**self._row(thing), "revision": expected + 1})
        )
        if await self._guarded(change) == 0:
            raise Stale("changed", noun=self._noun.name)
        return await self._put_children(raised(thing), self._seen.get(id_of(thing)))

    async def remove(self, id: str) -> None:
        """Forget the thing and all it owns, if it is there."""
        self._seen.pop(id, None)
        await self._wire.change(delete(self._table).where(self._table.c.id == id))

    def _row(self, thing: T) -> Row:
        return self._noun.shape.row(thing, id_of(thing), self._wire.seal)

    def _equal(self, name: str, value: object) -> ColumnElement[bool]:
        column = self._table.c[name]
        if not isinstance(value, tuple):
            return column == value
        some = [one for one in cast("tuple[object, ...]", value) if one is not None]
        return or_(column.in_(some), column.is_(None)) if None in value else column.in_(some)

    async def _find(self, *tests: ColumnElement[bool]) -> list[T]:
        seal = self._wire.seal
        rows = await self._wire.rows(select(self._table).where(*tests))
        pieces = await self._pieces([row["id"] for row in rows])
        make = self._noun.shape.thing
        found = [make(row, row["id"], seal, **pieces[row["id"]]) for row in rows]
        if self._noun.children:
            self._seen.update((id_of(thing), thing) for thing in found)
        return found

    async def _pieces(self, ids: list[str]) -> dict[str, dict[str, tuple[object, ...]]]:
        """Read the children of these things, each field as a tuple in its order."""
        none: dict[str, tuple[object, ...]] = {child.field: () for child in self._noun.children}
        pieces = {one: dict(none) for one in ids}
        for child in self._noun.children if ids else ():
            table = child.shape.table
            query = select(table).where(table.c.session_id.in_(ids)).order_by(table.c.place)
            for row in await self._wire.rows(query):
                owner = cast("str", row["session_id"])
                piece = child.shape.thing(row, owner, self._wire.seal)
                pieces[owner][child.field] = (*pieces[owner][child.field], piece)
        return pieces

    async def _guarded(self, statement: Executable) -> int:
        """Run a statement that may break a rule of the table, so that the unit can go on."""
        if not (self._noun.parents or self._noun.uniques):
            return await self._wire.change(statement)
        return await self._wire.attempt(statement)

    async def _put_children(self, thing: T, before: T | None) -> T:
        """Write the children that differ from `before` (None: not known, so all)."""
        for child in self._noun.children:
            rows = child.rows(thing, id_of(thing), self._wire.seal)
            old = [] if before is None else child.rows(before, id_of(thing), self._wire.seal)
            await self._upsert(child.shape.table, _differing(rows, old))
            if before is None or len(old) > len(rows):
                columns = child.shape.table.c
                mine = columns.session_id == id_of(thing)
                gone = delete(child.shape.table).where(mine, columns.place >= len(rows))
                await self._wire.change(gone)
        if self._noun.children:
            self._seen[id_of(thing)] = thing
        return thing

    async def _upsert(self, table: Table, rows: Sequence[Row]) -> None:
        if not rows:
            return
        insert = self._wire.insert(table)
        keys = list(table.primary_key.columns)
        new = {c.name: insert.excluded[c.name] for c in table.c if c not in keys}
        await self._wire.change(insert.on_conflict_do_update(index_elements=keys, set_=new), rows)


def _differing(rows: Sequence[Row], old: Sequence[Row]) -> list[Row]:
    return [row for place, row in enumerate(rows) if place >= len(old) or row != old[place]]

"""Every table, with a held clock: what is about somebody goes in its time, with nobody asking."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from rights_full import MARK, everything, full
from services_world import DAY, World, fresh

from learning.retention import Retention
from services.holding import PERSONAL
from services.tidying import SENT
from storage.engine import open_storage

# Rows that stay with nothing of anybody in them: a number that leads to nobody, and a receipt.
EMPTIED = frozenset({"person", "concern", "desk"})
SHELVES = frozenset(
    (
        *("people", "sets", "memberships", "desks", "meetings", "answers", "sessions", "bids"),
        *("reflections", "actions", "questions", "concerns", "drafts", "audits", "slips"),
        *("wishes", "walks", "counted_in", "sentences", "sentence_yeses", "muted"),
    )
)
MONTH = 30 * DAY


def rows(database: Path) -> Mapping[str, int]:
    """Count the rows of each table about people, and what was written in any of them."""
    with closing(sqlite3.connect(database)) as connection:
        said = "\n".join(connection.iterdump())
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in PERSONAL
        }
    return {**counts, MARK: said.count(MARK), "id": said.count(",1002,")}


async def test_every_shelf_is_empty_of_people_in_the_end() -> None:
    """A set ends, its members say no more: in the time of the table, nothing is left of them."""
    world = fresh()
    await full(world)
    assert MARK in await everything(world)
    await live_on(world)
    left = await everything(world)
    assert (left.count(MARK), left.count("1002")) == (0, 0)
    for kind in SHELVES - {"people", "concerns", "desks"}:
        assert await world.where(kind) == (), kind
    assert {effect.key.partition(":")[0] for effect in await world.pending("")} == {"retire"}


def test_every_part_of_what_is_held_is_looked_at() -> None:
    """No shelf that holds somebody is left out of these tests."""
    parts = {held.export for columns in PERSONAL.values() for held in columns.values()}
    assert parts - {"messages"} == SHELVES


@pytest.mark.proof
async def test_every_table_is_empty_of_people_in_the_end(tmp_path: Path) -> None:
    """The same in each table of a database, and in the bytes of all that it says."""
    database = tmp_path / "w.db"
    async with await open_storage(f"sqlite+aiosqlite:///{database}", "", upgrade=True) as storage:
        world = World(storage.units)
        await full(world)
        begun = rows(database)
        assert [table for table in PERSONAL if not begun[table]] == []
        await live_on(world)
    left = rows(database)
    assert left[MARK] == left["id"] == 0
    assert {table for table in PERSONAL if left[table]} == EMPTIED | {"work"}


async def live_on(world: World) -> None:
    """End the set and close what is open, and let the longest of all times go by."""
    await world.services.retiring.begin()
    await world.pass_time(DAY)  # the meeting is over by then
    await world.services.lives.close(world.boss, "s1")
    async with world.units.write() as unit:
        for concern in await unit.concerns.where(closed_at=None):
            await unit.concerns.save(replace(concern, closed_at=world.now))
    longest = timedelta(days=max(Retention().days().values())) + SENT + 2 * MONTH
    for _ in range(longest // MONTH):
        await world.pass_time(MONTH)
        await world.services.tidying.tidy()

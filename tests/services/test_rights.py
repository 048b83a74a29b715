"""What is held about a person: every column is known, shown to them, and goes when they ask."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from rights_full import MARK, full
from services_world import BOSS, fresh

from cogs.faces._papers.mydata import page_of
from config.words import load_words
from services import Who
from services.holding import ABOUT_NOBODY, PERSONAL, Erased
from storage.tables import Base

TABLES = {name: set(table.columns.keys()) for name, table in Base.metadata.tables.items()}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_column_is_known(table: str) -> None:
    """Each column of each table is either about a person, or said to be about nobody."""
    personal = set(PERSONAL.get(table, {}))
    nobody = set(ABOUT_NOBODY[table])
    assert personal | nobody == TABLES[table]
    assert not personal & nobody


def test_no_table_is_listed_that_does_not_exist() -> None:
    """The list names nothing but what is there."""
    assert set(PERSONAL) <= set(ABOUT_NOBODY) == set(TABLES)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_whatever_looks_personal_is_said_to_be(table: str) -> None:
    """A sealed text, and a column named after a person, is never passed off as nobody's."""
    columns = Base.metadata.tables[table].columns
    sealed = {c.name for c in columns if "sealed" in c.info}
    named = {c for c in TABLES[table] if c.endswith(("person_id", "person_xid", "actor_xid"))}
    of_the_set = {"agreement", "going_well_if"}  # written together, in the set's own words
    assert (sealed | named) - of_the_set <= set(PERSONAL.get(table, {}))


async def test_the_export_shows_everything_about_me() -> None:
    """Each part of the list of what is held has something of mine in the export."""
    world = fresh()
    me = await full(world)
    told = json.loads(await world.services.mydata.export(me))
    parts = {held.export for columns in PERSONAL.values() for held in columns.values()}
    assert {part for part in parts if not told[part]} == set()
    assert told["people"][0]["name"] == MARK
    assert told["people"][0]["role"] == "artist"
    assert told["memberships"][0]["set"] == "Kestrel"
    assert told["sessions"][0]["mode"] == "here"
    assert told["desks"][0]["lead"] is True
    assert {one["what"] for one in told["done_to_my_sets"]} == {"publish"}
    assert {frozenset(one) for one in told["done_to_my_sets"]} == {frozenset(("at", "what"))}
    assert (await world.services.mydata.counts(me))["reflections"] == 2


async def test_the_export_shows_nothing_about_others() -> None:
    """No name, no Discord id and no id of anybody else stands in it."""
    world = fresh()
    me = await full(world)
    told = await world.services.mydata.all(me)
    page = page_of(told, load_words(), "Europe/London").decode()
    text = (await world.services.mydata.export(me)).decode() + page
    assert page.count(MARK) == json.dumps(told, default=str).count(MARK) > 10
    for number in (1, 3, 4, 5, 6, 9):
        assert f"Name{number}" not in text
        assert str(1000 + number) not in text
        assert f"p{number:02}" not in text
    assert str(BOSS) not in text


async def test_the_log_shows_what_touched_me_and_nothing_else() -> None:
    """What was done to my set and to my area is told with who did it; what was elsewhere is not."""
    world = fresh()
    me = await full(world)
    async with world.units.write() as unit:
        (audit, *_) = await unit.audits.where()
        for name, about, set_id in (("a", "QJK", ""), ("b", "QT6", ""), ("c", "QJK", "other")):
            await unit.audits.add(
                replace(audit, id=name, what=f"did_{name}", about=about, set_id=set_id)
            )
        before = audit.at - timedelta(days=900)
        await unit.audits.add(replace(audit, id="d", what="did_d", about="QJK", at=before))
    log = await world.services.mydata.log(me)
    assert {what for _, _, what, _ in log.lines} == {"publish", "did_a"}
    assert BOSS in {who for _, who, _, _ in log.lines}
    assert (await world.services.mydata.log(Who(xid=31337))).lines == ()


def test_each_kind_of_erasure_is_used() -> None:
    """The list knows four ends for a value, and all of them happen."""
    used = {held.erased for columns in PERSONAL.values() for held in columns.values()}
    assert used == set(Erased)

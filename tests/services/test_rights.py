"""What is held about a person: every column is known, shown to them, and goes when they ask."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from own_wishes import count_in, wish_and_walk
from services_world import BOSS, DAY, DEVON, GUILD, LEAD, World, fresh, person

from learning.meetings import Coming, MeetingState
from learning.people import Standing
from learning.refusals import Refusal
from learning.session.commands import HandUp
from learning.session.state import Mode
from learning.sets import Consent, Stage
from learning.slips import Slip, SlipKind, slip_id
from services import Who
from services.holding import ABOUT_NOBODY, PERSONAL, Erased
from services.values import Note, SharedCard, Sharing
from storage.engine import open_storage
from storage.tables import Base

MARK = "kingfisher"  # stands in everything that the person of these tests writes
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


async def full(world: World) -> Who:
    """Fill every shelf with something of person 2, who is called as they write."""
    await world.set_up()
    people = [person(n, can_guide=n == 2) for n in range(1, 7)]
    fields = dict.fromkeys(("name", "own_words", "access", "organisation", "hope"), MARK)
    people[1] = replace(people[1], **fields, not_with=(4444,))
    people[4] = replace(people[4], not_with=(1002,))
    await world.join(*people, person(9, not_with=(1002,)))
    await world.save("people", replace(await world.get("people", "p05"), not_with=()))
    await world.proposed(6)
    for number in range(1, 7):
        await world.say(number, Consent.YES)
    await world.settle()
    me, services = world.who(2), world.services
    first = await soonest(world)
    await world.go_to(first.starts_at - timedelta(minutes=10))
    for number in (1, 2, 3, 4):
        thing = f"{first.id}.p{number:02}"
        await services.coming.answer(world.who(number), thing, coming=Coming.COMING)
    await services.keeping.ask(me, f"{MARK}?")
    await world.pass_time(timedelta(minutes=11))
    shared = Sharing(
        text=f"{MARK} shared", link=f"https://a.org/{MARK}", picture=MARK, picture_says=MARK
    )
    await services.reflecting.keep(me, shared, shared=True)
    await services.reflecting.keep(me, Sharing(text=f"{MARK} private"), shared=False)
    await services.keeping.bring(me, MARK, "high")
    await services.sentences.offer(me, f"{MARK} sentence")
    await services.acting.add(me, MARK, "", MARK)
    await services.concerns.raise_it(me, "worry", f"{MARK} open")
    await services.concerns.raise_it(me, "treated", f"{MARK} closed")
    (closed,) = [c for c in await world.where("concerns") if "closed" in c.text]
    await services.concerns.seen(Who(xid=LEAD, guild_xid=GUILD), closed.id, 1, close=True)
    await services.drafts.keep(1002, "join", {"hope": MARK})
    async with world.units.write() as unit:
        desk = await unit.desks.need(f"{GUILD}.{DEVON}")
        await unit.desks.save(
            replace(desk, coordinator_xids=(BOSS, 1002), lead_xid=1002, deputy_xid=LEAD)
        )
        name = slip_id(first.id, 0, "p02", SlipKind.HOPE)
        mine: dict[str, Any] = {"id": name, "person_id": "p02", "kind": SlipKind.HOPE, "text": MARK}
        await unit.slips.add(Slip(session_id=first.id, part=0, made_at=world.now, **mine))
        await wish_and_walk(unit, "p02", "p03")
        await count_in(unit, 1002)
        (audit, *_) = await unit.audits.where()
        await unit.audits.save(replace(audit, id="mine", actor_xid=1002))
        await unit.audits.save(replace(audit, id="theirs", set_id="s1"))
    await world.settle()
    return me


async def soonest(world: World) -> Any:
    """Return the meeting that is planned next."""
    planned = await world.where("meetings", set_id="s1", state=MeetingState.PLANNED)
    return min(planned, key=lambda m: m.starts_at)


async def everything(world: World) -> str:
    """Return all that is kept, as one text."""
    kinds = (
        "people sets memberships servers desks meetings answers sessions reflections actions"
        " bids questions concerns drafts audits slips wishes walks calls counted_in"
    )
    kept: list[Any] = []
    for kind in kinds.split():
        kept += [asdict(thing) for thing in await world.where(kind)]
    async with world.units.read() as unit:
        kept += [asdict(effect) for effect in await unit.work.pending()]
    return json.dumps(kept, default=str)


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
    assert told["done_to_my_sets"] == [{"at": told["done_to_my_sets"][0]["at"], "what": "publish"}]
    assert (await world.services.mydata.counts(me))["reflections"] == 2


async def test_the_export_shows_nothing_about_others() -> None:
    """No name, no Discord id and no id of anybody else stands in it."""
    world = fresh()
    text = (await world.services.mydata.export(await full(world))).decode()
    for number in (1, 3, 4, 5, 6, 9):
        assert f"Name{number}" not in text
        assert str(1000 + number) not in text
        assert f"p{number:02}" not in text
    assert str(BOSS) not in text


async def test_erasing_leaves_nothing_behind() -> None:
    """No Discord id and no word of mine is left, but for a concern somebody still acts on."""
    world = fresh()
    me = await full(world)
    receipt = await world.services.mydata.erase(me)
    await world.settle()
    left = await everything(world)
    assert "1002" not in left.replace("not_with", "")
    assert left.count(MARK) == left.count(f"{MARK} open") == 1
    assert receipt.kept == {"concerns": 1}
    assert receipt.removed["reflections"] == 2
    assert receipt.removed["messages"] > 5
    with pytest.raises(Refusal, match=r"mydata\.nothing"):
        await world.services.mydata.erase(me)


async def test_a_lead_who_leaves_loses_nobodys_concern() -> None:
    """What the lead had not seen is sent to the deputy, and the coordinators hear of it."""
    world = fresh()
    me = await full(world)
    (unseen,) = await world.where("concerns", seen_at=None)
    await world.services.mydata.erase(me)
    assert (await world.get("desks", f"{GUILD}.{DEVON}")).lead_xid == 0
    assert [e.place.id for e in await world.pending(f"concern:{unseen.id}:deputy") if e.place] == [
        str(LEAD)
    ]
    assert [e.key.split(":")[2] for e in await world.pending("trouble:")] == ["lead_away"]


async def test_what_was_shared_goes_from_the_room_too() -> None:
    """The posts of a person's reflections and questions are deleted in the set's room."""
    world = fresh()
    me = await full(world)
    faces = [m.face for m in world.room()]
    assert any(isinstance(face, SharedCard) for face in faces)
    assert any(isinstance(face, Note) and face.key == "question" for face in faces)
    await world.services.mydata.erase(me)
    await world.settle()
    assert MARK not in str([m.face for m in world.room() if isinstance(m.face, Note)])


async def test_the_set_goes_on_without_who_left() -> None:
    """The deputy guides, others read on, no reminder is on its way, the door is closed."""
    world = fresh()
    me = await full(world)
    before = await world.get("sets", "s1")
    assert before.guide_id == "p02"
    await world.services.mydata.erase(me)
    await world.pass_time(timedelta(minutes=2))
    after = await world.get("sets", "s1")
    assert after.guide_id == before.deputy_id
    assert after.deputy_id not in {"", after.guide_id, "p02"}
    planned = await world.where("meetings", set_id="s1", state=MeetingState.PLANNED)
    assert all(m.guide_id != "p02" for m in planned)
    assert not [e for e in await world.pending("remind:") if "p02" in e.key]
    assert 1002 not in world.stage.access[after.text_xid]
    (session,) = await world.where("sessions", set_id="s1")
    assert next(s for s in session.seats if s.person_id == "p02").mode is Mode.AWAY
    assert session.floor_id != "p02"
    for number in (1, 3):
        await world.services.sessions.say(
            world.who(number), session.id, None, lambda by, _: HandUp(by=by)
        )
    await world.pass_time(DAY * 40)
    assert len(world.dms(2)) < len(world.dms(3))


async def test_two_may_leave_the_same_server() -> None:
    """The second who is erased is not mistaken for the first."""
    world = fresh()
    await world.running()
    for number in (2, 3, 4):
        await world.services.mydata.erase(world.who(number))
    await world.settle()
    gone = await world.where("people", standing=Standing.LEFT)
    assert len({p.xid for p in gone}) == 3
    assert all(p.xid < 0 for p in gone)
    news = [m.face.key for m in world.stage.seen_by(BOSS) if isinstance(m.face, Note)]
    assert news[-1] == "desk_news.small"


async def test_whoever_left_may_come_back() -> None:
    """A new start is a new person: nothing of the old one is found again."""
    world = fresh()
    await world.running()
    await world.services.mydata.erase(world.who(2))
    await world.join(person(2, id="again"))
    (found,) = await world.where("people", xid=1002)
    assert found.id == "again"
    with pytest.raises(Refusal, match=r"set\.none"):
        await world.services.dating.card(world.who(2))


async def test_somebody_in_two_servers_is_erased_in_both() -> None:
    """One person asks once, whichever server they ask in."""
    world = fresh()
    await world.set_up()
    await world.join(person(2), person(2, id="there", guild_xid=88))
    assert len(json.loads(await world.services.mydata.export(world.who(2)))["people"]) == 2
    await world.services.mydata.erase(world.who(2))
    assert await world.where("people", xid=1002) == ()


async def test_leaving_while_asked_frees_the_place() -> None:
    """A proposed set that loses somebody is mended at once."""
    world = fresh()
    await world.set_up()
    await world.join(*(person(n) for n in range(1, 8)))
    await world.proposed(6)
    await world.services.mydata.erase(world.who(1))
    await world.settle()
    assert (await world.get("memberships", "s1.p07")) is not None
    assert (await world.get("sets", "s1")).stage is Stage.PROPOSED


async def test_everybody_may_leave() -> None:
    """Even the last one out leaves nothing that breaks."""
    world = fresh()
    await world.running()
    for number in range(1, 7):
        await world.services.mydata.erase(world.who(number))
    await world.pass_time(DAY * 60)
    found = await world.get("sets", "s1")
    assert (found.guide_id, found.deputy_id) == ("", "")
    assert not [why for _, why in world.lost if why == "bug"]


async def test_no_word_is_left_in_the_file_of_the_database(tmp_path: Path) -> None:
    """On SQLite too, and in the bytes of the file: neither the Discord id nor a word is found."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'w.db'}"
    async with await open_storage(url, "", upgrade=True) as storage:
        world = World(storage.units)
        me = await full(world)
        await world.services.mydata.erase(me)
        await world.settle()
        assert await world.where("people", xid=1002) == ()
        left = await everything(world)
        assert left.count(MARK) == 1
        assert "1002" not in left.replace("not_with", "")


def test_each_kind_of_erasure_is_used() -> None:
    """The list knows four ends for a value, and all of them happen."""
    used = {held.erased for columns in PERSONAL.values() for held in columns.values()}
    assert used == set(Erased)

"""Erasing: nothing of a person is left, the receipt says what became of it, others go on."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from own_postgres import Server, postgres_server
from rights_full import MARK, everything, full
from services_world import BOSS, DAY, DEVON, GUILD, LEAD, World, fresh, person

from cogs.faces import sheet
from config.words import load_words
from learning.meetings import MeetingState
from learning.people import Standing
from learning.refusals import Refusal
from learning.session.commands import HandUp
from learning.session.state import Mode
from learning.sets import Stage
from services.values import Note, SharedCard
from storage.engine import open_storage

__all__ = ["postgres_server"]


async def test_erasing_leaves_nothing_behind() -> None:
    """No Discord id and no word of mine is left, but for a concern somebody still acts on."""
    world = fresh()
    me = await full(world)
    receipt = await world.services.mydata.erase(me)
    await world.settle()
    left = await everything(world)
    assert "1002" not in left.replace("not_with", "")
    assert left.count(MARK) == left.count(f"{MARK} open") == 1
    assert receipt.kept == {"concerns": 1, "muted": 1}
    assert receipt.removed["reflections"] == 2
    assert receipt.removed["messages"] > 5
    assert receipt.removed["posts"] >= 2
    assert receipt.replaced["memberships"] == receipt.replaced["sets"] == 1
    assert receipt.replaced["sessions"] == 1
    assert receipt.replaced["meetings"] >= 1
    with pytest.raises(Refusal, match=r"mydata\.nothing"):
        await world.services.mydata.erase(me)


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


@pytest.mark.postgres
@pytest.mark.proof
async def test_no_word_is_left_in_a_dump_of_postgresql(postgres_server: Server) -> None:
    """What pg_dump writes holds all of it before, and neither the id nor a word of it after."""
    if not (postgres_server.programs / "pg_dump").exists():
        pytest.skip("pg_dump is not installed")
    url = postgres_server.ready()
    async with await open_storage(url, "", upgrade=True) as storage:
        world = World(storage.units)
        me = await full(world)
        before = await dump(postgres_server, url)
        assert before.count(MARK) > 10
        assert "1002" in before
        await world.services.mydata.erase(me)
        await world.settle()
        after = await dump(postgres_server, url)
    assert after.count(MARK) == after.count(f"{MARK} open") == 1
    assert not re.search(r"\b1002\b", after)


async def dump(server: Server, url: str) -> str:
    """Return all that a dump of a database says."""
    program = str(server.programs / "pg_dump")
    ran = await asyncio.create_subprocess_exec(
        program, "--data-only", url, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await ran.communicate()
    assert ran.returncode == 0
    return said.decode()


async def test_every_kind_stands_on_the_receipt_in_words() -> None:
    """Each kind of thing that is held has its words, and the receipt tells all that was done."""
    words, world = load_words(), fresh()
    me = await full(world)
    for kind in await world.services.mydata.all(me):
        assert words(f"mydata.kind.{kind}")
    receipt = await world.services.mydata.erase(me)
    told = str(sheet(receipt, words))
    for counts in (receipt.removed, receipt.replaced):
        for kind, n in counts.items():
            assert not n or f"{words(f'mydata.kind.{kind}')}: {n}" in told
    assert words("mydata.stays.concerns", n=1) in told
    assert words("mydata.receipt.title.but") in told


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
    assert news[-1] == "desk_news.small_asked"


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

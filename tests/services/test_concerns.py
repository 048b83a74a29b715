"""A concern waits for nobody, and a complaint has a clock; each is read by those it is for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from services_world import BOSS, DAY, DEPUTY, DEVON, GUILD, LEAD, World, fresh, person

from learning.refusals import Refusal, Stale
from services import Who, make_services
from services.values import ConcernCard, Note

TEXT = "kingfisher"


async def told(about: str) -> World:
    """Return a world in which a member has just written."""
    world = fresh()
    await world.set_up()
    await world.join(person(1))
    await world.services.concerns.raise_it(world.who(1), about, TEXT)
    await world.settle()
    return world


def read_by(world: World, xid: int) -> list[ConcernCard]:
    """Return the cards of concerns that somebody has."""
    return [m.face for m in world.stage.seen_by(xid) if isinstance(m.face, ConcernCard)]


def news(world: World, xid: int) -> list[str]:
    """Return what else somebody was told."""
    return [m.face.key for m in world.stage.seen_by(xid) if isinstance(m.face, Note)]


async def seen(world: World, xid: int, *, close: bool = False) -> None:
    """Let somebody acknowledge or close the one concern."""
    (one,) = await world.where("concerns")
    who = Who(xid=xid, guild_xid=GUILD)
    await world.services.concerns.seen(who, one.id, one.revision, close=close)
    await world.settle()


async def test_unread_it_goes_to_the_deputy_and_then_coordinators_hear_that_it_waits() -> None:
    """After a day the deputy has it; after two the coordinator knows that one waits, no more."""
    world = await told("worry")
    await world.pass_time(DAY - timedelta(minutes=1))
    assert [len(read_by(world, xid)) for xid in (LEAD, DEPUTY, BOSS)] == [1, 0, 0]
    await world.pass_time(timedelta(minutes=2))
    assert [len(read_by(world, xid)) for xid in (LEAD, DEPUTY, BOSS)] == [1, 1, 0]
    assert news(world, BOSS) == []
    await world.pass_time(DAY)
    assert news(world, BOSS) == ["trouble.concern_waits"]
    assert TEXT not in str(world.stage.seen_by(BOSS))


async def test_without_a_deputy_the_coordinator_hears_at_once_that_it_waits() -> None:
    """Nobody is left out because one office is empty."""
    world = fresh()
    await world.set_up()
    desk = await world.get("desks", f"{GUILD}.{DEVON}")
    await world.save("desks", replace(desk, deputy_xid=0))
    await world.join(person(1))
    await world.services.concerns.raise_it(world.who(1), "risk", TEXT)
    await world.pass_time(DAY + timedelta(minutes=1))
    assert news(world, BOSS) == ["trouble.concern_waits"]


async def test_once_read_it_goes_nowhere_else() -> None:
    """The writer hears that it was read; no deputy and no coordinator hears of it."""
    world = await told("treated")
    await seen(world, LEAD)
    await world.pass_time(DAY * 5)
    assert read_by(world, DEPUTY) == []
    assert news(world, BOSS) == []
    assert news(world, 1001) == ["concern.seen"]


async def test_a_complaint_goes_to_the_coordinator_alone() -> None:
    """Not even the lead reads it, nor may press its buttons."""
    world = await told("data")
    assert [len(read_by(world, xid)) for xid in (BOSS, LEAD, DEPUTY)] == [1, 0, 0]
    (card,) = read_by(world, BOSS)
    assert card.due_at == card.at + timedelta(days=30)
    with pytest.raises(Refusal, match="not_yours"):
        await seen(world, LEAD)
    await world.pass_time(DAY * 40)
    assert read_by(world, LEAD) == read_by(world, DEPUTY) == []


async def test_a_complaint_is_called_to_mind_until_it_is_answered() -> None:
    """On day 20, 28 and 30 the coordinator is reminded, also when it was acknowledged."""
    world = await told("data")
    await seen(world, BOSS)
    assert news(world, 1001) == ["complaint.seen"]
    counts: list[int] = []
    for days in (19, 2, 8, 2):
        await world.pass_time(DAY * days)
        counts.append(len(read_by(world, BOSS)))
    assert counts == [1, 2, 3, 4]


async def test_an_answered_complaint_is_at_rest() -> None:
    """Its writer hears of it, its text is gone, and nobody is reminded."""
    world = await told("data")
    await seen(world, BOSS, close=True)
    await world.pass_time(DAY * 40)
    assert len(read_by(world, BOSS)) == 1
    assert news(world, 1001) == ["complaint.answered"]
    assert (await world.where("concerns"))[0].text == ""
    (mine,) = await world.services.concerns.complaints(world.who(1))
    assert mine.closed_at is not None


async def test_how_long_a_concern_may_wait_is_the_owners_to_say() -> None:
    """With three days in the table, the deputy gets it after three."""
    world = fresh()
    world.kit = replace(world.kit, retention=replace(world.kit.retention, concern_wait=3))
    world.services = make_services(world.kit, world.stage)
    await world.set_up()
    await world.join(person(1))
    await world.services.concerns.raise_it(world.who(1), "worry", TEXT)
    await world.pass_time(DAY * 2)
    assert read_by(world, DEPUTY) == []
    await world.pass_time(DAY * 2)
    assert len(read_by(world, DEPUTY)) == 1


async def test_the_answer_goes_to_its_writer_and_is_kept_as_a_complaint_is() -> None:
    """It is in the writer's export, goes in the time of a concern, and with an erasure."""
    world = await told("data")
    (one,) = await world.where("concerns")
    boss, service = Who(xid=BOSS, guild_xid=GUILD), world.services.concerns
    with pytest.raises(Refusal, match="empty"):
        await service.answer(boss, one.id, one.revision, " ")
    with pytest.raises(Refusal, match="not_yours"):
        await service.answer(Who(xid=LEAD, guild_xid=GUILD), one.id, one.revision, "kittiwake")
    await service.answer(boss, one.id, one.revision, "kittiwake")
    await world.settle()
    (note,) = [m.face for m in world.stage.seen_by(1001) if isinstance(m.face, Note)]
    assert (note.key, note.facts["answer"]) == ("complaint.answered", "kittiwake")
    assert [card.text for card in read_by(world, BOSS)] == ["kittiwake"]
    with pytest.raises(Stale, match="over"):
        await service.answer(boss, one.id, one.revision, "again")
    export = str(await world.services.mydata.export(world.who(1)))
    assert "kittiwake" in export
    assert TEXT not in export
    await world.services.mydata.erase(world.who(1))
    assert await world.where("concerns") == ()

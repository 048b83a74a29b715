"""When areas merge: everything goes on as before, and nothing moves until a coordinator says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import services_world
from services_world import BOSS, GUILD, World, person

from config.areas import load_areas
from learning.areas import Area, Atlas
from learning.refusals import Refusal
from learning.sets import Desk, LearningSet, Stage
from services import Who
from services.values import AreaMoves
from storage.memory import MemoryUnits

DEVON, CORNWALL, BOTH = "QJK", "QT6", "QDC"
LAST = date(2027, 3, 31)
APRIL = datetime(2027, 4, 1, 10, tzinfo=UTC)
WHO = Who(xid=BOSS, guild_xid=GUILD)
OTHER = 777


def merging() -> Atlas:
    """Return the South West with one NHS area in place of two from April 2027."""
    areas = load_areas().areas
    cluster = next(area for area in areas if area.code == DEVON).parent
    both = Area(
        level="icb", code=BOTH, name="NHS Devon and Cornwall", short="Devon with Cornwall",
        parent=cluster, valid_from=LAST + timedelta(days=1), system="ODS",
    )  # fmt: skip
    closed = [
        replace(area, valid_to=LAST, successor=(BOTH,)) if area.code in {DEVON, CORNWALL} else area
        for area in areas
    ]
    return Atlas((*closed, both))


@pytest.fixture
async def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """Devon and Cornwall, with people, a set of Devon, and a desk for each."""
    monkeypatch.setattr(services_world, "atlas", merging)
    made = World(MemoryUnits())
    await made.set_up(DEVON)
    await made.join(person(1), person(2, area="E06000026"), person(3, area="E06000052"))
    async with made.units.write() as unit:
        await unit.desks.add(
            Desk(id=f"{GUILD}.{CORNWALL}", guild_xid=GUILD, area=CORNWALL,
                 coordinator_xids=(OTHER,), lead_xid=9)
        )  # fmt: skip
        await unit.sets.add(
            LearningSet(id="s1", guild_xid=GUILD, area=DEVON, name="Kestrel", block="tue-lunch",
                        stage=Stage.RUNNING, formed_at=made.now)
        )  # fmt: skip
    return made


def cards(world: World, xid: int) -> int:
    """Count the cards about areas that somebody was sent."""
    return sum(isinstance(one.face, AreaMoves) for one in world.stage.seen_by(xid))


def test_until_the_day_nothing_is_different() -> None:
    """A last day that lies ahead closes nothing, and what follows is not offered yet."""
    before = merging().on(LAST)
    assert before.need("Devon").code == DEVON
    assert BOTH not in {area.code for area in before.find("devon")}
    plymouth = before.need("Plymouth")
    assert [area.code for area in before.above(plymouth)][1] == DEVON


def test_from_the_day_on_councils_lie_in_the_new_area() -> None:
    """The tree follows the law: two councils of the old areas now meet in the new one."""
    after = merging().on(LAST + timedelta(days=1))
    assert after.smallest_containing(["E06000026", "E06000052"]).code == BOTH
    assert {"E06000026", "E06000052", DEVON, CORNWALL} <= after.codes_inside(BOTH)
    assert "E06000052" not in after.codes_inside(DEVON)
    assert after.find("devon with")[0].code == BOTH
    assert [a.code for a in after.now_of("NHS Kernow CCG")] == ["11N"]
    kernow = after.within(after.need("NHS Kernow CCG"), "icb")
    assert kernow is not None
    assert kernow.code == BOTH


async def test_the_day_itself_moves_nothing(world: World) -> None:
    """Coordinators are asked; sets, people and desks are as they were, and all still work."""
    await world.services.successions.begin()
    await world.go_to(APRIL)
    assert (cards(world, BOSS), cards(world, OTHER)) == (1, 1)
    async with world.units.read() as unit:
        assert (await unit.sets.need("s1")).area == DEVON
        assert {desk.area for desk in await unit.desks.where()} == {DEVON, CORNWALL}
    view = await world.services.planning.plan(WHO, "Devon with Cornwall")
    assert view.waiting == 3


async def test_each_coordinator_sees_their_own_areas_in_counts(world: World) -> None:
    """Old name and new, how many people and how many sets."""
    world.clock.move(APRIL)
    (devon,) = (await world.services.successions.view(WHO)).moves
    assert (devon.old, devon.new, devon.people, devon.sets) == (
        "Devon", ("Devon with Cornwall",), 2, 1,
    )  # fmt: skip
    with pytest.raises(Refusal, match="not_coordinator"):
        await world.services.successions.view(Who(xid=5, guild_xid=GUILD))


async def test_applying_moves_sets_people_and_desks_and_notes_it(world: World) -> None:
    """All that carried an old code carries the new one; members can see who changed their set."""
    world.clock.move(APRIL)
    await world.join(person(4, area=DEVON))
    await world.services.successions.apply(WHO)
    async with world.units.read() as unit:
        assert (await unit.sets.need("s1")).area == BOTH
        assert (await unit.people.need("p04")).area == BOTH
        assert (await unit.people.need("p02")).area == "E06000026"
        assert {desk.area for desk in await unit.desks.where()} == {BOTH, CORNWALL}
        assert [a.what for a in await unit.audits.where(set_id="s1")] == ["area"]
    await world.services.successions.apply(Who(xid=OTHER, guild_xid=GUILD))
    async with world.units.read() as unit:
        (desk,) = await unit.desks.where()
        assert (desk.area, set(desk.coordinator_xids)) == (BOTH, {BOSS, OTHER})
        assert (desk.lead_xid, desk.deputy_xid) == (services_world.LEAD, services_world.DEPUTY)
    with pytest.raises(Refusal, match=r"areas\.none"):
        await world.services.successions.view(WHO)


async def test_an_area_says_what_it_is_now_by_its_name_of_2016(world: World) -> None:
    """Before the merger and after it: the old name leads to the place that follows it."""
    now = await world.services.areas.show(WHO, "NHS Kernow CCG")
    assert ("NHS Kernow CCG" in now.before, now.until, now.after) == (
        True, LAST, ("Devon with Cornwall",),
    )  # fmt: skip
    world.clock.move(APRIL)
    after = await world.services.areas.show(WHO, "NHS Kernow CCG")
    assert after.name == "Devon with Cornwall" or "Devon with Cornwall" in after.within
    assert {"NHS Kernow CCG"} <= {*after.before}


async def test_put_off_asks_again(world: World) -> None:
    """Not now is noted, changes nothing, and the question comes back after four weeks."""
    await world.services.successions.begin()
    await world.go_to(APRIL)
    await world.services.successions.put_off(WHO)
    await world.go_to(APRIL + timedelta(days=29))
    assert (cards(world, BOSS), cards(world, OTHER)) == (2, 2)
    async with world.units.read() as unit:
        assert (await unit.sets.need("s1")).area == DEVON
        assert "area_later" in {one.what for one in await unit.audits.where()}


async def test_a_file_that_comes_late_is_noticed_at_the_next_start(world: World) -> None:
    """Where the day is past already, coordinators are asked at once, and only once."""
    world.clock.move(APRIL + timedelta(days=90))
    await world.services.successions.begin()
    await world.services.successions.begin()
    await world.settle()
    assert (cards(world, BOSS), cards(world, OTHER)) == (1, 1)

"""Holes of one plan are mended together, others stay; who said "rather not" gets a second offer."""

from __future__ import annotations

from dataclasses import replace

from services_world import DAY, GUILD, World, fresh, home, person

from learning.people import Person, Role
from learning.sets import Consent, LearningSet, Membership, Stage
from services.values import ConsentCard

LUNCH = ("mon-lunch",)
HERON = (11, 12, 13, 14, 15)


async def two_proposed(*more: Person) -> World:
    """Return a world in which Kestrel (p01 to p05) and Heron (p11 to p15) are asked."""
    world = fresh()
    await world.set_up()
    await world.join(*(person(n) for n in range(1, 6)))
    await world.join(*(person(n, good=LUNCH, possible=()) for n in HERON))
    await world.join(*more)
    heron = LearningSet(
        id="s2", guild_xid=GUILD, name="Heron", stage=Stage.DRAFT, formed_at=world.now,
        area=home(), block="mon-lunch",
    )  # fmt: skip
    async with world.units.write() as unit:
        await unit.sets.add(heron)
        for seat, number in enumerate(HERON):
            one = f"p{number:02}"
            place = Membership(id=f"s2.{one}", set_id="s2", person_id=one, seat=seat)
            await unit.memberships.add(place)
    await world.proposed(5)
    return world


async def inside(world: World, set_id: str) -> set[str]:
    """Return who has a place in a set."""
    return {m.person_id for m in await world.where("memberships", set_id=set_id, left_at=None)}


async def yes(world: World, set_id: str, *numbers: int) -> None:
    """Let people say yes."""
    for number in numbers:
        await world.say(number, Consent.YES, set_id)


async def test_the_only_person_for_one_hole_is_not_taken_for_another() -> None:
    """p21 has waited longest and fits both holes; p22 fits one: both sets are filled."""
    artist = Role.ARTIST
    both = person(21, role=artist, good=("tue-evening", *LUNCH), possible=(), rounds_waited=5)
    one = person(22, role=artist, good=LUNCH, possible=())
    world = await two_proposed(both, one)
    await yes(world, "s1", 1, 3, 4, 5)
    await yes(world, "s2", 11, 13, 14, 15)
    await world.pass_time(DAY * 6)
    assert await inside(world, "s1") == {"p01", "p03", "p04", "p05", "p21"}
    assert await inside(world, "s2") == {"p11", "p13", "p14", "p15", "p22"}
    assert {(await world.get("sets", one)).stage for one in ("s1", "s2")} == {Stage.PROPOSED}


async def test_a_set_that_lost_two_is_filled_again_and_nobody_else_moves() -> None:
    """When the days are over each silent place is filled; the other set keeps its people."""
    more = [person(21, good=("tue-evening",)), person(22, good=("tue-evening",))]
    world = await two_proposed(*more)
    await yes(world, "s1", 1, 2, 3)
    await yes(world, "s2", *HERON)
    await world.pass_time(DAY * 6)
    assert await inside(world, "s1") == {"p01", "p02", "p03", "p21", "p22"}
    assert await inside(world, "s2") == {f"p{n}" for n in HERON}
    assert (await world.get("sets", "s2")).stage is Stage.RUNNING


async def test_who_said_rather_not_is_offered_another_place_and_not_told_why() -> None:
    """Once a hole in another set suits them they are asked as anybody is, never the old one."""
    world = await two_proposed(person(21, role=Role.ARTIST, good=("tue-evening",), possible=()))
    second = await world.get("people", "p02")
    await world.save("people", replace(second, good=("tue-evening", *LUNCH)))
    await world.say(2, Consent.NO)
    assert "p21" in await inside(world, "s1")
    await world.say(12, Consent.NO, "s2")
    await world.pass_time(DAY / 24)
    assert await inside(world, "s2") == {"p11", "p13", "p14", "p15", "p02"}
    card = [m.face for m in world.dms(2) if isinstance(m.face, ConsentCard)][-1]
    assert (card.set_name, card.answer, card.changed) == ("Heron", Consent.ASKED, False)
    await world.say(21, Consent.NO)
    assert "p02" not in await inside(world, "s1")

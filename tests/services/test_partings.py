"""When a set has ended each says in private what comes next, and those who wish it may go on."""

from __future__ import annotations

import pytest
from services_world import BOSS, DAY, DEVON, World, fresh, person

from learning.people import Standing
from learning.refusals import Refusal, Stale
from learning.sets import Consent, Stage
from services.partings import Choice
from services.values import Note


async def ended() -> World:
    """Return a world in which a set of six has just ended, and two others wait."""
    world = fresh()
    await world.running(6, 8)
    await world.services.lives.close(world.boss, "s1")
    await world.settle()
    return world


async def choose(world: World, number: int, choice: Choice) -> None:
    """Press one of the three buttons on the card of the ended set."""
    await world.services.partings.say(world.who(number), f"s1.p{number:02}", choice)
    await world.settle()


async def drafts(world: World) -> list[set[str]]:
    """Return who is in each draft."""
    found = await world.where("sets", stage=Stage.DRAFT)
    return [{m.person_id for m in await world.where("memberships", set_id=one.id)} for one in found]


def keys(world: World, xid: int) -> list[str]:
    """Return the keys of all notes that somebody has."""
    return [m.face.key for m in world.stage.seen_by(xid) if isinstance(m.face, Note)]


async def test_those_who_say_the_same_people_again_become_one_draft() -> None:
    """Once all have said something: a draft that stays in every plan, and publishing asks anew."""
    world = await ended()
    for number in (1, 2, 3, 4, 5):
        await choose(world, number, Choice.AGAIN)
    assert await drafts(world) == []
    await choose(world, 6, Choice.LEAVE)
    assert await drafts(world) == [{"p01", "p02", "p03", "p04", "p05"}]
    assert keys(world, BOSS)[-1] == "desk_news.again"
    assert (await world.get("people", "p06")).standing is Standing.PAUSED
    view = await world.services.planning.plan(world.boss, DEVON)
    assert [(one.name, one.kept) for one in view.sets if one.kept] == [("Kestrel", True)]
    await world.services.publishing.publish(world.boss, DEVON)
    (asked,) = await world.where("sets", stage=Stage.PROPOSED)
    places = await world.where("memberships", set_id=asked.id)
    assert {place.consent for place in places} == {Consent.ASKED}
    with pytest.raises(Stale, match=r"next\.over"):
        await choose(world, 1, Choice.LIST)


async def test_after_two_weeks_those_who_have_spoken_go_on() -> None:
    """Silence keeps nobody waiting, and counts as staying on the list."""
    world = await ended()
    for number in (1, 2, 3, 4):
        await choose(world, number, Choice.AGAIN)
    await world.pass_time(DAY * 15)
    assert await drafts(world) == [{"p01", "p02", "p03", "p04"}]
    assert (await world.get("people", "p05")).standing is Standing.WAITING
    assert await world.where("drafts", form="next:s1") == ()


async def test_too_few_are_told_kindly_and_the_coordinator_hears_nothing() -> None:
    """Three cannot go on: each of them hears it in private; whoever said otherwise does not."""
    world = await ended()
    for number in (1, 2, 3):
        await choose(world, number, Choice.AGAIN)
    for number in (4, 5, 6):
        await choose(world, number, Choice.LIST)
    assert await drafts(world) == []
    assert [keys(world, 1000 + n)[-1] for n in (1, 4)] == ["not_again", "ended"]
    assert "desk_news.again" not in keys(world, BOSS)


async def test_another_set_is_with_people_one_has_not_met_where_that_can_be() -> None:
    """Back in the pot, whoever has met is parted when that costs nobody a place."""
    world = fresh()
    await world.running(6, 6)
    await world.join(*(person(n, can_guide=n == 7) for n in range(7, 19)))
    await world.services.lives.close(world.boss, "s1")
    await world.settle()
    view = await world.services.planning.plan(world.boss, DEVON)
    met = {f"p{n:02}" for n in range(1, 7)}
    assert sorted(len(met.intersection(one.ids)) for one in view.sets) == [2, 2, 2]


async def test_only_those_who_were_there_at_the_end_choose_and_may_change_it() -> None:
    """A stranger is refused, by command too; the last choice before the end counts."""
    world = await ended()
    with pytest.raises(Refusal, match="not_yours"):
        await world.services.partings.say(world.who(7), "s1.p01", Choice.AGAIN)
    with pytest.raises(Refusal, match=r"next\.nothing"):
        await world.services.partings.mine(world.who(7))
    assert await world.services.partings.mine(world.who(2)) == "s1.p02"
    await choose(world, 2, Choice.LEAVE)
    await choose(world, 2, Choice.LIST)
    assert (await world.get("people", "p02")).standing is Standing.WAITING

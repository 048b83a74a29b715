"""One more person for a set: everybody's private yes, nobody's answer told, and a short meeting."""

from __future__ import annotations

import pytest
from services_world import BOSS, DAY, World, fresh, person

from learning.people import Standing
from learning.refusals import Refusal, Stale
from learning.sets import Consent
from services.values import Note


async def meeting(people: int = 7) -> World:
    """Return a world with a set of five that meets, and others who wait."""
    world = fresh()
    await world.set_up()
    await world.join(*(person(n, can_guide=n == 1) for n in range(1, people + 1)))
    await world.proposed(5)
    for number in range(1, 6):
        await world.say(number, Consent.YES)
    await world.settle()
    return world


def asked(world: World, number: int) -> list[str]:
    """Return the keys of the cards about somebody new that a person has."""
    faces = [m.face for m in world.dms(number)]
    return [f.key for f in faces if isinstance(f, Note) and f.key.startswith("topup.")]


def news(world: World) -> list[str]:
    """Return what the coordinator was told of the set."""
    return [m.face.key for m in world.stage.seen_by(BOSS) if isinstance(m.face, Note)]


async def test_when_all_are_happy_somebody_is_asked_and_comes_in() -> None:
    """The newcomer hears of it only after the last yes, and then has the room and the dates."""
    world = await meeting()
    await world.services.topup.ask(world.boss, "s1")
    await world.settle()
    for number in range(1, 6):
        assert asked(world, number) == ["topup.ask"]
        assert asked(world, 6) == []
        await world.services.topup.answer(world.who(number), "s1", happy=True)
        await world.settle()
    assert asked(world, 6) == ["topup.invite"]
    await world.services.topup.answer(world.who(6), "s1", happy=True)
    await world.settle()
    found = await world.get("sets", "s1")
    assert 1006 in world.stage.access[found.text_xid]
    assert (await world.get("people", "p06")).standing is Standing.PLACED
    first, *rest = await world.where("meetings", set_id="s1")
    assert "first-60" in {one.plan_id for one in (first, *rest)}
    assert any(effect.key.endswith(":p06") for effect in await world.pending("remind:"))
    assert news(world)[-1] == "desk_news.topped_up"
    with pytest.raises(Stale, match=r"topup\.over"):
        await world.services.topup.answer(world.who(1), "s1", happy=True)


async def test_one_not_now_leaves_the_set_as_it_is_and_tells_nobody_whose_it_was() -> None:
    """Whoever says it, and whenever: the newcomer hears nothing, and others see the same."""
    seen: set[str] = set()
    for who_says_no in (1, 3):
        world = await meeting()
        await world.services.topup.ask(world.boss, "s1")
        await world.settle()
        await world.services.topup.answer(world.who(2), "s1", happy=True)
        await world.services.topup.answer(world.who(who_says_no), "s1", happy=False)
        await world.settle()
        assert asked(world, 6) == []
        assert news(world)[-1] == "desk_news.unchanged"
        seen.add(repr([m.face for m in world.stage.seen_by(BOSS)] + world.dms(4) + world.room()))
    assert len(seen) == 1


async def test_only_those_who_are_asked_can_answer() -> None:
    """A stranger, and the newcomer before the others have said yes, are refused."""
    world = await meeting()
    await world.services.topup.ask(world.boss, "s1")
    for number in (6, 7):
        with pytest.raises(Refusal, match="not_yours"):
            await world.services.topup.answer(world.who(number), "s1", happy=True)
    with pytest.raises(Refusal, match="not_coordinator"):
        await world.services.topup.ask(world.who(1), "s1")
    with pytest.raises(Refusal, match=r"topup\.asked"):
        await world.services.topup.ask(world.boss, "s1")
    await world.pass_time(DAY * 6)
    with pytest.raises(Stale, match=r"topup\.over"):
        await world.services.topup.answer(world.who(1), "s1", happy=True)


async def test_nobody_is_asked_when_nobody_fits() -> None:
    """Without anybody who fits, the coordinator is told so and the set hears nothing."""
    world = await meeting(5)
    with pytest.raises(Refusal, match=r"topup\.nobody"):
        await world.services.topup.ask(world.boss, "s1")
    await world.settle()
    assert asked(world, 1) == []

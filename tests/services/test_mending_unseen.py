"""A "rather not" and a change of times look the same to everybody else, byte by byte."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from services_world import BOSS, DAY, DEVON, World, fresh, person

from learning.people import HowFar
from learning.refusals import Refusal
from learning.sets import Consent, Stage
from services.places import areas_above
from services.planning import Ask

WHO = 3
BLOCKS = tuple(f"{day}-{part}" for day in ("mon", "tue", "wed", "thu", "fri") for part in
               ("early", "lunch", "afternoon", "evening"))  # fmt: skip


async def asked(spare: int) -> World:
    """Return a world with a set of six that was proposed; two have said yes."""
    world = fresh()
    await world.set_up()
    await world.join(*(person(n) for n in range(1, 7 + spare)))
    await world.proposed(6)
    for number in (1, 2):
        await world.say(number, Consent.YES)
    await world.settle()
    return world


async def rather_not(world: World) -> None:
    """Say it by the card."""
    await world.say(WHO, Consent.NO)


async def other_times(world: World) -> None:
    """Change the times, to as many others."""
    who = world.who(WHO)
    await world.services.joining.choose(who, "good", ("mon-lunch",))
    await world.services.joining.choose(who, "possible", ("wed-lunch",))
    await world.services.joining.save_blocks(who)


async def pause_and_back(world: World) -> None:
    """Pause, and be back at once."""
    await world.services.joining.pause(world.who(WHO))
    await world.services.joining.pause(world.who(WHO))


async def seen(world: World) -> list[str]:
    """Return all that anybody but the one can see: messages, and what a coordinator can type."""
    await world.pass_time(DAY)
    listing = world.services.listing
    shown = [repr(await listing.sets(world.boss)), repr(await listing.waiting(world.boss))]
    for posted, message in world.stage.messages.items():
        if posted.channel_xid % 1_000_000_000 != 1000 + WHO:
            shown.append(repr((posted.channel_xid, message.first, message.face, message.edits)))
    audit = await world.services.reporting.audit(world.boss)
    return [*shown, repr(audit)]


@pytest.mark.parametrize("spare", [0, 1])
@pytest.mark.parametrize("other", [other_times, pause_and_back])
async def test_nobody_else_can_tell_why(
    other: Callable[[World], Awaitable[None]], spare: int
) -> None:
    """With somebody to fill the hole, or nobody: every byte that others see is the same."""
    first, second = await asked(spare), await asked(spare)
    await rather_not(first)
    await other(second)
    told = await seen(first)
    assert told == await seen(second)
    assert any("replanned" in line or "complete" in line for line in told if str(BOSS) in line)


async def test_other_times_that_still_suit_change_nothing() -> None:
    """Whoever keeps the time of the set keeps the place in it."""
    world = await asked(1)
    who = world.who(WHO)
    await world.services.joining.choose(who, "good", ("tue-evening", "mon-lunch"))
    await world.services.joining.save_blocks(who)
    assert (await world.get("memberships", f"s1.p{WHO:02}")).left_at is None


async def test_ask_me_later_can_be_said_once() -> None:
    """The question comes back once; a second "later" is refused kindly, by command too."""
    world = await asked(1)
    await world.say(WHO, Consent.LATER)
    await world.pass_time(DAY * 2)
    with pytest.raises(Refusal, match=r"consent\.once"):
        await world.say(WHO, Consent.LATER)
    await world.say(WHO, Consent.YES)


async def twenty(how_far: HowFar, count: int = 20) -> World:
    """Return twenty sign-ups of one ICB, in several councils, with six times each."""
    world = fresh()
    await world.set_up()
    councils = [area.code for area in world.kit.atlas.locals_under(DEVON)]
    people = [
        person(
            n,
            area=councils[n % len(councils)],
            how_far=how_far,
            organisation=f"Practice {n // 3}" if n % 2 else "",
            good=tuple(BLOCKS[(n * 3 + k * 5) % 20] for k in range(3)),
            possible=tuple(BLOCKS[(n * 3 + k * 5 + 1) % 20] for k in range(3)),
        )
        for n in range(1, count + 1)
    ]
    await world.join(*people)
    return world


async def test_twenty_sign_ups_make_a_set_and_everybody_else_has_a_reason() -> None:
    """At least one set, nobody alone, no shared employer, the same answer twice, all explained."""
    world = await twenty(HowFar.ICB)
    view = await world.services.planning.plan(world.boss, DEVON)
    assert view.sets
    people = {p.id: p for p in await world.where("people")}
    placed: set[str] = set()
    for one in view.sets:
        roles = [people[id].role for id in one.ids]
        assert all(roles.count(role) >= 2 for role in roles)
        firms = [people[id].organisation for id in one.ids if people[id].organisation]
        assert len(firms) == len(set(firms))
        assert all(one.block in people[id].good + people[id].possible for id in one.ids)
        placed.update(one.ids)
    assert placed | {one.id for one in view.unplaced} == set(people)
    assert all(one.reason.key for one in view.unplaced)
    again = await world.services.planning.plan(world.boss, DEVON)
    assert again.sets[0].ids == view.sets[0].ids


@pytest.mark.parametrize("how_far", list(HowFar))
async def test_widening_takes_nobody_further_than_they_said(how_far: HowFar) -> None:
    """A wider plan holds no set whose area is beyond what anybody in it said."""
    world = await twenty(how_far, 12)
    cornwall = world.kit.atlas.locals_under("QT6")[0].code
    await world.join(
        *(person(n, area=cornwall, how_far=how_far, good=BLOCKS[:6]) for n in range(30, 34))
    )
    await world.services.planning.plan(world.boss, DEVON, Ask(wide=True))
    order = ["local", "icb", "cluster", "region"]
    people = {p.id: p for p in await world.where("people")}
    formed = await world.where("sets", stage=Stage.DRAFT)
    across = [one for one in formed if one.area.startswith("SWCL")]
    assert bool(across) is (how_far in {HowFar.CLUSTER, HowFar.REGION}), "the rule has work to do"
    for found in formed:
        area = world.kit.atlas.get(found.area)
        assert area is not None
        for place in await world.where("memberships", set_id=found.id):
            one = people[place.person_id]
            assert order.index(area.level) <= order.index(one.how_far)
            assert found.area in {a.code for a in areas_above(world.kit.atlas, one.area)}

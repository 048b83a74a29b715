"""The truth for those who wait, without names; themed plans; and what would make one more set."""

from __future__ import annotations

import pytest
from services_world import DEVON, World, fresh, person

from learning.people import Role
from learning.refusals import Refusal
from learning.sets import Consent, Stage
from services.planning import Ask


async def waiting(count: int, **more: object) -> World:
    """Return a world in which so many people wait, GPs and artists in turn."""
    world = fresh()
    await world.set_up()
    await world.join(*(person(n, **more) for n in range(1, count + 1)))
    return world


async def test_who_waits_is_told_how_near_a_set_is_and_what_would_start_it() -> None:
    """Four of five at their best time, one more artist would do; and three times are few."""
    world = await waiting(4, good=("tue-evening",), possible=("thu-evening", "mon-lunch"))
    seen = (await world.services.joining.profile(world.who(1))).outlook
    assert seen is not None
    assert seen.near.key == "forming.left.few_near"
    assert (seen.near.facts["count"], seen.near.facts["need"]) == (4, 5)
    keys = [one.key for one in seen.helps]
    assert keys == ["forming.help.one.gp", "forming.advice.blocks"]
    assert seen.helps[1].facts == {"count": 3, "need": 6}


async def test_times_in_demand_are_shown_only_where_five_people_stand_behind_them() -> None:
    """Five others gave Friday lunch and four gave Wednesday: only the first is shown."""
    world = await waiting(1)
    some = [person(n, good=("fri-lunch",), possible=()) for n in range(2, 7)]
    await world.join(*some, *(person(n, good=("wed-lunch",), possible=()) for n in range(7, 11)))
    seen = (await world.services.joining.profile(world.who(1))).outlook
    assert seen is not None
    assert seen.times == (("fri-lunch", 5),)


async def test_nobody_can_tell_from_it_who_would_rather_not_meet_them() -> None:
    """What others asked for in private changes nothing of what somebody is told."""
    plain, apart = await waiting(5), await waiting(4)
    await apart.join(person(5, not_with=(1001,)))
    told = [(await w.services.joining.profile(w.who(1))).outlook for w in (plain, apart)]
    assert told[0] == told[1]


async def test_somebody_in_a_set_is_told_nothing_of_the_list() -> None:
    """Only those who wait see how it is."""
    world = fresh()
    await world.running()
    assert (await world.services.joining.profile(world.who(1))).outlook is None


async def test_a_themed_plan_is_of_those_who_said_yes_and_leaves_all_on_the_list() -> None:
    """Nobody else is in it; a plan without the theme has everybody again."""
    world = await waiting(12)
    call = await world.services.calls.open_theme(world.boss, "Sleep", DEVON, "1 June 2027")
    for number in range(1, 7):
        await world.services.calls.count(world.who(number), call.call_id, yes=True)
    assert await world.services.planning.themes(world.boss, "sl") == [("Sleep", "Sleep")]
    view = await world.services.planning.plan(world.boss, DEVON, Ask(theme="Sleep"))
    assert {id for one in view.sets for id in one.ids} == {f"p{n:02}" for n in range(1, 7)}
    assert any(why.key == "forming.why.theme" for why in view.sets[0].reasons)
    view = await world.services.planning.plan(world.boss, DEVON)
    assert sum(len(one.ids) for one in view.sets) == 12
    with pytest.raises(Refusal, match=r"plan\.nobody_themed"):
        await world.services.planning.plan(world.boss, DEVON, Ask(theme="Dance"))


async def test_the_plan_says_the_smallest_things_that_would_make_one_more_set() -> None:
    """Five placed and four left: a smaller set, or one more person, would do."""
    world = await waiting(5)
    four = [person(n, good=("fri-lunch",), possible=()) for n in range(6, 10)]
    await world.join(*four)
    view = await world.services.planning.plan(world.boss, DEVON)
    assert len(view.sets) == 1
    sorts = [one.key.removeprefix("forming.relax.").partition(".")[0] for one in view.relax]
    assert sorts == ["smaller", "newcomer"]
    assert {one.facts["block"] for one in view.relax} == {"fri-lunch"}


async def test_the_list_of_those_who_wait_says_the_same_once_there_is_a_plan() -> None:
    """Before a plan nobody knows; then it says what the plan says, and tells nobody else."""
    world = await waiting(5)
    await world.join(*(person(n, good=("fri-lunch",), possible=()) for n in range(6, 10)))
    listing = world.services.listing
    before = await listing.waiting(world.boss)
    assert (before.relax, before.unplanned) == ((), True)
    view = await world.services.planning.plan(world.boss, DEVON)
    after = await listing.waiting(world.boss)
    assert (after.relax, after.unplanned) == (view.relax, False)
    assert after.relax[1].key == "forming.relax.newcomer.gp.one"
    with pytest.raises(Refusal, match="not_coordinator"):
        await listing.waiting(world.who(1))


async def test_people_who_were_asked_together_in_vain_are_not_planned_so_in_silence() -> None:
    """A set that did not come together is named when the same people stand in a plan again."""
    world = await waiting(5)
    await world.proposed(5)
    await world.say(3, Consent.NO)
    assert (await world.get("sets", "s1")).stage is Stage.DISSOLVED
    view = await world.services.planning.plan(world.boss, DEVON)
    assert [one.before for one in view.sets] == ["Kestrel"]
    await world.join(person(6, role=Role.GP))
    view = await world.services.planning.plan(world.boss, DEVON)
    assert [one.before for one in view.sets] == [""]

"""A plan that is changed by hand: what stays, who comes first, who is apart, and only looking."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from services_world import DAY, DEVON, World, fresh, person

from learning.forming.plan import FormedSet, Plan
from learning.forming.problem import Problem
from learning.people import HowFar
from learning.refusals import Refusal, Stale
from learning.sets import Consent, Stage
from services import Who, make_services
from services.making import Run, in_thread
from services.planning import Ask
from services.values import PlanView


async def waiting(people: int = 12, **more: Any) -> World:
    """Return a world in which so many people wait."""
    world = fresh()
    await world.set_up()
    await world.join(*(person(n, **more) for n in range(1, people + 1)))
    return world


def teams(view: PlanView) -> dict[str, frozenset[str]]:
    """Return who is in which set."""
    return {one.name: frozenset(one.ids) for one in view.sets}


async def test_a_set_that_is_kept_stays_through_every_new_plan() -> None:
    """Whatever the seed, the kept set has the same people; the same again lets it go."""
    world = await waiting()
    planning, arranging = world.services.planning, world.services.arranging
    before = teams(await planning.plan(world.boss, DEVON))
    name = min(before)
    await arranging.keep(world.boss, DEVON, [name])
    for seed in range(2, 6):
        view = await planning.plan(world.boss, DEVON, Ask(seed=seed))
        assert teams(view)[name] == before[name]
        assert [one.name for one in view.sets if one.kept] == [name]
    await arranging.keep(world.boss, DEVON, [name])
    assert not any(one.kept for one in (await planning.show(world.boss, DEVON)).sets)


async def test_a_kept_set_that_no_longer_fits_is_named() -> None:
    """A new plan is refused, with the name of the kept set in which somebody has changed."""
    world = await waiting()
    before = teams(await world.services.planning.plan(world.boss, DEVON))
    name = min(before)
    await world.services.arranging.keep(world.boss, DEVON, [name])
    left = await world.get("people", min(before[name]))
    await world.save("people", replace(left, good=("sat-morning",), possible=()))
    with pytest.raises(Refusal, match=r"plan\.kept_broken") as no:
        await world.services.planning.plan(world.boss, DEVON)
    assert no.value.facts["name"] == name
    shown = await world.services.planning.show(world.boss, DEVON)
    assert [one.name for one in shown.sets if not one.fits] == [name]
    assert shown.moved
    assert not shown.can_publish


async def test_two_who_are_kept_apart_share_no_set_not_even_when_a_hole_is_filled() -> None:
    """A pair holds for every plan, and for the mending of what was published."""
    world = await waiting(7)
    await world.services.arranging.apart(world.boss, DEVON, "p01", "Name2")
    view = await world.services.planning.plan(world.boss, DEVON)
    assert view.apart == (("Name1", "Name2"),)
    (only,) = teams(view).values()
    assert not {"p01", "p02"} <= only
    await world.services.publishing.publish(world.boss, DEVON)
    await world.settle()
    (found,) = await world.where("sets", stage=Stage.PROPOSED)
    gone = next(p for p in sorted(only) if p not in {"p01", "p02"})
    await world.say(int(gone[1:]), Consent.NO, found.id)
    seated = await world.where("memberships", set_id=found.id, left_at=None)
    assert not {"p01", "p02"} <= {m.person_id for m in seated}


async def test_who_comes_first_has_a_place_before_those_who_waited_longer() -> None:
    """Of people who cannot all be placed, the one who was named is."""
    world = await waiting(8)
    for number in range(1, 8):
        one = await world.get("people", f"p{number:02}")
        await world.save("people", replace(one, rounds_waited=3))
    left = {one.id for one in (await world.services.planning.plan(world.boss, DEVON)).unplaced}
    assert left == {"p08"}, "the one who waited least"
    await world.services.arranging.first(world.boss, DEVON, "p08")
    view = await world.services.planning.plan(world.boss, DEVON)
    assert "p08" not in {one.id for one in view.unplaced}
    assert view.first == ("Name8",)
    assert view.optimal, "what stands for coming first does not blur how good the plan is"


async def test_two_change_places_and_no_rule_is_broken() -> None:
    """A swap that is allowed is kept; one that is not changes nothing and names the set."""
    world = await waiting()
    before = teams(await world.services.planning.plan(world.boss, DEVON))
    (first, one), (second, other) = sorted(before.items())
    a = next(p for p in sorted(one) if int(p[1:]) % 2)
    b = next(p for p in sorted(other) if int(p[1:]) % 2)
    await world.services.arranging.swap(world.boss, DEVON, a, b)
    after = teams(await world.services.planning.show(world.boss, DEVON))
    assert after == {first: one - {a} | {b}, second: other - {b} | {a}}
    odd = await world.get("people", a)
    await world.save("people", replace(odd, good=("sat-morning",), possible=()))
    with pytest.raises(Refusal, match=r"plan\.swap_breaks"):
        await world.services.arranging.swap(world.boss, DEVON, a, b)
    assert teams(await world.services.planning.show(world.boss, DEVON)) == after


async def test_somebody_who_has_to_wait_is_put_in_a_set_and_stays_there() -> None:
    """Whatever the seed they are in that set; where a rule would be broken nothing changes."""
    world = await waiting(5)
    planning, arranging = world.services.planning, world.services.arranging
    (name,) = teams(await planning.plan(world.boss, DEVON))
    await world.join(person(6), person(7, good=("sat-morning",), possible=()))
    _, (room,) = await arranging.rooms_for(world.boss, DEVON, "p06")
    assert room.name == name
    await arranging.put(world.boss, DEVON, "Name6", name)
    for seed in range(1, 4):
        view = await planning.plan(world.boss, DEVON, Ask(seed=seed))
        assert "p06" in teams(view)[name]
        assert [one.name for one in view.sets if one.kept] == [name]
    with pytest.raises(Refusal, match=r"plan\.swap_breaks"):
        await arranging.put(world.boss, DEVON, "p07", name)
    with pytest.raises(Refusal, match=r"plan\.no_room"):
        await arranging.rooms_for(world.boss, DEVON, "p07")
    assert len(teams(await planning.show(world.boss, DEVON))[name]) == 6


async def test_somebody_of_a_set_moves_to_another_only_when_both_may_meet() -> None:
    """Of two sets of six one gives a person up; a set of five can spare nobody."""
    world = await waiting()
    arranging = world.services.arranging
    before = teams(await world.services.planning.plan(world.boss, DEVON))
    one, other = sorted(before)
    moves = min(before[one])
    _, rooms = await arranging.rooms_for(world.boss, DEVON, moves)
    assert {it.name for it in rooms} == {one, other}
    await arranging.put(world.boss, DEVON, moves, other)
    after = teams(await world.services.planning.show(world.boss, DEVON))
    assert after == {one: before[one] - {moves}, other: before[other] | {moves}}
    stays = min(after[one])
    _, rooms = await arranging.rooms_for(world.boss, DEVON, stays)
    assert {it.name for it in rooms} == {one}
    with pytest.raises(Refusal, match=r"plan\.swap_breaks"):
        await arranging.put(world.boss, DEVON, stays, other)
    assert teams(await world.services.planning.show(world.boss, DEVON)) == after


async def test_only_looking_keeps_nothing() -> None:
    """A wider plan that is looked at leaves the plan there is, and says how both compare."""
    world = await waiting(8, how_far=HowFar.CLUSTER)
    cornwall = next(a.code for a in world.kit.atlas.locals_under("QT6"))
    for number in (7, 8):
        one = await world.get("people", f"p{number:02}")
        await world.save("people", replace(one, area=cornwall))
    before = await world.services.planning.plan(world.boss, DEVON)
    look = await world.services.planning.plan(world.boss, DEVON, Ask(wide=True, trying=True))
    assert (look.trying, look.now, look.can_publish) == (True, 6, False)
    assert await world.services.planning.show(world.boss, DEVON) == before


async def test_whoever_publishes_has_seen_the_plan() -> None:
    """A press on a card that shows an older plan is refused, and nobody is asked."""
    world = await waiting()
    seen = await world.services.planning.plan(world.boss, DEVON)
    await world.services.planning.plan(world.boss, DEVON, Ask(seed=2))
    with pytest.raises(Stale, match=r"publish\.newer"):
        await world.services.publishing.publish(world.boss, DEVON, seen.number)
    assert await world.pending("consent:") == ()


async def test_who_is_not_placed_when_others_are_asked_has_waited_a_round() -> None:
    """Rounds count publishings, and the coordinator sees who has waited longest."""
    world = await waiting(8)
    left = (await world.services.planning.plan(world.boss, DEVON)).unplaced
    await world.services.publishing.publish(world.boss, DEVON)
    waited = {p.id for p in await world.where("people") if p.rounds_waited}
    assert waited == {one.id for one in left}
    await world.join(*(person(n) for n in range(20, 26)))
    view = await world.services.planning.plan(world.boss, DEVON)
    assert [(one.name, one.rounds) for one in view.waited] == [(left[0].name, 1)]
    assert view.waited[0].set_name, "and comes first now"


async def test_what_is_wished_is_not_tidied_away_with_forms() -> None:
    """A form is forgotten after a day; what is wished of a plan after ninety."""
    world = await waiting()
    await world.services.arranging.apart(world.boss, DEVON, "p01", "p02")
    await world.services.drafts.keep(1001, "bring.new", {"text": "x"})
    for days, left in ((2, ["plan"]), (89, [])):
        world.clock.move(world.now + days * DAY)
        await world.services.tidying.tidy()
        assert [one.form for one in await world.where("drafts")] == left


async def test_only_the_coordinator_changes_a_plan() -> None:
    """Whoever does not coordinate the area is refused, whatever they try."""
    world = await waiting()
    await world.services.planning.plan(world.boss, DEVON)
    arranging, planning, anybody = world.services.arranging, world.services.planning, world.who(1)
    for attempt in (
        arranging.keep(anybody, DEVON, []),
        arranging.first(anybody, DEVON, "p01"),
        arranging.apart(anybody, DEVON, "p01", "p02"),
        arranging.swap(anybody, DEVON, "p01", "p02"),
        arranging.put(anybody, DEVON, "p01", "x"),
        arranging.rooms_for(anybody, DEVON, "p01"),
        arranging.people(anybody, DEVON, ""),
        planning.show(anybody, DEVON),
        planning.stop(anybody, DEVON),
    ):
        with pytest.raises(Refusal, match="not_coordinator"):
            await attempt


class SlowFormer:
    """Makes a plan only once it is told to stop, as a large one would."""

    async def __call__(
        self, problem: Problem, *, seed: int, budget: int, locked: Sequence[FormedSet], run: Run
    ) -> Plan:
        """Wait to be stopped."""
        run.told(30, 100)
        while not run.stopped:  # noqa: ASYNC110
            await asyncio.sleep(0)
        return await in_thread(problem, seed=seed, budget=budget, locked=locked, run=run)


async def test_a_plan_that_takes_long_can_be_stopped_and_is_kept() -> None:
    """Stop here ends the work with the best so far; a second plan meanwhile is refused."""
    world = await waiting()
    services = make_services(replace(world.kit, former=SlowFormer()), world.stage)
    run = Run()
    doing = asyncio.gather(services.planning.plan(world.boss, DEVON, run=run))
    while not run.spent:  # noqa: ASYNC110
        await asyncio.sleep(0)
    assert run.percent == 30
    with pytest.raises(Refusal, match=r"plan\.busy"):
        await services.planning.plan(world.boss, DEVON)
    await services.planning.stop(Who(xid=world.boss.xid, guild_xid=world.boss.guild_xid), DEVON)
    (view,) = await doing
    assert view.sets
    assert len(await world.where("sets", stage=Stage.DRAFT)) == len(view.sets)
    with pytest.raises(Refusal, match=r"plan\.not_running"):
        await services.planning.stop(world.boss, DEVON)

"""Joining, planning and publishing: one place in one draft, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from services_world import DAY, DEVON, GUILD, World, fresh, home, person

from learning.people import HowFar, Standing
from learning.refusals import Refusal
from learning.sets import LearningSet, Membership, Stage
from services.planning import Ask

FIRST = {"name": "Amara", "role": "gp", "area": home(), "how_far": "icb"}


async def waiting(people: int = 12, **more: Any) -> World:
    """Return a world in which so many people wait."""
    world = fresh()
    await world.set_up()
    await world.join(*(person(n, **more) for n in range(1, people + 1)))
    return world


async def draft(world: World, name: str, area: str, *numbers: int) -> None:
    """Keep a draft behind everybody's back."""
    async with world.units.write() as unit:
        found = LearningSet(
            id=name,
            guild_xid=GUILD,
            area=area,
            name=name,
            block="tue-evening",
            stage=Stage.DRAFT,
            formed_at=world.now,
        )
        await unit.sets.add(found)
        for seat, number in enumerate(numbers):
            one = f"p{number:02}"
            await unit.memberships.add(
                Membership(id=f"{name}.{one}", set_id=name, person_id=one, seat=seat)
            )


async def test_planning_twice_gives_the_same_and_leaves_one_plan() -> None:
    """The same question has the same answer, and the newer drafts take the older ones' place."""
    world = await waiting()
    first = await world.services.planning.plan(world.boss, DEVON)
    second = await world.services.planning.plan(world.boss, DEVON)
    assert [s.people for s in first.sets] == [s.people for s in second.sets]
    assert len(await world.where("sets", stage=Stage.DRAFT)) == len(second.sets) == 2


async def test_a_new_plan_takes_the_place_of_any_draft_with_the_same_people() -> None:
    """A draft of a wider area that shares a person with the new plan is forgotten."""
    world = await waiting()
    await draft(world, "wide", "Y58", 1, 2, 3, 4, 5)
    await world.services.planning.plan(world.boss, DEVON)
    assert "wide" not in {s.id for s in await world.where("sets")}


async def test_nobody_is_published_twice() -> None:
    """Two drafts with one person in both are not published; nobody is asked."""
    world = await waiting()
    await draft(world, "one", home(), 1, 2, 3, 4, 5)
    await draft(world, "two", home(), 5, 6, 7, 8, 9, 10)
    with pytest.raises(Refusal, match=r"publish\.changed"):
        await world.services.publishing.publish(world.boss, DEVON)
    assert await world.pending("consent:") == ()


async def test_nobody_is_asked_who_has_no_lead() -> None:
    """A set that reaches into an area without a safeguarding lead is not published."""
    world = await waiting(6, how_far=HowFar.CLUSTER)
    cornwall = next(a.code for a in world.kit.atlas.locals_under("QT6"))
    await world.save("people", replace(await world.get("people", "p01"), area=cornwall))
    await world.services.planning.plan(world.boss, DEVON, Ask(wide=True))
    with pytest.raises(Refusal, match=r"publish\.no_lead") as no:
        await world.services.publishing.publish(world.boss, DEVON)
    assert no.value.facts["area"] == "Cornwall and Isles of Scilly"


@pytest.mark.parametrize(("days", "fine"), [(365, True), (366, False)])
async def test_nobody_is_asked_where_the_lead_was_not_checked_for_a_year(
    days: int, fine: bool
) -> None:
    """A lead who was checked twelve months ago will do, and one of a day before that will not."""
    world = await waiting()
    await world.services.planning.plan(world.boss, DEVON)
    desk = await world.get("desks", f"{GUILD}.{DEVON}")
    checked = world.now.date() - timedelta(days=days)
    await world.save("desks", replace(desk, lead_checked=checked))
    if fine:
        assert (await world.services.publishing.publish(world.boss, DEVON)).people
        return
    with pytest.raises(Refusal, match=r"publish\.no_lead"):
        await world.services.publishing.publish(world.boss, DEVON)
    assert await world.pending("consent:") == ()


async def test_questions_are_sent_one_after_another() -> None:
    """Direct messages of one publishing are two seconds apart."""
    world = await waiting()
    await world.services.planning.plan(world.boss, DEVON)
    published = await world.services.publishing.publish(world.boss, DEVON)
    due = sorted(e.due for e in await world.pending("consent:") if e.due)
    assert published.people == len(due) == 12
    gaps = {(b - a).total_seconds() for a, b in pairwise(due)}
    assert gaps == {2.0}


async def test_a_changed_mind_before_publishing_is_noticed() -> None:
    """Whoever pauses after the plan was made is not asked, and nobody else either."""
    world = await waiting(6)
    await world.services.planning.plan(world.boss, DEVON)
    await world.services.joining.pause(world.who(1))
    with pytest.raises(Refusal, match=r"publish\.changed"):
        await world.services.publishing.publish(world.boss, DEVON)


async def test_the_lists_of_the_coordinator() -> None:
    """Sets in counts only, and who waits, longest first."""
    world = await waiting(7, can_guide=False)
    await world.save("people", replace(await world.get("people", "p07"), rounds_waited=2))
    await world.proposed(6)
    (line,) = (await world.services.listing.sets(world.boss)).sets
    assert (line.people, line.yes, line.asked, line.next_at) == (6, 0, 6, None)
    (waits,) = (await world.services.listing.waiting(world.boss)).people
    assert (waits[0].name, waits[3]) == ("Name7", 3), "one round more, as others were asked"
    with pytest.raises(Refusal, match="not_coordinator"):
        await world.services.listing.sets(world.who(1))


async def test_those_who_wait_come_page_by_page() -> None:
    """Everybody stands on one page and only one, and a page too far is the last."""
    world = await waiting(37)
    listing = world.services.listing
    pages = [await listing.waiting(world.boss, page) for page in (1, 2, 3)]
    assert [(len(one.people), one.all, one.pages) for one in pages] == [
        (15, 37, 3), (15, 37, 3), (7, 37, 3),
    ]  # fmt: skip
    assert len({who.name for one in pages for who, *_ in one.people}) == 37
    assert await listing.waiting(world.boss, 9) == pages[2]


async def test_joining_twice_is_one_person() -> None:
    """A second time changes what was said; nothing is forgotten in between."""
    world = fresh()
    await world.set_up()
    joining, who = world.services.joining, world.who(1)
    for hope in ("first", "second"):
        await joining.first(who, FIRST)
        await joining.choose(who, "good", ("tue-lunch",))
        profile = await joining.finish(who, {"hope": hope})
    (kept,) = await world.where("people")
    assert kept.hope == profile.hope == "second"
    assert kept.good == ("tue-lunch",)
    assert await world.where("drafts") == ()


async def test_a_form_whose_first_half_is_lost_asks_for_it_again() -> None:
    """After a day the first form is forgotten, and the second says so kindly."""
    world = fresh()
    await world.set_up()
    await world.services.joining.first(world.who(1), FIRST)
    await world.services.joining.choose(world.who(1), "good", ("tue-lunch",))
    await world.pass_time(DAY * 2)
    with pytest.raises(Refusal, match=r"join\.(start_again|no_blocks)"):
        await world.services.joining.finish(world.who(1), {"hope": "x"})


async def test_in_two_servers_one_is_two_people() -> None:
    """Each server knows its own; a set is found from direct messages too."""
    world = fresh()
    await world.running()
    await world.join(person(1, id="there", guild_xid=88, joined_at=world.now))
    card = await world.services.dating.card(world.who(1, guild_xid=0))
    assert card.name == "Kestrel"
    with pytest.raises(Refusal, match=r"set\.none"):
        await world.services.dating.card(world.who(1, guild_xid=88))


async def test_tidying_forgets_old_forms_and_old_work_and_nothing_else() -> None:
    """Forms after a day, finished work after a month; what is due and what was sent stays."""
    world = fresh()
    await world.running()
    await world.services.drafts.keep(1009, "join", {"name": "x"})
    before = {e.key for e in await world.pending()}
    async with world.units.read() as unit:
        sent = await unit.work.posted("welcome:s1")
        assert await unit.work.effect("room:s1") is not None
    world.clock.move(DAY * 31)
    await world.services.tidying.tidy()
    assert await world.where("drafts") == ()
    async with world.units.read() as unit:
        assert await unit.work.posted("welcome:s1") == sent is not None
        assert await unit.work.effect("room:s1") is None
    assert {e.key for e in await world.pending()} == before
    assert {p.standing for p in await world.where("people")} == {Standing.PLACED}

"""Setting up, planning and publishing: seeded, checked, and only by those who may."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from journeys_stage import Evening

from bot import planner
from cogs import plans
from learning.forming.plan import FormedSet, Plan
from learning.forming.problem import Problem
from learning.ports import Unit
from learning.sets import Stage
from practice import cast
from practice.world import P
from services.making import Run, in_thread

RUTH = cast.COORDINATOR


async def test_the_same_question_has_the_same_answer(
    evening: Evening, six: tuple[str, ...]
) -> None:
    """Planning twice with one seed shows the same plan word for word and doubles no draft."""
    await evening.set_up()
    await evening.list_people([*six, "Owen", "Grace", "Sam", "Marcus", "Ines", "Kit"])
    first = await evening.tell(RUTH, "sets plan", area="Devon", seed=7)
    again = await evening.tell(RUTH, "sets plan", area="Devon", seed=7)
    assert first == again
    assert "2 sets are possible in Devon, for 12 of 12 people" in first
    drafts = await evening.stage.look(lambda unit: unit.sets.where(stage=Stage.DRAFT))
    assert len(drafts) == 2


async def test_a_plan_tells_nobody(evening: Evening, six: tuple[str, ...]) -> None:
    """Until somebody presses Publish, no member hears anything."""
    await evening.set_up()
    await evening.list_people(six)
    await evening.tell(RUTH, "sets plan", area="Devon", seed=7)
    for name in six:
        assert evening.stage.seen_by(name) == []


async def test_a_person_who_is_not_placed_has_a_reason(
    evening: Evening, six: tuple[str, ...]
) -> None:
    """Somebody who can only come at another time is named, with the reason and what would help."""
    await evening.set_up()
    await evening.list_people([*six, "Sam"])
    text = await evening.tell(RUTH, "sets plan", area="Devon", seed=7)
    assert "for 6 of 7 people" in text
    assert "1 person has to wait" in text
    assert "Sam" in text


async def test_nothing_is_published_without_a_checked_lead(
    evening: Evening, six: tuple[str, ...]
) -> None:
    """Without a safeguarding lead checked within a year, publishing is refused and nobody asked."""
    await evening.set_up(lead=False)
    await evening.list_people(six)
    plan = await evening.tell(RUTH, "sets plan", area="Devon", seed=7)
    assert "You cannot publish yet" in plan
    assert "[Publish]" not in plan
    refused = await evening.tell(RUTH, "sets publish", area="Devon")
    assert "no safeguarding lead who was checked within the last year" in refused
    assert all(evening.stage.seen_by(name) == [] for name in six)
    drafts = await evening.stage.look(lambda unit: unit.sets.where(stage=Stage.DRAFT))
    assert len(drafts) == 1, "the plan is kept"


async def test_a_check_of_the_lead_ages(evening: Evening, six: tuple[str, ...]) -> None:
    """A lead who was checked over a year ago is no checked lead."""
    await evening.set_up()
    await evening.tell(RUTH, "setup", area="Devon", lead_checked="2 January 2026")
    await evening.list_people(six)
    await evening.tell(RUTH, "sets plan", area="Devon", seed=7)
    assert "no safeguarding lead" in await evening.tell(RUTH, "sets publish", area="Devon")


async def test_publishing_twice_asks_nobody_twice(evening: Evening, six: tuple[str, ...]) -> None:
    """A second publish finds nothing to publish; each person has one card."""
    await evening.set_up()
    await evening.propose(six)
    assert "There is no plan" in await evening.tell(RUTH, "sets publish", area="Devon")
    assert all(len(evening.stage.reads(name, "A set for you")) == 1 for name in six)


async def test_a_plan_that_no_longer_fits_is_not_published(
    evening: Evening, six: tuple[str, ...]
) -> None:
    """When somebody has changed what they said since the plan, nobody is asked."""
    await evening.set_up()
    await evening.list_people(six)
    await evening.tell(RUTH, "sets plan", area="Devon", seed=7)
    await evening.tell("Tom", "me pause")
    refused = await evening.tell(RUTH, "sets publish", area="Devon")
    assert "this plan no longer fits" in refused
    assert all(evening.stage.reads(name, "A set for you") == [] for name in six)


async def test_members_are_not_offered_the_commands_of_coordinators(evening: Evening) -> None:
    """Discord itself does not offer these commands to people without Manage Server."""
    offered = {one["name"] for one in evening.hand("Amara").commands(evening.stage.lobby.id)}
    theirs = {one["name"] for one in evening.hand(RUTH).commands(evening.stage.lobby.id)}
    assert theirs - offered == {
        "setup", "sets", "people", "area", "call", "report", "audit", "digest",
    }  # fmt: skip


async def test_who_manages_the_server_and_is_no_coordinator_is_told_what_is_needed(
    evening: Evening,
) -> None:
    """The right to manage the server does not make a coordinator; `/setup` alone is open to it."""
    await evening.set_up()
    world = evening.stage.world
    role = world.add_role("Manager", P.MANAGE_GUILD)
    world.guild.members[evening.hand("Dan").id].roles.append(role.id)
    assert "Devon" in await evening.tell("Dan", "setup")
    for words, options in (
        ("sets plan", {"area": "Devon"}),
        ("sets publish", {"area": "Devon"}),
        ("sets list", {}),
        ("people waiting", {}),
        ("report", {}),
        ("audit", {}),
    ):
        text = await evening.tell("Dan", words, **options)
        assert "Only the coordinator of this area can do that" in text
        assert "/setup" in text


async def test_setup_needs_the_right_to_manage_the_server(evening: Evening) -> None:
    """Somebody who lost Manage Server may look as a coordinator, but changes nothing."""
    await evening.set_up()
    world, ruth = evening.stage.world, evening.hand(RUTH)
    everybody = world.guild.roles[world.guild.id]
    found = evening.hand(RUTH).commands(evening.stage.lobby.id)
    assert any(one["name"] == "setup" for one in found)
    for command in world.commands.values():  # an owner may give a command to others
        command.body.pop("default_member_permissions", None)
    world.guild.members[ruth.id].roles.clear()
    assert not everybody.permissions & P.MANAGE_GUILD
    text = await evening.tell(RUTH, "setup", area="Devon", lead_checked="1 January 2027")
    assert "Manage Server" in text


async def test_setup_says_exactly_which_permission_is_missing_where(evening: Evening) -> None:
    """A permission that is missing is named as Discord names it, with its place."""
    await evening.set_up()
    world = evening.stage.world
    text = await evening.tell(RUTH, "setup")
    assert "What I am not allowed to do yet" not in text
    role = world.bot_role()
    world.set_role(role, role.permissions & ~P.MANAGE_CHANNELS & ~P.CREATE_EVENTS)
    await evening.stage.until(
        lambda: not evening.stage.house.client.guilds[0].me.guild_permissions.manage_channels
    )
    text = await evening.tell(RUTH, "setup")
    assert "What I am not allowed to do yet" in text
    assert (
        "In the whole server, please allow me: **Manage Channels** and **Create Events**." in text
    )


async def test_setup_refuses_a_day_that_cannot_be(evening: Evening) -> None:
    """A day that is no day, and one still to come, are refused with the way to write."""
    await evening.set_up(lead=False)
    lead = evening.hand(cast.LEAD).id
    for text, said in (
        ("31 February 2027", "I could not read “31 February 2027” as a day"),
        ("next week", "I could not read “next week” as a day"),
        ("1 March 2027", "is still to come"),
    ):
        answer = await evening.tell(
            RUTH, "setup", area="Devon", safeguarding_lead=lead, lead_checked=text
        )
        assert said in answer
    desks = await evening.stage.look(lambda unit: unit.desks.where())
    assert [desk.lead_xid for desk in desks] == [0], "nothing is saved of what was refused"


async def test_setup_does_not_guess_an_area(evening: Evening) -> None:
    """An area that nobody knows is refused and keeps nothing."""
    text = await evening.tell(RUTH, "setup", area="Atlantis")
    assert "I do not know an area called “Atlantis”" in text
    assert await evening.stage.look(lambda unit: unit.desks.where()) == ()


async def test_a_long_plan_says_how_far_it_is(
    evening: Evening, six: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The coordinator alone reads how much of a plan is done, and then the plan on that card."""
    monkeypatch.setattr(plans, "TELL_EVERY", 0.02)
    seen: list[bool] = []

    async def long(
        problem: Problem, *, seed: int, budget: int, locked: Sequence[FormedSet], run: Run
    ) -> Plan:
        for percent in (17, 62):
            run.told(percent, 100)
            await evening.stage.until(lambda: evening.stage.reads(RUTH, f"{percent} %"))  # noqa: B023
            seen.append(any(evening.stage.reads(name, f"{percent} %") for name in six))
        return await in_thread(problem, seed=seed, budget=budget, locked=locked, run=run)

    monkeypatch.setattr(planner, "in_thread", long)
    await evening.set_up()
    await evening.list_people(six)
    async with asyncio.timeout(30):
        text = await evening.tell(RUTH, "sets plan", area="Devon", seed=7)
    assert seen == [False, False]
    assert "for 6 of 6 people" in text
    assert "%" not in text


async def test_two_people_change_places_by_a_command(evening: Evening) -> None:
    """Two of twelve are swapped; what cannot be says why, and changes nothing."""
    await evening.set_up()
    names = [one.name for one in cast.EVERYBODY if one.area != "E06000066"][:12]
    await evening.list_people(names, good=("tue-lunch",))
    await evening.tell(RUTH, "sets plan", area="Devon", seed=7)
    before = await teams(evening)
    assert len(before) == 2
    (first, mine), (second, theirs) = sorted(before.items())
    roles = {name: cast.named(name).role for name in names}
    one, other = next((a, b) for a in mine for b in theirs if roles[a] == roles[b])
    said = await evening.tell(RUTH, "sets swap", area="Devon", one=one, other=other)
    assert first in said
    assert await teams(evening) == {
        first: mine - {one} | {other},
        second: theirs - {other} | {one},
    }
    after = await teams(evening)
    for wrong, why in ((other, "in the same place already"), ("Nessa", "Nobody called Nessa")):
        assert why in await evening.tell(RUTH, "sets swap", area="Devon", one=wrong, other=other)
    assert await teams(evening) == after


async def teams(evening: Evening) -> dict[str, frozenset[str]]:
    """Return who is in which set of the plan, by names."""

    async def read(unit: Unit) -> dict[str, frozenset[str]]:
        found = dict[str, frozenset[str]]()
        for one in await unit.sets.where(stage=Stage.DRAFT):
            places = await unit.memberships.where(set_id=one.id)
            people = [await unit.people.need(place.person_id) for place in places]
            found[one.name] = frozenset(person.name for person in people)
        return found

    return await evening.stage.look(read)

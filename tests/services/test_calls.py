"""Calls: a yes is private, belongs to one person, and is erased, exported and forgotten in time."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from services_world import BOSS, GUILD, World, fresh, person

from learning.people import Standing
from learning.refusals import Refusal
from services import Who
from services.problem import free_people
from services.themes import themes_of

WHO = Who(xid=BOSS, guild_xid=GUILD)
STRANGER = Who(xid=4242, guild_xid=GUILD)


@pytest.fixture
async def world() -> World:
    """Two people on the list, and one open call."""
    made = fresh()
    await made.set_up()
    await made.join(person(1), person(2))
    await made.services.calls.open_theme(WHO, " Sleep  and music ", "Devon", "29 January 2027")
    return made


async def call_id(world: World) -> str:
    """Return the id of the call."""
    (call,) = await world.where("calls")
    return call.id


async def test_a_yes_gives_a_theme_and_takes_nobody_off_the_list(world: World) -> None:
    """The planner may know the theme of who said yes; all still wait on the general list."""
    one = await call_id(world)
    await world.services.calls.count(world.who(1), one, yes=True)
    async with world.units.read() as unit:
        assert await themes_of(unit, GUILD) == {1001: frozenset({"Sleep and music"})}
        assert len(await free_people(unit, GUILD)) == 2
    assert (await world.get("people", "p01")).standing is Standing.WAITING
    await world.services.calls.count(world.who(1), one, yes=False)
    async with world.units.read() as unit:
        assert await themes_of(unit, GUILD) == {}


async def test_nobody_says_yes_after_the_end_or_from_another_server(world: World) -> None:
    """A press on an old card is told so; a call belongs to its server."""
    one = await call_id(world)
    with pytest.raises(Refusal, match=r"call\.unknown"):
        await world.services.calls.count(Who(xid=5, guild_xid=GUILD + 1), one, yes=True)
    await world.pass_time(timedelta(days=20))
    with pytest.raises(Refusal, match=r"call\.over"):
        await world.services.calls.count(world.who(1), one, yes=True)
    assert (await world.get("calls", one)).closed_at is not None


async def test_who_never_joined_is_exported_and_erased_too(world: World) -> None:
    """A yes is all that is held about a stranger: they can have it, and have it erased."""
    one = await call_id(world)
    await world.services.calls.count(STRANGER, one, yes=True)
    held = json.loads(await world.services.mydata.export(STRANGER))
    assert [row["call_id"] for row in held["counted_in"]] == [one]
    await world.services.mydata.erase(STRANGER)
    assert await world.where("counted_in") == ()


async def test_calls_are_forgotten_in_time(world: World) -> None:
    """Thirteen weeks after a call closed, it and every yes are gone."""
    one = await call_id(world)
    await world.services.calls.count(STRANGER, one, yes=True)
    await world.services.retiring.begin()
    await world.pass_time(timedelta(days=100))
    assert await world.where("counted_in") != ()
    await world.pass_time(timedelta(days=20))
    assert await world.where("counted_in") == ()
    assert await world.where("calls") == ()


@pytest.mark.parametrize(
    ("who", "theme", "until", "key"),
    [
        (Who(xid=5, guild_xid=GUILD), "Sleep", "29 January 2027", "not_coordinator"),
        (WHO, "Sleep", "1 January 2027", "call.past"),
        (WHO, "Sleep", "soon", "call.date"),
        (WHO, "x" * 81, "29 January 2027", "call.long"),
    ],
)
async def test_what_cannot_be_opened_is_refused(
    world: World, who: Who, theme: str, until: str, key: str
) -> None:
    """Only coordinators open calls, for a time to come, in a few words."""
    with pytest.raises(Refusal) as refused:
        await world.services.calls.open_theme(who, theme, "Devon", until)
    assert refused.value.key == key
    assert len(await world.where("calls")) == 1

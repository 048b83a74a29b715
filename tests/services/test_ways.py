"""A small set says in private how it would like to go on: what is told, to whom, and when."""

from __future__ import annotations

import asyncio

import pytest
from services_world import BOSS, DAY, World, fresh, person

from learning.refusals import Refusal, Stale
from learning.sets import Stage
from services.values import Note
from services.ways import Way, most_wanted

LEFT = (1, 2, 3)


async def small(left: tuple[int, ...] = LEFT) -> World:
    """Return a world in which a set of five that meets has lost so many people."""
    world = fresh()
    await world.running(5, 5)
    for number in {1, 2, 3, 4, 5} - {*left}:
        await world.services.mydata.erase(world.who(number))
    await world.settle()
    return world


async def choose(world: World, *ways: Way) -> list[Note]:
    """Let person 1, 2, ... choose."""
    said: list[Note] = []
    for number, way in enumerate(ways, 1):
        said.append(await world.services.ways.say(world.who(number), "s1", way))
        await world.settle()
    return said


def notes(world: World, xid: int) -> list[Note]:
    """Return all notes that somebody has."""
    return [m.face for m in world.stage.seen_by(xid) if isinstance(m.face, Note)]


def in_room(world: World) -> list[str]:
    """Return what the set heard of it."""
    faces = [m.face for m in world.room() if isinstance(m.face, Note)]
    return [face.key for face in faces if face.key.startswith("ways.")]


async def test_each_who_is_left_is_asked_in_private_with_the_four_ways() -> None:
    """The desk hears that they are asked; the room hears nothing yet."""
    world = await small()
    for number in LEFT:
        asked = [note for note in notes(world, 1000 + number) if note.key == "ways.ask"]
        assert [verb for verb, _, _ in asked[-1].buttons] == [f"ways.{way}" for way in Way]
    assert notes(world, BOSS)[-1].key == "desk_news.small_asked"
    assert in_room(world) == []


@pytest.mark.parametrize("way", Way)
async def test_what_most_chose_is_told_after_the_last_and_never_by_whom(way: Way) -> None:
    """Set and desk hear the same, whoever chose otherwise; nothing of the choices is kept."""
    other = Way.GO_ON if way is Way.FINISH else Way.FINISH
    seen: set[str] = set()
    for odd in range(3):
        world = await small()
        ways = [way, way, way]
        ways[odd] = other
        await choose(world, *ways[:2])
        assert in_room(world) == [], "no interim result"
        said = await world.services.ways.say(world.who(3), "s1", ways[2])
        await world.settle()
        assert said.key == "ways.settled"
        assert in_room(world) == [f"ways.room.{way}"]
        assert notes(world, BOSS)[-1].key == f"desk_news.small_{way}"
        assert await world.where("drafts") == ()
        seen.add(repr([m.face for m in world.stage.seen_by(BOSS)] + world.room()))
    assert len(seen) == 1


async def test_a_choice_can_be_changed_until_all_have_said() -> None:
    """After that the question is over for everybody."""
    world = await small()
    first, again = await choose(world, Way.NEW), await choose(world, Way.FINISH, Way.FINISH)
    assert (first[0].key, again[0].key) == ("ways.mine.new", "ways.mine.finish")
    await world.services.ways.say(world.who(3), "s1", Way.NEW)
    await world.settle()
    assert in_room(world) == ["ways.room.finish"]
    with pytest.raises(Stale, match=r"topup\.over"):
        await choose(world, Way.NEW)
    assert (await world.get("sets", "s1")).stage is not Stage.ENDED, "a coordinator ends sets"


@pytest.mark.parametrize(("ways", "told"), [((Way.NEW,), "new"), ((), "even")])
async def test_after_five_days_those_who_have_spoken_settle_it(
    ways: tuple[Way, ...], told: str
) -> None:
    """One who says nothing holds nobody up; when nobody spoke the desk hears that it is open."""
    world = await small()
    await choose(world, *ways)
    await world.pass_time(DAY * 4)
    assert in_room(world) == []
    await world.pass_time(DAY * 2)
    assert in_room(world) == [f"ways.room.{told}"]
    assert notes(world, BOSS)[-1].key == f"desk_news.small_{told}"


async def test_two_who_are_left_cannot_go_on_alone() -> None:
    """When one more leaves all are asked anew, and older choices count no more."""
    world = await small()
    await choose(world, Way.GO_ON)
    await world.services.mydata.erase(world.who(3))
    await world.settle()
    asked = [note for note in notes(world, 1001) if note.key == "ways.ask.few"]
    assert [verb for verb, _, _ in asked[-1].buttons] == ["ways.merge", "ways.finish"]
    with pytest.raises(Refusal, match=r"ways\.too_few"):
        await choose(world, Way.GO_ON)
    await choose(world, Way.MERGE, Way.MERGE)
    assert in_room(world) == ["ways.room.merge"]


async def test_only_who_is_left_chooses() -> None:
    """Neither a stranger nor who has left; and nobody before there is anything to ask."""
    world = await small()
    await world.join(person(9))
    with pytest.raises(Refusal, match="not_yours"):
        await world.services.ways.say(world.who(9), "s1", Way.NEW)
    with pytest.raises(Refusal, match=r"topup\.nothing"):
        await world.services.ways.mine(world.who(9))
    assert await world.services.ways.mine(world.who(1)) == "s1"


async def test_of_three_at_once_each_counts() -> None:
    """The last of them settles it once."""
    world = await small()
    say = world.services.ways.say
    await asyncio.gather(*(say(world.who(n), "s1", Way.NEW) for n in LEFT))
    await world.settle()
    assert in_room(world) == ["ways.room.new"]
    assert [n.key for n in notes(world, BOSS)].count("desk_news.small_new") == 1


async def test_the_coordinator_takes_the_next_step_from_the_news() -> None:
    """The button names the server and the set; a yes from everyone is asked for as ever."""
    world = await small()
    await world.join(person(8))
    await choose(world, Way.NEW, Way.NEW, Way.NEW)
    ((verb, thing, _),) = notes(world, BOSS)[-1].buttons
    assert (verb, thing) == ("sets.topup", f"{world.boss.guild_xid}~s1")
    await world.services.topup.ask(world.boss, "s1")
    await world.settle()
    assert all("topup.ask" in [n.key for n in notes(world, 1000 + n)] for n in LEFT)


async def test_a_question_of_the_coordinator_takes_the_place_of_this_one() -> None:
    """A set is asked one thing at a time; a yes from everyone is the further one."""
    world = await small()
    await world.join(person(8))
    await world.services.topup.ask(world.boss, "s1")
    with pytest.raises(Stale, match=r"topup\.over"):
        await choose(world, Way.NEW)
    await world.services.mydata.erase(world.who(3))
    await world.settle()
    assert notes(world, BOSS)[-1].key == "desk_news.small", "and is not asked over it"


def test_an_even_result_is_no_result() -> None:
    """One way has to be chosen more often than any other."""
    assert most_wanted([Way.NEW, Way.MERGE]) is None
    assert most_wanted([Way.NEW, Way.MERGE, Way.NEW]) is Way.NEW
    assert most_wanted([]) is None

"""What could not be sent: coordinators see counts and can try again; a guide hears how many."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from services_world import GUILD, World, fresh

from learning.effects import Card, Place, To, post
from learning.ports import Dead, Work
from learning.refusals import Refusal
from services.values import Note, UnsentView

DAY = timedelta(days=1)


async def buried(world: World, key: str, place: Place, why: str, useful: timedelta = DAY) -> None:
    """Keep a dead letter."""
    effect = replace(post(key, place, Card("f", "s1")), until=world.now + useful)
    async with world.units.write() as unit:
        await unit.work.add([effect], world.now)
        await unit.work.settle([Dead(key, world.now, why)])


async def test_a_coordinator_sees_counts_and_reasons_of_their_own_server() -> None:
    """Counts by what and why, most first; nothing of another server, and nobody is named."""
    world = fresh()
    await world.running()
    for number in (1, 2):
        await buried(world, f"a{number}", Place(To.PERSON, f"p0{number}"), "person_gone")
    await buried(world, "b", Place(To.ROOM, "s1"), "discord_away")
    await buried(world, "c", Place(To.LOBBY, str(GUILD)), "rights.send_messages")
    await buried(world, "d", Place(To.PERSON, "unknown"), "person_gone")
    lines = (("person", "gone", 2), ("lobby", "rights", 1), ("room", "away", 1))
    assert await world.services.unsent.look(world.boss) == UnsentView(lines=lines, again=2)
    with pytest.raises(Refusal, match="not_coordinator"):
        await world.services.unsent.look(world.who(1))


async def test_what_is_still_of_use_is_tried_again() -> None:
    """Only what has time left and somebody to reach is tried, and only by a coordinator."""
    world = fresh()
    await world.running()
    room = Place(To.ROOM, "s1")
    await buried(world, "a", room, "discord_away")
    await buried(world, "late", room, "discord_away", -DAY)
    await buried(world, "gone", Place(To.PERSON, "p01"), "person_gone")
    with pytest.raises(Refusal, match="not_coordinator"):
        await world.services.unsent.again(world.who(1))
    assert await world.services.unsent.again(world.boss) == 1
    assert [effect.key for effect in await world.pending("a")] == ["a"]
    assert (await world.services.unsent.look(world.boss)).again == 0


async def test_a_guide_hears_once_how_many_were_not_reached() -> None:
    """Two members cannot be reminded in any way: their guide is told the number, and no name."""
    world = fresh()
    found = await world.running()
    world.stage.left |= {1003, 1004}
    meeting = min(await world.where("meetings", set_id="s1"), key=lambda one: one.starts_at)
    await world.go_to(meeting.starts_at - timedelta(days=7) + timedelta(minutes=1))
    for key, why in [one for one in world.lost if one[0].startswith("remind:")]:
        async with world.units.read() as unit:
            effect = await unit.work.effect(key)
        assert effect is not None
        await world.services.troubles.tell(Work(effect=effect, due_at=world.now, attempts=1), why)
    await world.pass_time(timedelta(minutes=3))
    guide = int(str(meeting.guide_id or found.guide_id)[1:])
    notes = [one.face for one in world.dms(guide) if isinstance(one.face, Note)]
    told = [note for note in notes if note.key == "unreached"]
    assert told == [Note(key="unreached", facts={"n": 2, "number": 1})]

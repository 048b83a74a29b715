"""The first guide hears once, in private and in good time, that they may look in at meeting six."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from meeting_scenes import in_dms, meeting_of
from services_world import World, fresh

from learning.meetings import MeetingState
from services.values import Note

DAY = timedelta(days=1)


async def before_the_sixth() -> World:
    """Return a set with five meetings behind it, a week before the sixth."""
    world = fresh()
    await world.running()
    for number in range(1, 6):
        held = replace(await meeting_of(world, number), state=MeetingState.HELD)
        await world.save("meetings", held)
    await world.go_to((await meeting_of(world, 6)).starts_at - 7 * DAY)
    return world


def told(world: World) -> list[int]:
    """Return who has the card, once for each that they have."""
    return [n for n in range(1, 7) for note in in_dms(world, n, Note) if note.key == "look_in"]


async def test_the_first_guide_hears_once_and_nobody_else() -> None:
    """Not a week before, but some days before; and not again when the meeting is moved."""
    world = await before_the_sixth()
    meeting = await meeting_of(world, 6)
    guide = int((await world.get("sets", "s1")).guide_id[1:])
    assert told(world) == []
    await world.go_to(meeting.starts_at - 2 * DAY)
    assert told(world) == [guide]
    later = meeting.starts_at + 8 * DAY
    moving = world.services.moving
    await moving.move(world.who(int(meeting.guide_id[1:])), f"{later:%Y-%m-%d %H.%M}", number=6)
    await world.go_to(later - DAY)
    assert (await meeting_of(world, 6)).moved == 1
    assert told(world) == [guide]


@pytest.mark.parametrize("why", ["guides", "off", "left"])
async def test_nobody_hears_when_there_is_nothing_to_say(why: str) -> None:
    """Not a guide who guides this one anyway, nor for a meeting that is off, nor who has left."""
    world = await before_the_sixth()
    found, meeting = await world.get("sets", "s1"), await meeting_of(world, 6)
    if why == "guides":
        await world.save("meetings", replace(meeting, guide_id=found.guide_id))
    elif why == "off":
        await world.save("meetings", replace(meeting, state=MeetingState.CANCELLED))
    else:
        place = await world.get("memberships", f"s1.{found.guide_id}")
        await world.save("memberships", replace(place, left_at=world.now))
    await world.go_to(meeting.starts_at - 2 * DAY)
    assert told(world) == []

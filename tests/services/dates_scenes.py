"""A set with its dates, for tests of dates that change.

Knows how to look at what is planned and what people have been told. Must not know any rule.
"""

from __future__ import annotations

from services_world import World, fresh

from learning.meetings import Coming, Meeting, MeetingState
from services.values import ReminderCard


async def running() -> World:
    """Return a world with a set that stands."""
    world = fresh()
    await world.running()
    return world


async def planned(world: World) -> list[Meeting]:
    """Return the meetings that are to come, by time."""
    found = await world.where("meetings", set_id="s1", state=MeetingState.PLANNED)
    return sorted(found, key=lambda one: one.starts_at)


def cards(world: World, number: int) -> list[ReminderCard]:
    """Return the reminders and the news of moves that stand with one person."""
    return [m.face for m in world.dms(number) if isinstance(m.face, ReminderCard)]


async def cant(world: World, meeting: Meeting, *numbers: int) -> None:
    """Let these people say that they cannot come."""
    for number in numbers:
        thing = f"{meeting.id}.p{number:02}"
        await world.services.coming.answer(world.who(number), thing, coming=Coming.CANT)
    await world.settle()

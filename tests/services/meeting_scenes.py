"""A set at one of its meetings, for tests of what happens there.

Knows how to let people come, and how to read what stands in the room. Must not know any rule.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from services_world import World, fresh

from learning.meetings import Answer, Coming, Meeting, MeetingState, Ready
from learning.session.commands import Done, Next
from learning.session.state import Session, Status
from services.values import Note

V = TypeVar("V")
MINUTE = timedelta(minutes=1)
FIVE = (1, 2, 3, 4, 5)
AT = {"first-90": 1, "review-60": 4}
"""The meeting at which each of these plans is held."""


async def meeting_of(world: World, number: int) -> Meeting:
    """Return a meeting of the set by its number."""
    found = await world.where("meetings", set_id="s1")
    return next(one for one in found if one.number == number)


async def come(world: World, meeting: Meeting, numbers: tuple[int, ...]) -> None:
    """Let these people say that they are coming and somewhere private."""
    async with world.units.write() as unit:
        for number in numbers:
            name = f"{meeting.id}.p{number:02}"
            old = await unit.answers.get(name)
            said = Answer(
                id=name, meeting_id=meeting.id, person_id=f"p{number:02}",
                coming=Coming.COMING, ready=Ready.PRIVATE,
            )  # fmt: skip
            if old is None:
                await unit.answers.add(said)
            else:
                await unit.answers.save(replace(said, revision=old.revision))


async def at_start(numbers: tuple[int, ...], number: int = 2, plan: str = "") -> World:
    """Return a set at the start of a meeting to which these people came."""
    world = fresh()
    await world.running()
    meeting = await meeting_of(world, number)
    if plan:
        minutes = world.kit.plan(plan).total_minutes
        meeting = await world.save("meetings", replace(meeting, plan_id=plan, minutes=minutes))
    earlier = [one for one in await world.where("meetings", set_id="s1") if one.number < number]
    for one in earlier:  # as if they had been held: nobody is waited for on the way
        await world.save("meetings", replace(one, state=MeetingState.HELD))
    await world.go_to(meeting.starts_at - MINUTE)
    await come(world, meeting, numbers)
    await world.go_to(meeting.starts_at)
    return world


async def session_of(world: World, number: int = 2) -> Session:
    """Return the session of a meeting."""
    return await world.get("sessions", (await meeting_of(world, number)).id)


async def to_part(world: World, title: str, number: int = 2) -> Session:
    """Let the guide go on until the part of this title."""
    while True:
        session = await session_of(world, number)
        assert session.status is Status.RUNNING, title
        if world.kit.plan(session.plan_id).parts[session.part].title == title:
            return session
        await say(world, session, Next(by=session.guide_id))


async def at_part(plan: str, title: str, numbers: tuple[int, ...] = FIVE) -> World:
    """Return a set in one part of a plan, at the meeting which has that plan."""
    world = await at_start(numbers, AT[plan], plan)
    await to_part(world, title, AT[plan])
    return world


async def say(world: World, session: Session, command: Any) -> None:
    """Say something to a session as the person it is by."""
    who = world.who(int(command.by[1:]))
    await world.services.sessions.say(who, session.id, None, lambda by, rev: command)
    await world.settle()


async def to_the_end(world: World, number: int = 2) -> Session:
    """Let the session run to its hard finish."""
    session = await session_of(world, number)
    await world.go_to(session.ends_at)
    return await session_of(world, number)


async def talk(world: World, number: int = 2) -> Session:
    """Hold a whole meeting in which whoever has the floor says Done after half a minute."""
    session = await session_of(world, number)
    while session.status is Status.RUNNING:
        await world.go_to(min(world.now + MINUTE / 2, session.ends_at))
        session = await session_of(world, number)
        if session.status is Status.RUNNING and session.floor_id:
            await say(world, session, Done(by=session.floor_id))
            session = await session_of(world, number)
    return session


def in_room(world: World, kind: type[V]) -> list[V]:
    """Return the cards of one kind that stand in the set's room."""
    return [one.face for one in world.room() if isinstance(one.face, kind)]


def in_dms(world: World, number: int, kind: type[V]) -> list[V]:
    """Return the private cards of one kind that one person has."""
    return [one.face for one in world.dms(number) if isinstance(one.face, kind)]


def notes(world: World) -> list[str]:
    """Return the keys of all notes in the set's room."""
    return [note.key for note in in_room(world, Note)]

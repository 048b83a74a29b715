"""Two meetings missed without a word: one private question, and none of it seen by the set."""

from __future__ import annotations

from dataclasses import replace

import pytest
from meeting_scenes import come, meeting_of, session_of
from services_world import DAY, World, fresh

from learning.meetings import Answer, Coming, MeetingState
from learning.people import Standing
from learning.session.state import Status
from services.missing import Staying
from services.values import Note

HERE = (1, 2, 3, 4, 5)


async def held(world: World, number: int, *, word: bool = False) -> None:
    """Hold a meeting without the sixth person, who may have said that they can't come."""
    meeting = await meeting_of(world, number)
    await world.go_to(meeting.starts_at - DAY / 100)
    await come(world, meeting, HERE)
    if word:
        said = Answer(id=f"{meeting.id}.p06", meeting_id=meeting.id, person_id="p06")
        async with world.units.write() as unit:
            await unit.answers.add(replace(said, coming=Coming.CANT))
    await world.go_to(meeting.starts_at)
    session = await session_of(world, number)
    assert session.status is Status.RUNNING
    await world.go_to(session.ends_at + DAY * 2)


def asked(world: World, number: int) -> list[str]:
    """Return which of these questions somebody has."""
    faces = [m.face for m in world.dms(number) if isinstance(m.face, Note)]
    return [face.key for face in faces if face.key.startswith("missed")]


async def missed_twice() -> World:
    """Return a world in which the sixth has missed two meetings."""
    world = fresh()
    await world.running()
    await held(world, 1)
    assert asked(world, 6) == []
    await held(world, 2)
    return world


async def test_after_two_missed_meetings_one_question_comes_to_them_alone() -> None:
    """It comes once: a third missed meeting brings no second question."""
    world = await missed_twice()
    assert [asked(world, n) for n in range(1, 7)] == [[], [], [], [], [], ["missed"]]
    await held(world, 3)
    assert asked(world, 6) == ["missed"]


async def test_a_word_beforehand_is_enough() -> None:
    """Whoever said that they can't come to one of them is not asked."""
    world = fresh()
    await world.running()
    await held(world, 1)
    await held(world, 2, word=True)
    assert asked(world, 6) == []


@pytest.mark.parametrize("staying", list(Staying))
async def test_each_answer_does_what_it_says_and_the_room_hears_nothing(staying: Staying) -> None:
    """Stay changes nothing, pause answers two meetings, leave frees the place without a reason."""
    world = await missed_twice()
    before = [m.face for m in world.room() if isinstance(m.face, Note)]
    note = await world.services.missing.say(world.who(6), staying)
    await world.settle()
    assert note.key == f"missed.{staying}"
    assert [m.face for m in world.room() if isinstance(m.face, Note)] == before
    place = await world.get("memberships", "s1.p06")
    left = staying is Staying.LEAVE
    assert (place.left_at is not None) is left
    person = await world.get("people", "p06")
    assert person.standing is (Standing.PAUSED if left else Standing.PLACED)
    ahead = await world.where("meetings", set_id="s1", state=MeetingState.PLANNED)
    cant = [
        one.number
        for one in ahead
        if (said := await world.get("answers", f"{one.id}.p06")) and said.coming is Coming.CANT
    ]
    assert sorted(cant) == ([3, 4] if staying is Staying.PAUSE else [])

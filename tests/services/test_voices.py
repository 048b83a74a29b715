"""One voice at a time: who is muted, two edits from one speaker to the next, and the way out.

The way out is what matters: whatever goes wrong, nobody stays muted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fake_stage import FakeStage
from meeting_scenes import MINUTE, at_start, in_room, notes, say, session_of, to_part
from services_world import GUILD, World

from learning.refusals import Misconfigured, Unavailable
from learning.session.commands import Done, HandOver, HandUp, Leave, Pause, Resume, Stop
from learning.session.state import Status
from services.values import BoardCard, Note
from services.voices import Voices

SIX = (1, 2, 3, 4, 5, 6)
XIDS = frozenset(1000 + n for n in SIX)


async def all_say_yes(world: World) -> None:
    """Let everybody agree."""
    for number in SIX:
        await world.services.one_voice.say(world.who(number), yes=True)
    await world.settle()


async def come_in(world: World, *numbers: int, room: int | None = None) -> None:
    """Let people into a voice channel (the set's), and nobody else in any."""
    found = await world.get("sets", "s1")
    channel = found.voice_xid if room is None else room
    xids = tuple(1000 + n for n in numbers)
    world.stage.voices_in = {channel: xids}
    for xid in xids:
        await world.services.voices.came(GUILD, xid, channel)
    await world.settle()


async def in_voice() -> World:
    """Return a set that meets by voice and has agreed, in the round of its first part."""
    world = await at_start(SIX)
    await all_say_yes(world)
    await come_in(world, *SIX)
    assert world.stage.muted
    return world


async def heard(world: World) -> set[int]:
    """Return the numbers of those who can be heard."""
    return {xid - 1000 for xid in XIDS - world.stage.muted}


async def test_it_takes_everybody_and_one_no_ends_it_at_once() -> None:
    """With five of six nobody is muted; the sixth begins it; a no in the middle ends it."""
    world = await at_start(SIX)
    await come_in(world, *SIX)
    for number in SIX[:-1]:
        await world.services.one_voice.say(world.who(number), yes=True)
    await world.settle()
    assert world.stage.mutes == []
    (card,) = [n for n in in_room(world, Note) if n.key == "one_voice"]
    assert card.facts == {"yes": 5, "all": 6}
    await world.services.one_voice.say(world.who(6), yes=True)
    await world.settle()
    assert "one_voice.on" in notes(world)
    assert in_room(world, BoardCard)[-1].board.one_voice
    session = await session_of(world)
    assert await heard(world) == {int(session.floor_id[1:]), int(session.guide_id[1:])}
    said = await world.services.one_voice.say(world.who(4), yes=False)
    await world.settle()
    assert said.key == "one_voice.said_no"
    assert world.stage.muted == set()
    assert not in_room(world, BoardCard)[-1].board.one_voice
    assert "Name4" not in str([n for n in in_room(world, Note) if n.key.startswith("one_voice")])


async def test_without_the_right_nobody_is_promised_anything() -> None:
    """A yes is refused with the right that is missing; nothing is kept."""
    world = await at_start(SIX)
    world.stage.forbidden = True
    with pytest.raises(Misconfigured, match="mute_members"):
        await world.services.one_voice.say(world.who(1), yes=True)
    assert not any(place.one_voice for place in await world.where("memberships"))


async def test_the_next_meeting_begins_so() -> None:
    """What everybody agreed to holds for later meetings too."""
    world = await in_voice()
    session = await session_of(world)
    await say(world, session, Stop(by=session.guide_id))
    assert world.stage.muted == set()
    await world.go_to(min(m.starts_at for m in await world.where("meetings", number=3)))
    await world.settle()
    later = await session_of(world, 3)
    assert later.one_voice
    assert world.stage.muted


async def test_from_one_speaker_to_the_next_there_are_two_edits() -> None:
    """The next one is let in first, then the last one is muted; never more than these two."""
    world = await in_voice()
    for _ in range(4):
        session = await session_of(world)
        last, guide = session.floor_id, session.guide_id
        world.stage.mutes.clear()
        await say(world, session, Done(by=last))
        after = (await session_of(world)).floor_id
        let_in = [(1000 + int(after[1:]), False)] if after != guide else []
        put_off = [(1000 + int(last[1:]), True)] if last != guide else []
        assert world.stage.mutes == [*let_in, *put_off]
        assert await heard(world) == {int(after[1:]), int(guide[1:])}


async def test_who_presents_can_answer_and_the_guide_can_always_speak() -> None:
    """In questions three can be heard: who asks, who answers, and the guide."""
    world = await in_voice()
    session = await to_part(world, "First person: questions")
    presents = next(run.presenter_id for run in session.parts if run.number == session.part)
    asks = next(s.person_id for s in session.seats if s.person_id not in (presents, "p01"))
    await say(world, session, HandUp(by=asks))
    three = {presents, asks, (await session_of(world)).guide_id}
    assert await heard(world) == {int(one[1:]) for one in three}
    to = next(s.person_id for s in session.seats if s.person_id not in three)
    world.stage.mutes.clear()
    await say(world, await session_of(world), HandOver(by=session.guide_id, to=to))
    assert len(world.stage.mutes) <= 2
    assert int(to[1:]) in await heard(world)


async def test_a_quiet_part_and_a_pause_mute_nobody() -> None:
    """Where nobody waits for a turn, and in a pause, everybody can be heard."""
    world = await in_voice()
    await say(world, await session_of(world), Pause(by="p05"))
    assert world.stage.muted == set()
    await say(world, await session_of(world), Resume(by="p05"))
    assert world.stage.muted
    await to_part(world, "First person: quiet")
    assert world.stage.muted == set()


async def test_at_the_end_and_for_who_leaves_the_meeting_it_is_over() -> None:
    """Nobody is muted after the end; somebody who is away from the meeting is not muted."""
    world = await in_voice()
    session = await session_of(world)
    gone = next(s.person_id for s in session.seats if 1000 + int(s.person_id[1:])
                in world.stage.muted)  # fmt: skip
    await say(world, session, Leave(by=gone, person=gone))
    assert 1000 + int(gone[1:]) not in world.stage.muted
    await world.go_to(session.ends_at)
    assert (await session_of(world)).status is Status.ENDED
    assert world.stage.muted == set()
    assert await world.where("muted") == ()


async def test_who_left_voice_while_muted_is_let_in_when_they_come_back() -> None:
    """Out of voice nobody can be unmuted: it is remembered, and done in whatever channel."""
    world = await in_voice()
    muted = sorted(xid - 1000 for xid in world.stage.muted)
    first, second, *_ = muted
    await come_in(world, *(n for n in SIX if n not in (first, second)))
    await say(world, await session_of(world), Stop(by=(await session_of(world)).guide_id))
    assert world.stage.muted == {1000 + first, 1000 + second}
    assert {one.xid for one in await world.where("muted")} == world.stage.muted
    await come_in(world, first, room=31)  # another channel of the server
    assert world.stage.muted == {1000 + second}
    await world.pass_time(MINUTE * 60 * 24)
    await come_in(world, second)
    assert world.stage.muted == set()
    assert await world.where("muted") == ()


async def test_who_comes_into_voice_late_waits_like_the_others() -> None:
    """Coming into the set's voice room while others speak means waiting for one's turn."""
    world = await at_start(SIX)
    await all_say_yes(world)
    await come_in(world, 1, 2)
    session = await session_of(world)
    late = next(n for n in SIX if f"p{n:02}" not in (session.floor_id, session.guide_id))
    world.stage.voices_in = {(await world.get("sets", "s1")).voice_xid: (1001, 1002, 1000 + late)}
    await world.services.voices.came(GUILD, 1000 + late, next(iter(world.stage.voices_in)))
    await world.settle()
    assert 1000 + late in world.stage.muted


async def test_whom_somebody_else_muted_is_left_alone() -> None:
    """A moderator's own mute is neither counted as ours nor lifted by us."""
    world = await at_start(SIX)
    session = await session_of(world)
    theirs = next(n for n in SIX if f"p{n:02}" not in (session.floor_id, session.guide_id))
    world.stage.muted.add(1000 + theirs)
    await all_say_yes(world)
    await come_in(world, *SIX)
    await say(world, await session_of(world), Stop(by=session.guide_id))
    assert world.stage.muted == {1000 + theirs}


@pytest.mark.parametrize("error", [Unavailable("discord_away"), Misconfigured("rights")])
async def test_after_an_error_everybody_is_heard_until_it_works_again(error: Any) -> None:
    """When a hand-over fails halfway, all are let speak; the work is tried again later."""
    world = await in_voice()
    session = await session_of(world)
    world.stage.fail = [None, error]  # the first edit of the hand-over works, the second does not
    await say(world, session, Done(by=session.floor_id))
    assert world.stage.muted == set()
    assert await world.where("muted") == ()
    await world.pass_time(MINUTE * 6)
    assert world.stage.muted


async def test_without_discords_ear_everybody_is_heard() -> None:
    """Nobody can ask for the floor while we hear nothing; then the meeting goes on as it was."""
    world = await in_voice()
    before = set(world.stage.muted)
    await world.services.voices.deaf()
    assert world.stage.muted == set()
    await world.services.voices.tend("s1")
    assert world.stage.muted == set()
    await world.services.voices.hear()
    await world.settle()
    assert world.stage.muted == before


async def test_what_another_process_mutes_is_left_alone() -> None:
    """A process that begins or ends lets nobody speak in a server that another one hears."""
    world = await in_voice()
    before = set(world.stage.muted)
    world.stage.of_others.add(GUILD)
    for _ in range(2):
        await world.services.voices.deaf()
        await world.services.voices.sweep()
        assert world.stage.muted == before
    world.stage.of_others.clear()
    await world.services.voices.deaf()
    assert world.stage.muted == set()


class Killed(BaseException):
    """The process is gone at this moment."""


@pytest.mark.parametrize("after", range(10))
async def test_killed_at_any_moment_the_next_start_lets_everybody_speak(after: int) -> None:
    """Between any two requests, and between a request and our note of it, we may be killed.

    Turn-keeping begins, and the floor goes on once; the plug is pulled after so many steps.
    """
    world = await at_start(SIX)
    await all_say_yes(world)
    found = await world.get("sets", "s1")
    world.stage.voices_in = {found.voice_xid: tuple(sorted(XIDS))}
    left = _pull_the_plug_after(world.stage, after)
    try:
        await world.services.voices.tend("s1")
        session = await session_of(world)
        await say(world, session, Done(by=session.floor_id))
    except Killed:
        pass
    assert left[0] < 0, "the plug was never pulled"
    world.stage.plug = None
    kept = {one.xid for one in await world.where("muted")}
    assert world.stage.muted <= kept, "somebody is muted, and nobody knows it"
    fresh = Voices(world.kit, world.stage)  # the next process, over the same memory
    await fresh.hear()
    assert world.stage.muted == set()
    assert await world.where("muted") == ()


def _pull_the_plug_after(stage: FakeStage, steps: int) -> list[int]:
    left = [steps]

    def plug() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed

    stage.plug = plug
    return left


async def test_the_hourly_look_finds_what_was_given_up() -> None:
    """A microphone that is still off after its work was given up is turned on within the hour."""
    world = await in_voice()
    session = await session_of(world)
    await world.save("sessions", replace(session, one_voice=False))  # and its work was lost
    await world.settle()
    assert world.stage.muted
    await world.services.voices.sweep()
    assert world.stage.muted == set()

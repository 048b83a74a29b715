"""A session by its plan: the board, the floor, the guide's card, and the same by command."""

from __future__ import annotations

from datetime import timedelta

import pytest
from journeys_stage import Evening, labels

from learning.session.state import Session, Status
from practice.hands import text_of
from practice.robot import control

SIX = ("Amara", "Priya", "Tom", "Leila", "Jonah", "Bea")
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def meeting(gathered: Evening) -> Evening:
    """An evening with a session of six people under way, by the plan first-90."""
    await gathered.begin(SIX)
    return gathered


async def lead(evening: Evening) -> str:
    """Return the name of whoever guides."""
    return evening.name_of((await evening.session("Amara")).guide_id)


async def floor(evening: Evening) -> str:
    """Return the name of whoever has the floor, or ""."""
    return evening.name_of((await evening.session("Amara")).floor_id)


async def until_part(evening: Evening, part: int) -> Session:
    """Let time pass until this part (from 1) has begun."""
    for _ in range(400):
        session = await evening.session("Amara")
        if session.part + 1 >= part:
            return session
        await evening.leap(session.part_ends_at)
    raise AssertionError("that part never came")


@pytest.mark.parametrize(("number", "plan"), [(1, "first-90"), (2, "lunch-60")])
async def test_left_alone_a_session_runs_by_its_plan_to_the_hard_finish(
    gathered: Evening, number: int, plan: str
) -> None:
    """Nobody presses anything: each part comes in order, once; the end is on the minute."""
    session = await gathered.begin(SIX, number)
    assert session.plan_id == plan
    form = await gathered.command("Jonah", "action add")
    await gathered.fill("Jonah", form, {"what": "Play one song for the porter"})
    parts = gathered.plan(plan).parts
    await gathered.leap(session.ends_at)
    over = await gathered.session("Amara", number)
    assert (over.status, over.ended_at) == (Status.ENDED, session.ends_at)
    assert session.ends_at - session.started_at == MINUTE * sum(p.minutes for p in parts)
    begun = [run.started_at for run in over.parts]
    assert [at for at in begun if at is None] == []
    assert begun == sorted(at for at in begun if at)
    assert not any("Part " in text_of(m) for m in gathered.stage.seen_by("Tom")), "a board is left"
    closing = gathered.posted("Tom", "That is time.")
    following = (await gathered.meetings("Tom"))[number]
    assert f"<t:{int(following.starts_at.timestamp())}:" in text_of(closing)
    assert "Play one song for the porter" in text_of(closing)
    assert gathered.in_room("Tom", button="Pause") is None, "an old board can still be pressed"


async def test_the_board_says_part_speaker_prompt_and_end(meeting: Evening) -> None:
    """The board shows the part, who may speak, one prompt, and when it ends as a ticking time."""
    session = await until_part(meeting, 2)
    plan = meeting.plan("first-90")
    text = text_of(meeting.board("Tom"))
    part = plan.parts[session.part]
    assert f"Part {session.part + 1} of {len(plan.parts)}." in text
    assert part.prompt in text
    assert f"<t:{int(session.part_ends_at.timestamp())}:R>" in text
    assert f"Floor: {await floor(meeting)}." in text
    assert [one for one in labels(meeting.board("Tom")) if one in ("Hand up", "Pass", "Done")]


async def test_a_round_goes_from_one_to_the_next(meeting: Evening) -> None:
    """In a round Done hands the floor on, each person once; the board always names the speaker."""
    await until_part(meeting, 2)
    heard: list[str] = []
    for _ in range(6):
        speaker = await floor(meeting)
        assert f"Floor: {speaker}." in text_of(meeting.board("Tom"))
        heard.append(speaker)
        await meeting.press(speaker, meeting.board(speaker), "Done")
        if await floor(meeting) == "":
            break
    assert sorted(heard) == sorted(SIX)


async def test_only_who_has_the_floor_is_done(meeting: Evening) -> None:
    """Done by somebody who does not speak is refused in private, with whose turn it is."""
    await until_part(meeting, 2)
    speaker, guide = await floor(meeting), await lead(meeting)
    other = next(name for name in SIX if name not in (speaker, guide))
    answer = await meeting.press(other, meeting.board(other), "Done")
    await answer.settled()
    assert answer.private
    assert await floor(meeting) == speaker


async def test_pass_is_never_marked(meeting: Evening) -> None:
    """Who passes is skipped without a word about it anywhere."""
    await until_part(meeting, 2)
    speaker = await floor(meeting)
    await meeting.press(speaker, meeting.board(speaker), "Pass")
    assert await floor(meeting) != speaker
    for name in SIX:
        assert not any("passed" in text_of(m).lower() for m in meeting.stage.seen_by(name))


async def test_pause_stops_the_clock_and_the_finish_stays(meeting: Evening) -> None:
    """Anybody may pause; time stands still for the part, and the promised end does not move."""
    before = await until_part(meeting, 2)
    await meeting.press("Bea", meeting.board("Bea"), "Pause")
    assert "We are pausing" in text_of(meeting.board("Tom"))
    await meeting.leap(meeting.stage.clock.now() + MINUTE * 3)
    assert (await meeting.session("Amara")).part == before.part
    await meeting.press("Tom", meeting.board("Tom"), "Go on")
    after = await meeting.session("Amara")
    assert after.paused_at is None
    assert after.part_ends_at == before.part_ends_at + MINUTE * 3
    assert after.ends_at == before.ends_at


async def test_the_guide_goes_on_gives_time_skips_goes_back_and_stops(meeting: Evening) -> None:
    """Each lever on the guide's card does what it says, and the board shows it."""
    guide = await lead(meeting)
    before = await until_part(meeting, 2)
    await meeting.press(guide, meeting.guide_card(guide), "+2 min")
    now = await meeting.session("Amara")
    assert now.part_ends_at == before.part_ends_at + MINUTE * 2
    await meeting.press(guide, meeting.guide_card(guide), "Next")
    assert (await meeting.session("Amara")).part == before.part + 1
    await meeting.press(guide, meeting.guide_card(guide), "Back")
    assert (await meeting.session("Amara")).part == before.part
    await meeting.press(guide, meeting.guide_card(guide), "Next")
    session = await meeting.session("Amara")
    while session.parts[session.part].keep:
        await meeting.press(guide, meeting.guide_card(guide), "Next")
        session = await meeting.session("Amara")
    await meeting.press(guide, meeting.guide_card(guide), "Skip")
    assert (await meeting.session("Amara")).parts[session.part].skipped
    await meeting.press(guide, meeting.guide_card(guide), "Stop")
    assert (await meeting.session("Amara")).status is Status.STOPPED
    assert "We stop here." in text_of(meeting.posted("Tom", "We stop here."))


async def test_the_levers_are_the_guides_alone(meeting: Evening) -> None:
    """Nobody else sees the guide's card; a forged press or a command is told who may."""
    guide = await lead(meeting)
    session = await meeting.session("Amara")
    found = await meeting.set_of("Amara")
    free = [n for n in SIX if n != guide and (await meeting.person(n)).id != found.deputy_id]
    other = free[0]
    assert not any(meeting.private(name, button="+2 min") for name in SIX if name != guide)
    for text in (
        (await meeting.raw_press(other, f"b:guide.next:{session.id}:{session.revision}")).text,
        await meeting.tell(other, "session next"),
        await meeting.tell(other, "session stop"),
        await meeting.tell(other, "session skip"),
        await meeting.tell(other, "session extend"),
    ):
        assert "Only the person who guides today can do that" in text
    assert (await meeting.session("Amara")).part == session.part


async def test_a_stranger_to_the_set_moves_nothing(meeting: Evening) -> None:
    """Somebody of another set, or of none, cannot press a board by forging its address."""
    session = await meeting.session("Amara")
    await meeting.list_people(["Sam"])
    for name in ("Sam", "Dan"):
        address = f"b:floor.pause:{session.id}:{session.revision}"
        refused = await meeting.raw_press(name, address, meeting.stage.lobby.id)
        assert refused.private
        assert "belongs to someone else" in refused.text or "not on the list" in refused.text
    assert await meeting.session("Amara") == session


async def test_hands_are_heard_in_order(meeting: Evening) -> None:
    """In a part where hands go up, the first hand has the floor and the next waits in line."""
    plan = meeting.plan("first-90")
    asking = ("anyone", "open_questions", "short_questions")
    part = next(number for number, one in enumerate(plan.parts, 1) if one.speak in asking)
    session = await until_part(meeting, part)
    presents = session.parts[session.part].presenter_id
    speaks = await floor(meeting)
    others = [name for name in SIX if (await meeting.person(name)).id != presents]
    able = [name for name in others if name != speaks][:2]
    for name in able:
        await meeting.press(name, meeting.board(name), "Hand up")
        await meeting.leap(meeting.stage.clock.now() + timedelta(seconds=5))
    text = text_of(meeting.board("Tom"))
    assert all(name in text for name in able)
    assert text.index(able[0]) < text.index(able[1])


async def test_an_old_board_is_not_believed(meeting: Evening) -> None:
    """A press on the board of a part that is over is told kindly and changes nothing."""
    await until_part(meeting, 2)
    old = meeting.board("Tom")
    await until_part(meeting, 3)
    before = await meeting.session("Amara")
    address = control(old, "b:floor.done")
    answer = await meeting.raw_press("Tom", address)
    assert answer.private
    assert answer.text
    assert await meeting.session("Amara") == before


async def test_nothing_of_a_session_can_be_pressed_after_it(meeting: Evening) -> None:
    """After the end a forged press and each command say that the set is not meeting."""
    session = await meeting.session("Amara")
    await meeting.tell(await lead(meeting), "session stop")
    late = await meeting.raw_press("Tom", f"b:floor.pause:{session.id}:{session.revision}")
    assert "That meeting is over" in late.text
    for words in ("session next", "session pause", "session stop"):
        assert "Your set is not meeting just now" in await meeting.tell("Tom", words)


async def test_the_guide_may_begin_a_few_minutes_early(gathered: Evening) -> None:
    """`/session start` works from a quarter of an hour before, for the guide; the end stays."""
    meeting = await gathered.meeting("Amara")
    guide = await gathered.guide_of(SIX)
    early = await gathered.tell(guide, "session start")
    assert "It is too early" in early
    await gathered.leap(meeting.starts_at - MINUTE * 15)
    for name in SIX:
        card = gathered.need(gathered.private(name, button="I am somewhere private"), "no card")
        await gathered.press(name, card, "I am somewhere private")
    await gathered.leap(meeting.starts_at - MINUTE * 5)
    found = await gathered.set_of("Amara")
    for name in SIX:
        if (await gathered.person(name)).id not in (found.guide_id, found.deputy_id):
            refused = await gathered.tell(name, "session start")
            assert "guide" in refused.lower()
    assert "We have begun" in await gathered.tell(guide, "session start")
    session = await gathered.session("Amara")
    assert session.started_at == meeting.starts_at - MINUTE * 5
    await gathered.leap(meeting.starts_at + MINUTE)
    boards = [m for m in gathered.stage.seen_by("Tom") if "Part " in text_of(m)]
    assert len(boards) == 1, "the hour itself began it once more"
    assert (await gathered.session("Amara")).started_at == session.started_at


async def test_who_comes_late_is_let_in(gathered: Evening) -> None:
    """Somebody who answers after the start gets a seat in the round that is going on."""
    await gathered.begin(SIX[:5])
    bea = await gathered.person("Bea")
    seat = next(s for s in (await gathered.session("Amara")).seats if s.person_id == bea.id)
    assert seat.mode == "away"
    card = gathered.need(gathered.private("Bea", button="Type only"), "no card")
    await gathered.press("Bea", card, "Type only")
    seat = next(s for s in (await gathered.session("Amara")).seats if s.person_id == bea.id)
    assert seat.mode == "typing"
    assert "Takes part by typing: Bea" in text_of(gathered.board("Tom"))


async def test_coming_into_the_voice_room_is_arriving(gathered: Evening) -> None:
    """Who goes into the set's voice room is here; who leaves it is away."""
    await gathered.begin(SIX[:5])
    found = await gathered.set_of("Amara")
    bea = await gathered.person("Bea")

    async def mode() -> str:
        session = await gathered.session("Amara")
        return str(next(s.mode for s in session.seats if s.person_id == bea.id))

    for place, wanted in ((found.voice_xid, "here"), (None, "away")):
        await gathered.hand("Bea").voice(place)
        for _ in range(200):
            if await mode() == wanted:
                break
            await gathered.breathe()
        assert await mode() == wanted
    await gathered.rest()

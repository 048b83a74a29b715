"""How a session begins: with three or more, on time, a little early, or when the third comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from services_world import DAY, GUILD, World, fresh, person

from learning.meetings import Coming, Meeting, MeetingState
from learning.refusals import Misconfigured, Refusal
from learning.session.commands import HandUp, Stop
from learning.session.seats import lead
from learning.session.state import Mode, Status
from learning.writing import Bid, Pressing
from services.turns import behind_others, owed_turns

MINUTE = timedelta(minutes=1)


async def on_the_day(coming: int = 0, before: timedelta = MINUTE) -> tuple[World, Meeting]:
    """Return a world shortly before its first meeting, with so many who said they come."""
    world = fresh()
    await world.running()
    planned = await world.where("meetings", set_id="s1", state=MeetingState.PLANNED)
    first = min(planned, key=lambda m: m.starts_at)
    await world.go_to(first.starts_at - before)
    await come(world, first, *range(1, coming + 1))
    return world, first


async def come(world: World, meeting: Meeting, *numbers: int) -> None:
    """Let people say that they are coming."""
    for number in numbers:
        thing = f"{meeting.id}.p{number:02}"
        await world.services.coming.answer(world.who(number), thing, coming=Coming.COMING)


async def test_as_many_as_the_plan_needs_are_enough() -> None:
    """With four there, the session begins at its hour; the others are away."""
    world, meeting = await on_the_day(coming=4)
    await world.pass_time(MINUTE)
    session = await world.get("sessions", meeting.id)
    assert session.started_at == meeting.starts_at
    assert [seat.mode for seat in session.seats].count(Mode.AWAY) == 2
    assert (await world.get("meetings", meeting.id)).state is MeetingState.RUNNING


async def test_nobody_there_lets_the_meeting_go_and_everything_with_it() -> None:
    """After the waits the meeting is called off, its event too, and nobody is reminded."""
    world, meeting = await on_the_day()
    assert (await world.get("meetings", meeting.id)).event_xid in world.stage.events
    await world.pass_time(MINUTE * 20)
    off = await world.get("meetings", meeting.id)
    assert off.state is MeetingState.CANCELLED
    assert off.event_xid not in world.stage.events
    assert await world.get("sessions", meeting.id) is None
    assert [key for key in await world.pending() if meeting.id in key.key] == []


async def test_the_last_one_needed_begins_it() -> None:
    """Nobody waits five minutes for a look: whoever makes it enough begins the session."""
    world, meeting = await on_the_day(coming=3)
    await world.pass_time(MINUTE * 2)
    assert await world.get("sessions", meeting.id) is None
    await come(world, meeting, 4)
    session = await world.get("sessions", meeting.id)
    assert session.started_at == meeting.starts_at + MINUTE


async def test_the_last_one_needed_in_the_voice_room_begins_it() -> None:
    """Coming into the voice room counts as coming."""
    world, meeting = await on_the_day(coming=3)
    await world.pass_time(MINUTE * 2)
    found = await world.get("sets", "s1")
    world.stage.voices_in[found.voice_xid] = (1005,)
    await world.services.sessions.arrive(found.voice_xid, 1005, here=True)
    assert await world.get("sessions", meeting.id) is not None


async def test_early_by_the_guide_only_and_not_with_two() -> None:
    """A guide may begin within the quarter of an hour before; with two nothing happens."""
    world, meeting = await on_the_day(coming=2, before=MINUTE * 14)
    with pytest.raises(Refusal, match="too_few"):
        await world.services.starting.start_early(world.who(1))
    await world.settle()
    assert not any("few:" in message.key for message in world.room())
    await come(world, meeting, 3, 4)
    await world.services.starting.start_early(world.who(1))
    session = await world.get("sessions", meeting.id)
    assert session.ends_at <= meeting.starts_at + timedelta(minutes=meeting.minutes)
    await world.pass_time(MINUTE * 15)
    assert len(await world.where("sessions", set_id="s1")) == 1


async def test_too_early_is_refused() -> None:
    """An hour before is too early."""
    world, _ = await on_the_day(coming=4, before=MINUTE * 60)
    with pytest.raises(Refusal, match="too_early"):
        await world.services.starting.start_early(world.who(1))


async def test_an_outage_over_the_whole_meeting_lets_it_go() -> None:
    """A bot that comes back when too little time is left says so, and nothing is stuck."""
    world, meeting = await on_the_day(coming=5)
    world.clock.move(timedelta(hours=3))
    await world.settle()
    assert (await world.get("meetings", meeting.id)).state is MeetingState.CANCELLED
    assert any("late" in str(message.face) for message in world.room())
    assert [why for _, why in world.lost if why == "bug"] == []


async def test_the_deputy_leads_while_the_guide_is_away() -> None:
    """The guide keeps the place and may yet come; until then the deputy leads."""
    world, meeting = await on_the_day()
    found = await world.get("sets", "s1")
    there = [n for n in range(1, 7) if f"p{n:02}" != found.guide_id][:4]
    await come(world, meeting, *there)
    await world.pass_time(MINUTE)
    assert lead(await world.get("sessions", meeting.id)) == found.deputy_id
    await come(world, meeting, int(found.guide_id[1:]))
    assert lead(await world.get("sessions", meeting.id)) == found.guide_id


async def test_a_press_in_direct_messages_is_the_right_person() -> None:
    """Somebody in two servers who presses on a private card is who that set knows."""
    world, meeting = await on_the_day(coming=4)
    await world.join(person(2, id="elsewhere", guild_xid=88, joined_at=world.now))
    await world.pass_time(MINUTE)
    said = await world.services.sessions.say(
        world.who(2, guild_xid=0), meeting.id, None, lambda by, _: HandUp(by=by)
    )
    assert any(seat.person_id == "p02" for seat in said.seats)
    with pytest.raises(Refusal, match="not_yours"):
        await world.services.sessions.say(
            world.who(9, guild_xid=GUILD), meeting.id, None, lambda by, _: HandUp(by=by)
        )


async def test_who_presented_is_owed_a_turn_last_and_their_wish_is_gone() -> None:
    """A bid is used up once it was presented; the turn passes to those who had none."""
    world, meeting = await on_the_day(coming=5)
    await world.save(
        "meetings", replace(await world.get("meetings", meeting.id), plan_id="lunch-60")
    )
    async with world.units.write() as unit:
        for number, pressing in ((4, Pressing.HIGH), (5, Pressing.LOW)):
            one = f"p{number:02}"
            bid = Bid(
                id=f"s1.{one}",
                set_id="s1",
                person_id=one,
                text="x",
                pressing=pressing,
                made_at=world.now,
            )
            await unit.bids.add(bid)
    await world.pass_time(MINUTE * 59)
    session = await world.get("sessions", meeting.id)
    assert {part.presenter_id for part in session.parts if part.presenter_id} == {"p04"}
    guide = session.guide_id
    await world.services.sessions.say(
        world.who(int(guide[1:])), meeting.id, None, lambda by, _: Stop(by=by)
    )
    assert (await world.get("meetings", meeting.id)).state is MeetingState.HELD
    assert [bid.id for bid in await world.where("bids")] == ["s1.p05"]
    async with world.units.read() as unit:
        found = await unit.sets.need("s1")
        assert (await owed_turns(unit, found))[-1] == "p04"
        assert await behind_others(unit, found) == (await owed_turns(unit, found))[:-1]


async def test_after_an_outage_only_the_present_board_is_sent() -> None:
    """Boards of parts that came and went meanwhile are never posted; the place is right."""
    world, meeting = await on_the_day(coming=5)
    await world.pass_time(MINUTE * 2)
    before = {m.key for m in world.room()}
    world.stage.away = True
    await world.pass_time(MINUTE * 45)
    world.stage.away = False
    await world.pass_time(MINUTE * 2)
    session = await world.get("sessions", meeting.id)
    new = [m for m in world.room() if m.key.startswith("board:") and m.key not in before]
    assert len(new) == 1
    assert len([m for m in world.room() if m.key.startswith("board:")]) == 1
    assert new[0].key.startswith(f"board:{meeting.id}:{session.part}:")


async def test_a_plan_that_was_taken_away_is_said_so() -> None:
    """Whoever looks after the plans is told which one a meeting needs."""
    world, meeting = await on_the_day(coming=4)
    await world.save("meetings", replace(await world.get("meetings", meeting.id), plan_id="mine"))
    with pytest.raises(Misconfigured, match="plan_missing"):
        await world.services.starting.start(meeting.id, 0)


async def test_recovery_leaves_no_other_session_behind() -> None:
    """One session that cannot be recovered does not stop the others."""
    world, meeting = await on_the_day(coming=4)
    await world.pass_time(MINUTE * 2)
    session = await world.get("sessions", meeting.id)
    await world.save("sessions", replace(session, plan_id="gone"))
    assert await world.services.sessions.recover() == 0
    session = await world.get("sessions", meeting.id)
    await world.save("sessions", replace(session, plan_id=meeting.plan_id))
    assert await world.services.sessions.recover() == 1
    await world.pass_time(DAY)
    assert (await world.get("sessions", meeting.id)).status is Status.ENDED

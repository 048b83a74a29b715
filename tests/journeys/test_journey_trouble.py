"""What goes wrong on the way: a clear sentence for the right person, and nothing is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import timedelta

import pytest
from journeys_stage import Evening, labels

from learning.session.state import Status
from practice import cast
from practice.hands import text_of
from practice.world import P

SIX = ("Amara", "Priya", "Tom", "Leila", "Jonah", "Bea")
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def meeting(gathered: Evening) -> Evening:
    """An evening with a session of six people in its second part."""
    session = await gathered.begin(SIX)
    await gathered.leap(session.part_ends_at)
    return gathered


def coordinator_reads(evening: Evening) -> str:
    """Return all that the coordinator has been sent in private."""
    hand = evening.hand(cast.COORDINATOR)
    return "\n".join(text_of(message) for message in hand.messages(hand.open_dm()))


async def test_a_room_deleted_in_mid_session_is_made_again(meeting: Evening) -> None:
    """When the text room is deleted a new private one comes with a live board; the time goes on."""
    before = await meeting.session("Amara")
    old = (await meeting.set_of("Amara")).text_xid
    meeting.stage.world.drop_channel(meeting.stage.world.channels[old])
    guide = meeting.name_of(before.guide_id)
    await meeting.press(guide, meeting.guide_card(guide), "Next")
    await meeting.leap(meeting.stage.clock.now() + MINUTE)
    found = await meeting.set_of("Amara")
    assert found.text_xid not in (0, old)
    room = meeting.stage.world.channels[found.text_xid]
    for name in meeting.stage.everybody():
        inside = name in SIX
        assert meeting.stage.world.can_see(room, meeting.hand(name).id) is inside
    session = await meeting.session("Amara")
    assert f"Part {session.part + 1} of" in text_of(meeting.board("Tom"))
    await meeting.press("Tom", meeting.board("Tom"), "Pause")
    assert (await meeting.session("Amara")).paused_at is not None


async def test_a_deleted_board_comes_back(meeting: Evening) -> None:
    """When somebody deletes the board, the next change of it posts a fresh one, once."""
    old = meeting.board("Tom")
    world = meeting.stage.world
    live = world.find(int(old["channel_id"]), int(old["id"]))
    assert live is not None
    world.delete(live)
    speaker = meeting.name_of((await meeting.session("Amara")).floor_id)
    guide = meeting.name_of((await meeting.session("Amara")).guide_id)
    await meeting.press(guide, meeting.guide_card(guide), "+2 min")
    await meeting.leap(meeting.stage.clock.now() + timedelta(seconds=5))
    fresh = meeting.board("Tom")
    assert fresh["id"] != old["id"]
    assert f"Floor: {speaker}" in text_of(fresh)
    await meeting.press(speaker, meeting.board(speaker), "Done")
    assert meeting.board("Tom")["id"] == fresh["id"], "the fresh one is drawn again, not doubled"
    assert f"Floor: {speaker}." not in text_of(meeting.board("Tom"))


async def test_a_lost_permission_is_told_to_the_coordinator(meeting: Evening) -> None:
    """When the bot may not write in a room the coordinator hears of it; the session goes on."""
    found = await meeting.set_of("Amara")
    world = meeting.stage.world
    room = world.channels[found.text_xid]
    room.overwrites[world.bot.id].allow &= ~P.SEND_MESSAGES
    room.overwrites[world.bot.id].deny |= P.SEND_MESSAGES
    world.changed(room)
    await meeting.breathe()
    session = await meeting.session("Amara")
    await meeting.leap(session.part_ends_at + MINUTE)
    told = coordinator_reads(meeting)
    assert "/setup" in told
    setup = await meeting.tell(cast.COORDINATOR, "setup")
    assert f"In <#{room.id}>, please allow me: **Send Messages**." in setup
    assert found.name not in told.split("could not")[-1], "a name of a set in a message of trouble"
    room.overwrites[world.bot.id].deny &= ~P.SEND_MESSAGES
    room.overwrites[world.bot.id].allow |= P.SEND_MESSAGES
    world.changed(room)
    await meeting.leap(meeting.stage.clock.now() + MINUTE * 6)
    now = await meeting.session("Amara")
    assert now.status is Status.RUNNING
    assert f"Part {now.part + 1} of" in text_of(meeting.board("Tom"))


async def test_a_member_who_left_the_server_stops_nobody(gathered: Evening) -> None:
    """Somebody who left is not reached; the others are reminded and the session begins."""
    gathered.hand("Tom").leave_guild()
    others = [name for name in SIX if name != "Tom"]
    start = (await gathered.meeting("Amara")).starts_at
    await gathered.leap(start - timedelta(days=7) + MINUTE)
    assert all(gathered.private(name, "Learning set on") for name in others)
    assert "left" in coordinator_reads(gathered), "the coordinator was not told"
    assert "Tom" not in coordinator_reads(gathered)
    await gathered.begin(others)
    session = await gathered.session("Amara")
    tom = (await gathered.person("Tom")).id
    assert next(seat.mode for seat in session.seats if seat.person_id == tom) == "away"


async def test_closed_messages_in_a_set_are_called_in_its_own_room(gathered: Evening) -> None:
    """A reminder that cannot be sent becomes a mention in the set's room, opened by one person."""
    gathered.stage.world.users[gathered.hand("Tom").id].dms_open = False
    start = (await gathered.meeting("Amara")).starts_at
    await gathered.leap(start - timedelta(days=7) + MINUTE)
    call = gathered.posted("Tom", "I have something private for you")
    assert f"<@{gathered.hand('Tom').id}>" in text_of(call)
    assert gathered.in_lobby("Tom", "I have something private") is None
    refused = await gathered.press("Bea", call, "Open")
    assert "belongs to someone else" in refused.text
    mine = await gathered.press("Tom", call, "Open")
    assert mine.message is not None
    await gathered.press("Tom", mine.message, "Type only")
    answers = await gathered.stage.look(lambda unit: unit.answers.where())
    assert [one.coming for one in answers] == ["typing"]


async def test_the_guides_card_reaches_a_guide_with_closed_messages(gathered: Evening) -> None:
    """A guide whose direct messages are closed opens the card in the room, and its levers work."""
    guide = await gathered.guide_of(SIX)
    gathered.stage.world.users[gathered.hand(guide).id].dms_open = False
    before = await gathered.begin(SIX)
    assert gathered.private(guide, button="+2 min") is None
    call = next(
        message
        for message in reversed(gathered.hand(guide).messages(gathered.text_room(guide)))
        if "Open" in labels(message)
    )
    card = await gathered.press(guide, call, "Open")
    assert card.message is not None
    await gathered.press(guide, card.message, "Next")
    assert (await gathered.session("Amara")).part == before.part + 1


async def test_a_locked_database_is_not_now_and_loses_nothing(gathered: Evening) -> None:
    """While another program holds the database a press is told "not now"; afterwards it works."""
    card = gathered.need(gathered.in_room("Tom", button="Works"), "no dates")
    other = sqlite3.connect(gathered.stage.database, isolation_level=None, timeout=0.1)
    other.execute("BEGIN EXCLUSIVE")
    try:
        answer = await gathered.hand("Tom").press(card, "Works")
        await answer.settled(30)
    finally:
        other.rollback()
        other.close()
    assert answer.private
    assert "again" in answer.text.lower(), answer.text
    assert (await gathered.place("Tom")).dates == "none"
    await gathered.press("Tom", card, "Works")
    assert (await gathered.place("Tom")).dates == "works"


async def test_discord_away_loses_nothing(gathered: Evening) -> None:
    """While Discord refuses service reminders wait; when it is back each comes once."""
    start = (await gathered.meeting("Amara")).starts_at
    await gathered.leap(start - timedelta(days=7) - MINUTE)
    path = "/channels/{channel_id}/messages"
    gathered.stage.server.faults.plan("unavailable", method="POST", template=path, times=9)
    await gathered.leap(start - timedelta(days=7) + MINUTE * 10)
    gathered.stage.server.faults.calm()
    for name in SIX:
        assert len(gathered.stage.reads(name, "Learning set on")) == 1


async def test_a_cut_line_is_taken_up_again(meeting: Evening) -> None:
    """When the gateway is cut the bot comes back and the same board answers."""
    meeting.stage.server.faults.drop_gateway()
    await meeting.stage.until(lambda: not meeting.stage.server.hub.connected)
    await meeting.stage.until(lambda: meeting.stage.server.hub.connected)
    await meeting.press("Tom", meeting.board("Tom"), "Pause")
    assert (await meeting.session("Amara")).paused_at is not None


async def test_a_concern_whose_lead_cannot_be_reached_goes_on(gathered: Evening) -> None:
    """When the lead cannot be reached the deputy gets the concern; its text stays secret."""
    deputy = gathered.hand("Dan").id
    await gathered.tell(cast.COORDINATOR, "setup", area="Devon", deputy=deputy)
    gathered.stage.world.users[gathered.hand(cast.LEAD).id].dms_open = False
    await gathered.raw_form("Tom", "f:concern.new::0", {"about": "worry", "text": "zebra-worry"})
    await gathered.leap(gathered.stage.clock.now() + MINUTE)
    assert gathered.private("Dan", "zebra-worry") is not None
    for name in gathered.stage.everybody():
        if name != "Dan":
            assert gathered.stage.reads(name, "zebra-worry") == []


async def test_a_concern_that_reaches_nobody_is_told_without_its_text(gathered: Evening) -> None:
    """With no deputy the coordinator is told that the lead cannot be reached, and nothing else."""
    gathered.stage.world.users[gathered.hand(cast.LEAD).id].dms_open = False
    await gathered.raw_form("Tom", "f:concern.new::0", {"about": "worry", "text": "zebra-worry"})
    await gathered.leap(gathered.stage.clock.now() + MINUTE)
    told = coordinator_reads(gathered)
    assert "safeguarding lead" in told, told
    assert "zebra" not in told
    assert "Tom" not in told
    gathered.stage.world.users[gathered.hand(cast.LEAD).id].dms_open = True
    await gathered.leap(gathered.stage.clock.now() + MINUTE * 61)
    assert gathered.private(cast.LEAD, "zebra-worry") is not None, "the concern was lost"
    await gathered.leap(gathered.stage.clock.now() + MINUTE * 300)
    assert len(gathered.stage.reads(cast.LEAD, "zebra-worry")) == 1


async def test_many_things_at_once_are_all_answered_in_time(gathered: Evening) -> None:
    """Thirty commands of six people at one moment are all answered within three seconds."""
    asks = [
        gathered.hand(name).command(gathered.stage.lobby.id, words)
        for name in SIX
        for words in ("set card", "set dates", "help", "me profile", "action list")
    ]
    answers = await asyncio.gather(*asks)
    await asyncio.gather(*(answer.settled() for answer in answers))
    assert not any(answer.failed for answer in answers)
    assert all(answer.private and answer.text for answer in answers)

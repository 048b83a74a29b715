"""Dates that change: one, later ones or all; too few who can come; each person's own wishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from dates_scenes import cant, cards, planned, running
from services_world import DAY, HOUR, fresh

from learning.calendar import to_wall
from learning.closed import Closed
from learning.meetings import Coming
from learning.pairs import Walked
from learning.refusals import Refusal
from learning.sets import DatesAnswer
from services.clashing import SHORT
from services.moving import Which
from services.values import DatesCard, Note, WalkCard

MINUTE = timedelta(minutes=1)
Step = tuple[str, int]


async def test_later_ones_move_with_it_and_everybody_hears_once() -> None:
    """This and later: the same change for each, one message a person, and RSVPs asked anew."""
    world = await running()
    before = await planned(world)
    wall = datetime.fromisoformat(before[2].wall) + DAY
    moving = world.services.moving
    await moving.move(world.who(1), f"{wall:%Y-%m-%d %H.%M}", Which.LATER, number=3)
    await world.settle()
    after = {one.id: one for one in await planned(world)}
    assert [after[one.id].moved for one in before] == [0, 0, 1, 1, 1, 1]
    for number in range(1, 7):
        (news,) = cards(world, number)
        assert (news.ahead, news.starts_at) == ("all", after[before[2].id].starts_at)
        told = {line.number: line.starts_at for line in news.dates}
        assert told == {one.number: one.starts_at for one in after.values()}
    (room,) = [m.face for m in world.room() if isinstance(m.face, DatesCard)]
    assert [line.starts_at for line in room.dates] == [after[one.id].starts_at for one in before]


async def test_days_on_which_nobody_meets_are_skipped_and_say_why() -> None:
    """Half-term is passed over in the first dates and in every later search for one."""
    first, last = date(2027, 2, 8), date(2027, 3, 12)
    world = fresh(closed=(Closed(first=first, last=last, areas=frozenset({"QJK"})),))
    await world.running()
    walls = [datetime.fromisoformat(one.wall).date() for one in await planned(world)]
    assert not any(first <= day <= last for day in walls)
    (room,) = [m.face for m in world.room() if isinstance(m.face, DatesCard)]
    assert "closed" in {why for _, why in room.skipped}


async def test_a_move_keeps_out_of_the_holidays_or_says_so() -> None:
    """Where somebody moves a date by hand it stands, with a word; those that follow it wait."""
    first, last = date(2027, 5, 17), date(2027, 5, 21)
    world = fresh(closed=(Closed(first=first, last=last, areas=frozenset({"QJK"})),))
    await world.running()
    await world.pass_time(DAY * 12)
    moving, guide = world.services.moving, world.who(1)
    asked = await moving.ask(guide, "2027-05-18 18.45", 4)
    assert (asked.key, asked.facts["why"]) == ("move.which", "closed")
    said = await moving.move(guide, "2027-04-13 18.45", Which.LATER, number=3)
    walls = [datetime.fromisoformat(one.wall).date() for one in await planned(world)]
    assert walls[2:] == [date(2027, 4, 13), date(2027, 5, 25), date(2027, 6, 15), date(2027, 7, 13)]
    assert (said.facts["why"], said.facts["waits"]) == ("", True)
    said = await moving.move(guide, "2027-05-18 18.45", number=4)
    assert (said.facts["why"], said.facts["waits"]) == ("closed", False)
    assert (await planned(world))[3].wall == "2027-05-18T18:45"


async def test_one_clash_moves_one_date_and_the_others_stay() -> None:
    """Whoever has one clash says which; the guide hears no name, and moves just that one."""
    world = await running()
    before = await planned(world)
    await world.services.dating.answer(world.who(3), "s1", DatesAnswer.CLASH)
    await world.services.clashing.which(world.who(3), "s1", 2)
    await world.settle()
    note = next(m.face for m in world.dms(1) if isinstance(m.face, Note) and m.face.key == "clash")
    assert (note.facts["n"], note.facts["able"]) == (1, 5)
    assert "Name3" not in repr(note)
    with pytest.raises(Refusal, match="not_guide"):
        await world.services.clashing.move_one(world.who(5), before[1].id, 0)
    await world.services.clashing.move_one(world.who(1), before[1].id, 0)
    await world.settle()
    after = {one.id: one for one in await planned(world)}
    assert [after[one.id].moved for one in before] == [0, 1, 0, 0, 0, 0]
    assert after[before[1].id].starts_at == note.facts["later"]
    (room,) = [m.face for m in world.room() if isinstance(m.face, DatesCard)]
    day = to_wall(before[1].starts_at, "Europe/London").date()
    assert (day, "clash") in room.skipped


async def test_when_too_few_can_come_the_set_is_asked_and_the_first_choice_counts() -> None:
    """Below what the meeting needs, any one may choose; a press after that is old."""
    world = await running()
    meeting = (await planned(world))[0]
    await cant(world, meeting, 2, 3)
    assert not [m for m in world.room() if isinstance(m.face, Note) and m.face.key == "short"]
    await cant(world, meeting, 4)
    (asked,) = [m for m in world.room() if isinstance(m.face, Note)]
    assert isinstance(asked.face, Note)
    assert (asked.face.key, asked.face.facts["n"]) == ("short", 3)
    assert [verb for verb, _, _ in asked.face.buttons] == [f"short.{one}" for one in SHORT]
    await world.services.clashing.choose(world.who(5), meeting.id, meeting.moved, "second")
    await world.settle()
    moved = await world.get("meetings", meeting.id)
    assert moved.starts_at == asked.first.facts["second"]  # type: ignore[attr-defined]
    with pytest.raises(Refusal):
        await world.services.clashing.choose(world.who(6), meeting.id, meeting.moved, "off")


async def test_wishes_change_what_is_still_to_come_and_double_nothing() -> None:
    """Which, where and when are each person's own; what was sent is not sent again."""
    world = await running()
    meeting = (await planned(world))[0]
    await world.go_to(meeting.starts_at - DAY * 3)
    await world.services.wishing.change(world.who(2), remind=("15m",), hours="any")
    await world.services.wishing.change(world.who(3), where="room")
    keys = [e.key for e in await world.pending(f"remind:{meeting.id}") if ":p02" in e.key]
    assert [key.split(":")[3] for key in keys] == ["15m"]
    await world.go_to(meeting.starts_at - MINUTE)
    assert [card.ahead for card in cards(world, 2)] == ["15m"]
    assert [card.ahead for card in cards(world, 3)] == ["7d"]
    called = [m.face for m in world.room() if isinstance(m.face, Note) and m.face.ping_xid == 1003]
    assert {note.key for note in called} == {"mention.wished"}
    assert len(called) == 2


async def test_ask_me_in_an_hour_never_passes_the_meeting() -> None:
    """The same reminder comes an hour on and replaces the first; near the meeting it is refused."""
    world = await running()
    meeting = (await planned(world))[0]
    await world.go_to(meeting.starts_at - DAY)
    thing = f"{meeting.id}.p02"
    await world.services.coming.snooze(world.who(2), thing, "24h")
    await world.pass_time(HOUR)
    assert [m.key.endswith(":24h:p02") for m in world.dms(2) if "remind" in m.key] == [False]
    await world.go_to(meeting.starts_at - HOUR)
    with pytest.raises(Refusal, match="too_near"):
        await world.services.coming.snooze(world.who(2), thing, "24h")


async def test_a_reminder_after_an_outage_says_so_or_is_dropped_with_its_reason() -> None:
    """Late but of use: it says that it is late. No more use: it is given up, and why is kept."""
    world = await running()
    meeting = (await planned(world))[0]
    await world.go_to(meeting.starts_at - DAY * 8)
    world.clock.move(meeting.starts_at - HOUR * 20)  # nobody did anything in this time
    await world.settle()
    (card,) = cards(world, 2)
    assert (card.ahead, card.late) == ("24h", True)
    assert ("too_late") in {why for key, why in world.lost if ":7d:" in key}


async def test_interested_and_the_answer_go_together() -> None:
    """A press on Interested says coming; taking it back takes back only that."""
    world = await running()
    meeting = (await planned(world))[0]
    press = world.services.coming.interested
    await press(meeting.event_xid, 1002, on=True)
    answer = await world.get("answers", f"{meeting.id}.p02")
    assert answer.coming is Coming.COMING
    await press(meeting.event_xid, 1002, on=False)
    assert (await world.get("answers", f"{meeting.id}.p02")).coming is Coming.UNKNOWN
    await cant(world, meeting, 3)
    await press(meeting.event_xid, 1003, on=False)
    assert (await world.get("answers", f"{meeting.id}.p03")).coming is Coming.CANT
    await press(meeting.event_xid, 9999, on=True)


async def test_a_card_that_was_taken_away_is_not_taken_away_again() -> None:
    """However often a meeting moves, each card that stood is removed once, and one stands."""
    world = await running()
    meeting = (await planned(world))[0]
    await world.go_to(meeting.starts_at - DAY * 7)
    removed: list[int] = []
    for days in (9, 10, 11, 12):
        day = (meeting.starts_at + DAY * days).date()
        before = len(world.stage.removed)
        await world.services.moving.move(world.who(1), f"{day} 12.30")
        await world.settle()
        removed.append(len(world.stage.removed) - before)
        assert [len(cards(world, number)) for number in range(1, 7)] == [1] * 6
    assert removed == [6, 6, 6, 6]
    await world.go_to((await planned(world))[0].starts_at - MINUTE)
    assert [len(cards(world, number)) for number in range(1, 7)] == [1] * 6
    assert len(world.stage.removed) == len(set(world.stage.removed))


async def test_partners_are_drawn_between_meetings_and_only_they_see_it() -> None:
    """Two weeks before the second meeting each who walks has one partner, in private."""
    world = await running()
    second = (await planned(world))[1]
    await world.services.wishing.change(world.who(6), walks=False)
    await world.go_to(second.starts_at - DAY * 13)
    faces = {n: [m.face for m in world.dms(n) if isinstance(m.face, WalkCard)] for n in range(1, 7)}
    assert [len(faces[n]) for n in range(1, 7)] == [1, 1, 1, 1, 1, 0]
    assert not [m for m in world.room() if isinstance(m.face, WalkCard)]
    mine = await world.services.walking.mine(world.who(1))
    shown = await world.services.walking.say(world.who(1), mine, Walked.MET)
    assert shown.said is Walked.MET
    with pytest.raises(Refusal, match="not_yours"):
        await world.services.walking.say(world.who(2), mine, Walked.SKIPPED)


async def test_another_round_is_begun_when_the_first_is_over() -> None:
    """The day after the sixth meeting the guide is offered more, and six are fixed."""
    world = await running()
    with pytest.raises(Refusal, match="not_over"):
        await world.services.rounds.begin(world.who(1))
    for artist in await world.where("people", role="artist"):
        other = replace(artist, good=("thu-evening",), possible=("tue-evening",))
        await world.save("people", other)
    last = (await planned(world))[-1]
    await world.go_to(last.starts_at + DAY * 2)
    assert any(isinstance(m.face, Note) and m.face.key == "round" for m in world.dms(1))
    await world.services.rounds.begin(world.who(1))
    await world.settle()
    fresh_ones = await planned(world)
    assert sorted(one.number for one in fresh_ones) == [7, 8, 9, 10, 11, 12]
    room = [m.face for m in world.room() if isinstance(m.face, DatesCard)][-1]
    assert (room.because, room.last_block) == ("gp", "tue-evening")
    assert (await world.get("sets", "s1")).block == "thu-evening"

"""What is told: one board a part, one card for the guide, and never an edit for time alone."""

from datetime import timedelta

from session_world import NOON, PEOPLE, PLANS, Room, keep, part, plan_of

from learning.effects import Card, Kind, Place, To
from learning.protocol import Speak
from learning.session.commands import (
    Arrive,
    Back,
    Done,
    Extend,
    HandOver,
    HandUp,
    Leave,
    Next,
    Pass,
    Pause,
    Resume,
    Stop,
)

PLAN = plan_of(part(), part(), keep())


def test_a_beginning_posts_a_board_and_a_private_card_and_arms_the_first_wake() -> None:
    """Three things are told when a session begins."""
    room = Room.open(PLAN)
    assert room.told() == ["board:s1:0:1", "guide:s1:ann", "tick:s1:r1"]
    shown, private, alarm = room.effects
    assert (shown.place, shown.card) == (Place(To.ROOM, "set1"), Card("board", "s1", "0"))
    assert (private.place, private.card) == (Place(To.PERSON, "ann"), Card("guide", "s1", "ann"))
    assert (alarm.card, alarm.due) == (Card("session", "s1"), NOON + timedelta(minutes=5))


def test_a_hand_is_one_edit_of_the_board_and_one_of_the_card() -> None:
    """Keys of edits carry the revision that the session will have."""
    room = Room.open(PLAN).say(HandUp(by="fay"))
    assert room.told() == ["board:s1:0:1:r2", "guide:s1:ann:r2", "tick:s1:r2"]
    assert [effect.of for effect in room.effects[:2]] == ["board:s1:0:1", "guide:s1:ann"]


def test_a_new_part_is_a_new_board_and_the_old_one_is_closed() -> None:
    """The board of the part before is taken away, so that a long meeting stays readable."""
    room = Room.open(PLAN).say(Next(by="ann"))
    assert room.told()[:2] == ["board:s1:1:1", "board:s1:0:1:gone"]
    assert [effect.of for effect in room.effects if effect.kind is Kind.REMOVE] == ["board:s1:0:1"]


def test_what_was_said_of_time_goes_with_its_part() -> None:
    """Half and two minutes are taken away when the part is over; those of others stay."""
    room = Room.open(PLAN).tick(300).tick(180).say(Next(by="ann"))
    assert room.told(Kind.REMOVE) == [
        "board:s1:0:1:gone", "say:s1:0:1:half:gone", "say:s1:0:1:two_minutes:gone",
    ]  # fmt: skip


def test_going_back_is_a_board_of_its_own() -> None:
    """The same part begun again is counted in the key."""
    room = Room.open(PLAN).say(Next(by="ann")).say(Back(by="ann"))
    assert room.told()[:2] == ["board:s1:0:2", "board:s1:1:1:gone"]


def test_nothing_changed_is_nothing_told() -> None:
    """A tick between two things that are due says nothing."""
    assert Room.open(PLAN).tick(17).effects == ()


def test_half_and_two_minutes_are_announced_in_their_moment() -> None:
    """An announcement edits nothing, and is dropped when it is no longer news."""
    room = Room.open(PLAN).tick(300)
    assert room.told() == ["say:s1:0:1:half", "tick:s1:r2"]
    assert room.effects[0].until == NOON + timedelta(seconds=330)
    assert room.tick(180).told() == ["say:s1:0:1:two_minutes", "tick:s1:r3"]


def test_short_parts_are_not_interrupted() -> None:
    """Half is said from six minutes on, two minutes left from five."""
    said = [
        key for key in Room.open(plan_of(part(minutes=5), part(minutes=4), keep(6))).play()
        if key.startswith("say:") and not key.endswith(":gone")
    ]  # fmt: skip
    assert said == ["say:s1:0:1:two_minutes", "say:s1:2:1:half", "say:s1:2:1:two_minutes"]


def test_two_minutes_are_said_again_after_minutes_were_added() -> None:
    """More time after the announcement makes a new two minutes."""
    room = Room.open(PLAN).tick(480).say(Extend(by="ann", seconds=120)).tick(120)
    assert "say:s1:0:1:two_minutes:120" in room.told()


def test_old_announcements_are_not_made() -> None:
    """After an outage within a part nobody is told that it was half."""
    assert Room.open(PLAN).tick(400).told(Kind.POST) == []


def test_after_an_outage_only_the_present_board_is_posted() -> None:
    """Boards of parts that passed unseen are never told."""
    room = Room.open(PLANS["classic-90"]).tick(3000)
    posts = [key for key in room.told(Kind.POST) if key.startswith("board:")]
    assert posts == [f"board:s1:{room.session.part}:1"]
    assert room.told(Kind.REMOVE)[0] == "board:s1:0:1:gone"


def test_the_soft_end_of_a_turn_is_one_edit() -> None:
    """The gentle mark is drawn once."""
    room = Room.open(plan_of(part(Speak.EVERYONE_IN_TURN), keep())).tick(100)
    assert room.told(Kind.EDIT) == ["board:s1:0:1:r2"]
    assert room.tick(5).effects == ()


def test_the_end_closes_everything_and_arms_nothing() -> None:
    """The closing card, no board any more, the guide's card, and no wake."""
    room = Room.open(PLAN).say(Stop(by="ann"))
    assert room.told() == ["close:s1", "board:s1:0:1:gone", "guide:s1:ann:r2"]
    assert room.effects[0].card == Card("closing", "s1")


def test_a_new_guide_gets_a_card_of_their_own() -> None:
    """The old guide's card is redrawn without buttons."""
    room = Room.open(PLAN).say(HandOver(by="ann", to="eli"))
    assert room.told(Kind.POST) == ["guide:s1:eli"]
    assert {"guide:s1:ann:r2", "guide:s1:eli:r2"} <= set(room.told(Kind.EDIT))


def test_a_deputy_who_stands_in_gets_a_card() -> None:
    """While the guide is away the deputy has the card; the guide's is drawn again on return."""
    room = Room.open(PLAN).say(Leave(by="ann", person="ann"))
    assert "guide:s1:bea" in room.told(Kind.POST)
    room.say(Arrive(by="ann", person="ann"))
    assert {"guide:s1:ann:r3", "guide:s1:bea:r3"} <= set(room.told(Kind.EDIT))


def test_nobody_can_tell_who_paused_or_passed() -> None:
    """What is told is the same, whoever pressed."""
    for command in (Pause, Resume, Pass):
        told = set[tuple[str, ...]]()
        for by in PEOPLE[1:]:
            room = Room.open(PLAN)
            if command is Resume:
                room.say(Pause(by=by)).after(30)
            told.add(tuple(room.say(command(by=by)).told()))
        assert len(told) == 1


def test_no_key_is_ever_used_twice() -> None:
    """Each thing told in a whole session has a key of its own."""
    for plan in PLANS.values():
        keys = Room.open(plan, presenters=PEOPLE).play()
        assert len(keys) == len(set(keys))


def test_a_whole_session_is_told_in_few_messages() -> None:
    """Left alone, each part is one post, one removal, and at most one edit a turn."""
    keys = Room.open(PLANS["classic-90"], presenters=("cem", "dot")).play()
    boards = [key for key in keys if key.startswith("board:")]
    assert len([key for key in boards if key.count(":") == 3]) == 16
    assert len([key for key in boards if key.endswith(":gone")]) == 17
    assert len([key for key in boards if ":r" in key]) == 5


def test_done_changes_the_board_for_all() -> None:
    """The next speaker is on the board at once."""
    room = Room.open(plan_of(part(Speak.EVERYONE_IN_TURN), keep())).say(Done(by="ann"))
    assert room.told(Kind.EDIT) == ["board:s1:0:1:r2", "guide:s1:ann:r2"]
    assert (room.board.floor_id, room.board.next_id) == ("bea", "cem")

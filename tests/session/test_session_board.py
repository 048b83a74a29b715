"""What everybody sees, and what the guide sees in private."""

from session_world import PLANS, Room, keep, part, plan_of

from learning.protocol import Speak
from learning.session.board import board, guide_card, in_minutes
from learning.session.buttons import Button
from learning.session.commands import HandOver, HandUp, Next, Pause, Skip, Stop

PLAN = plan_of(
    part(title="One", say="Hello", watch="Them"), part(title="Two", artefact="action"), keep()
)


def test_a_board_says_what_the_part_is() -> None:
    """Title, minutes, rule, prompt, end and place in the whole."""
    room = Room.open(PLANS["lunch-60"], presenters=("cem",)).tick(480).tick(180)
    drawn = room.board
    assert (drawn.part_number, drawn.part_count, drawn.title) == (4, 12, "The story")
    assert (drawn.minutes, drawn.speak, drawn.floor_id) == (5, Speak.PRESENTER, "cem")
    assert drawn.ends_at == room.session.part_ends_at
    assert drawn.prompt.startswith("What is going on")


def test_a_part_that_is_over_has_no_buttons() -> None:
    """Boards of other parts, and all boards of an ended session, are over."""
    room = Room.open(PLAN).after(60).say(Next(by="ann"))
    past = board(room.session, PLAN, room.now, 0)
    assert (past.over, past.can, past.minutes) == (True, frozenset(), 1)
    room.say(Stop(by="ann"))
    assert room.board.over
    assert not room.board.can


def test_a_part_left_out_says_so() -> None:
    """The board of a skipped part is marked."""
    room = Room.open(PLAN).say(Skip(by="ann"))
    assert board(room.session, PLAN, room.now, 0).skipped


def test_the_buttons_go_with_the_part() -> None:
    """Hands where they make sense, Done where somebody speaks, and what is written here."""
    room = Room.open(PLAN)
    assert room.board.can == {Button.PAUSE, Button.HAND, Button.PASS}
    room.say(HandUp(by="fay"))
    assert Button.DONE in room.board.can
    room.say(Next(by="ann"))
    assert Button.ACTION in room.board.can
    room.say(Next(by="ann"))
    assert room.board.can == {Button.PAUSE, Button.NOTE}


def test_a_paused_board_stands_still() -> None:
    """What is left stays as it was, and the button is to go on."""
    room = Room.open(PLAN).after(100).say(Pause(by="fay")).after(50)
    assert (room.board.paused, room.board.seconds_left) == (True, 500)
    assert Button.RESUME in room.board.can
    assert Button.PAUSE not in room.board.can


def test_the_guide_sees_the_next_line_and_what_comes() -> None:
    """What to say, what to watch, who is here, what can be spared."""
    room = Room.open(PLAN, away=("fay",))
    card = guide_card(room.session, PLAN, room.now)
    assert (card.say, card.watch, card.next_title) == ("Hello", "Them", "Two")
    assert card.away == ("fay",)
    assert card.spare_seconds == 360
    assert card.can == {
        Button.NEXT,
        Button.SKIP,
        Button.PAUSE,
        Button.STOP,
        Button.HAND_OVER,
        Button.EXTEND_2,
        Button.EXTEND_5,
    }


def test_the_guide_is_told_when_nobody_presents() -> None:
    """A presenter's part without a presenter is marked on the private card."""
    plan = plan_of(part(Speak.PRESENTER, presenter=1), keep())
    room = Room.open(plan)
    assert guide_card(room.session, plan, room.now).missing_presenter


def test_who_has_handed_over_has_no_levers() -> None:
    """The card of the guide before says who guides now."""
    room = Room.open(PLAN).say(HandOver(by="ann", to="eli"))
    card = guide_card(room.session, PLAN, room.now, "ann")
    assert (card.leading, card.lead_id, card.can) == (False, "eli", frozenset())


def test_a_card_that_is_over_has_no_levers() -> None:
    """After the end nothing can be pressed."""
    room = Room.open(PLAN).say(Stop(by="ann"))
    card = guide_card(room.session, PLAN, room.now)
    assert (card.over, card.can, card.spare_seconds) == (True, frozenset(), 0)


def test_minutes_are_rounded_and_never_vanish() -> None:
    """A part of twenty seconds is a minute on the board; a part left out is none."""
    assert [in_minutes(seconds) for seconds in (0, 20, 89, 90, 600)] == [0, 1, 1, 2, 10]

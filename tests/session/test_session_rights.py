"""Who may say what, and which buttons are too old to be believed."""

from session_world import Room, keep, part, plan_of

from learning.protocol import Speak
from learning.session.buttons import Button
from learning.session.commands import (
    Arrive,
    Back,
    Done,
    Extend,
    HandOver,
    HandUp,
    Leave,
    Next,
    Pause,
    Resume,
    Skip,
    Stop,
    SwapPresenter,
)
from learning.session.seats import lead

PLAN = plan_of(part(), part(Speak.EVERYONE_IN_TURN), keep())


def test_only_the_guide_guides() -> None:
    """Everybody else is told who could, also the deputy while the guide is here."""
    commands = (Next, Skip, Back, Stop)
    for by in ("bea", "fay", "stranger", ""):
        room = Room.open(PLAN)
        assert {room.refuses(command(by=by)) for command in commands} == {"session.not_guide"}
        assert room.refuses(Extend(by=by, seconds=120)) == "session.not_guide"
        assert room.refuses(HandOver(by=by, to=by)) == "session.not_guide"
        assert room.facts == {"guide": "ann"}


def test_the_deputy_guides_while_the_guide_is_away() -> None:
    """The guide who comes back guides again."""
    room = Room.open(PLAN).say(Leave(by="ann", person="ann"))
    assert room.say(Next(by="bea")).session.part == 1
    room.say(Arrive(by="ann", person="ann"))
    assert room.refuses(Next(by="bea")) == "session.not_guide"


def test_an_empty_guides_place_can_be_taken() -> None:
    """When guide and deputy are away, anybody here may take over, for themselves only."""
    room = Room.open(PLAN)
    room.say(Leave(by="ann", person="ann")).say(Leave(by="bea", person="bea"))
    assert (lead(room.session), Button.GUIDE in room.board.can) == ("", True)
    assert room.refuses(HandOver(by="cem", to="dot")) == "session.not_guide"
    assert lead(room.say(HandOver(by="cem", to="cem")).session) == "cem"


def test_the_guide_hands_over_to_somebody_who_is_here() -> None:
    """Afterwards the new guide guides, and the old one does not."""
    room = Room.open(PLAN).say(Leave(by="fay", person="fay"))
    assert room.refuses(HandOver(by="ann", to="fay")) == "session.not_here"
    room.say(HandOver(by="ann", to="eli"))
    assert room.refuses(Next(by="ann")) == "session.not_guide"
    assert room.say(Next(by="eli")).session.part == 1


def test_a_guide_from_outside_needs_no_seat() -> None:
    """Somebody who only guides is taken to be here, and has no turn in a round."""
    room = Room.open(PLAN, guide="guest").say(Next(by="guest"))
    assert room.session.part == 1
    assert "guest" not in {seat.person_id for seat in room.session.seats}


def test_anybody_in_the_set_pauses_and_nobody_else() -> None:
    """A pause needs a seat and no reason."""
    assert Room.open(PLAN).refuses(Pause(by="stranger")) == "session.not_seated"
    assert Room.open(PLAN).refuses(HandUp(by="stranger")) == "session.not_seated"
    assert Room.open(PLAN).say(Pause(by="fay")).board.paused


def test_nobody_sends_others_away() -> None:
    """Coming and going is said by oneself, by the bot, or by the guide."""
    room = Room.open(PLAN)
    assert room.refuses(Leave(by="dot", person="fay")) == "session.not_guide"
    for by in ("fay", "ann", ""):
        assert Room.open(PLAN).refuses(Leave(by=by, person="fay")) == ""


def test_two_presses_of_next_are_one() -> None:
    """Of any number of presses on the same screen the first wins."""
    room = Room.open(PLAN)
    seen = room.session.revision
    room.say(Next(by="ann", revision=seen))
    assert room.refuses(Next(by="ann", revision=seen)) == "stale session.moved_on"
    assert room.session.part == 1


def test_two_presses_for_more_time_are_one() -> None:
    """The second press on the same card is old, because the time has changed."""
    room = Room.open(PLAN)
    seen = room.session.revision
    room.say(Extend(by="ann", seconds=120, revision=seen))
    assert room.refuses(Extend(by="ann", seconds=120, revision=seen)) == "stale session.moved_on"


def test_a_hand_in_between_makes_no_button_old() -> None:
    """The guide can go on although somebody has just put a hand up."""
    room = Room.open(PLAN)
    seen = room.session.revision
    room.say(HandUp(by="fay")).say(HandUp(by="eli"))
    assert room.say(Next(by="ann", revision=seen)).session.part == 1


def test_next_in_the_moment_a_part_ends_does_not_end_two() -> None:
    """A part that is due to end before the press is noticed makes the button old."""
    room = Room.open(PLAN)
    seen = room.session.revision
    room.after(600)
    assert room.refuses(Next(by="ann", revision=seen)) == "stale session.moved_on"
    assert room.tick().session.part == 1


def test_done_from_the_part_before_ends_nobodys_turn() -> None:
    """A Done that comes just after its part ended does not cost a turn in the next one."""
    room = Room.open(plan_of(*[part(Speak.EVERYONE_IN_TURN)] * 2, keep()))
    seen = room.session.revision
    room.say(Next(by="ann"))
    assert room.refuses(Done(by=room.floor, revision=seen)) == "stale session.moved_on"


def test_nothing_can_be_said_to_a_session_that_is_over() -> None:
    """All buttons of an ended session are refused; ticks are quietly let be."""
    room = Room.open(PLAN).say(Stop(by="ann"))
    for command in (Next(by="ann"), HandUp(by="bea"), Pause(by="bea"), Resume(by="bea")):
        assert room.refuses(command) == "session.over"
    assert room.tick(60).effects == ()


def test_a_turn_that_is_over_cannot_be_given_away() -> None:
    """Presenters can be swapped until their turn is over."""
    story = part(Speak.PRESENTER, presenter=1)
    room = Room.open(plan_of(story, part(), keep()), presenters=("cem",))
    room.say(Next(by="ann"))
    assert room.refuses(SwapPresenter(by="ann", to="dot", number=1)) == "session.presented"
    assert room.refuses(SwapPresenter(by="ann", to="dot")) == "session.presented"

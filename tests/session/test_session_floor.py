"""Who may speak: one person at a time, everybody in turn, the least heard first."""

from itertools import pairwise

import pytest
from session_world import PEOPLE, PLANS, Room, keep, part, plan_of

from learning.protocol import Speak
from learning.session.buttons import Button
from learning.session.commands import (
    Arrive,
    Done,
    Extend,
    HandOver,
    HandUp,
    Leave,
    Next,
    Pass,
    SwapPresenter,
    Welcome,
)
from learning.session.state import Mode


def in_part(speak: Speak, minutes: int = 10, **more: object) -> Room:
    """Open a session that begins with one part of this rule; Cem presents if anybody does."""
    present = 1 if speak not in (Speak.ANYONE, Speak.FACILITATOR) else 0
    plan = plan_of(part(speak, minutes, presenter=present, **more), keep())
    return Room.open(plan, presenters=("cem",))


def test_a_round_goes_from_seat_to_seat() -> None:
    """The bot names who speaks and who is next."""
    room = in_part(Speak.EVERYONE_IN_TURN)
    spoke: list[tuple[str, str]] = []
    for person in PEOPLE:
        spoke.append((room.floor, room.board.next_id))
        room.after(30).say(Done(by=person))
    assert spoke == [*pairwise(PEOPLE), ("fay", "")]
    assert room.floor == ""
    assert [room.spoken(person) for person in PEOPLE] == [30] * 6


def test_passing_leaves_no_mark() -> None:
    """Who passes is in the same state as who has finished at that moment."""
    passed = in_part(Speak.EVERYONE_IN_TURN).say(Pass(by="ann")).session
    done = in_part(Speak.EVERYONE_IN_TURN).say(Done(by="ann")).session
    assert passed == done


def test_somebody_may_pass_before_their_turn() -> None:
    """A turn that is passed early is left out when it comes."""
    room = in_part(Speak.EVERYONE_IN_TURN).say(Pass(by="bea")).say(Done(by="ann"))
    assert room.floor == "cem"


def test_who_passed_may_come_in_after_all() -> None:
    """A hand after one's turn gets the floor when the round is through."""
    room = in_part(Speak.EVERYONE_IN_TURN).say(Pass(by="ann")).say(HandUp(by="ann"))
    for person in PEOPLE[1:]:
        assert room.floor == person
        room.say(Done(by=person))
    assert room.floor == "ann"


def test_somebody_else_begins_each_round() -> None:
    """The one who spoke last goes first in the next round."""
    plan = plan_of(*[part(Speak.EVERYONE_IN_TURN)] * 3, keep())
    room = Room.open(plan)
    firsts = [room.floor, room.say(Next(by="ann")).floor, room.say(Next(by="ann")).floor]
    assert firsts == ["ann", "fay", "eli"]


def test_who_is_away_has_no_turn_until_they_come() -> None:
    """A late arrival gets a turn in the same round."""
    plan = plan_of(part(Speak.EVERYONE_IN_TURN), keep())
    room = Room.open(plan, away=("bea", "fay"))
    room.say(Done(by="ann"))
    assert room.floor == "cem"
    room.say(Arrive(by="bea", person="bea"))
    for person in ("cem", "dot", "eli"):
        room.say(Done(by=person))
    assert room.floor == "bea"


def test_who_loses_the_line_keeps_their_turn() -> None:
    """The floor goes on when its holder leaves, and comes back to them in the round."""
    room = in_part(Speak.EVERYONE_IN_TURN).after(10).say(Leave(by="ann", person="ann"))
    assert room.floor == "bea"
    room.say(Arrive(by="ann", person="ann", typing=True))
    assert room.board.typing == ("ann",)
    assert room.spoken("ann") == 10
    for person in PEOPLE[1:]:
        room.say(Done(by=person))
    assert room.floor == "ann"


def test_the_end_of_a_turn_is_a_gentle_mark() -> None:
    """At the end of an even share the board says so, and nobody is cut off."""
    room = in_part(Speak.EVERYONE_IN_TURN, 6)
    assert room.board.turn_ends_at == room.session.started_at.replace(minute=31)
    assert not room.tick(59).board.turn_over
    room.tick(1)
    assert (room.board.turn_over, room.floor) == (True, "ann")
    assert not room.say(Done(by="ann")).board.turn_over


def test_who_speaks_long_leaves_less_for_the_others_but_the_same_for_each() -> None:
    """After four of six minutes the five others share the two that are left."""
    room = in_part(Speak.EVERYONE_IN_TURN, 6).after(240).say(Done(by="ann"))
    left = room.board.turn_ends_at
    assert left is not None
    assert (left - room.now).total_seconds() == 24


def test_the_last_turn_ends_with_the_part() -> None:
    """The last speaker is not marked; the end of the part is the end of the turn."""
    room = in_part(Speak.EVERYONE_IN_TURN)
    for person in PEOPLE[:5]:
        room.say(Done(by=person))
    assert room.board.turn_ends_at == room.session.part_ends_at


def test_the_least_heard_hand_comes_first() -> None:
    """Among hands, fewer seconds of floor win; then the earlier hand."""
    room = in_part(Speak.OPEN_QUESTIONS).say(HandUp(by="ann")).after(60).say(Done(by="ann"))
    room.say(HandUp(by="bea"))
    for person in ("ann", "eli", "dot"):
        room.after(1).say(HandUp(by=person))
    assert room.floor == "bea"
    assert room.board.hands == ("eli", "dot", "ann")
    assert room.board.next_id == "eli"


def test_a_second_hand_changes_nothing() -> None:
    """A hand that is up already, or a hand of the speaker, is no change and no effect."""
    room = in_part(Speak.OPEN_QUESTIONS).say(HandUp(by="ann")).say(HandUp(by="bea"))
    for person in ("ann", "bea"):
        before = room.session
        assert room.after(5).say(HandUp(by=person)).session == before
        assert room.effects == ()


def test_the_presenter_need_not_ask() -> None:
    """In questions the presenter may always answer; their hand changes nothing."""
    room = in_part(Speak.OPEN_QUESTIONS).say(HandUp(by="cem"))
    assert (room.floor, room.board.hands, room.board.presenter_id) == ("", (), "cem")


def test_the_presenter_may_pass_a_question() -> None:
    """A passed question gives the floor to the next hand."""
    room = in_part(Speak.OPEN_QUESTIONS).say(HandUp(by="ann")).say(HandUp(by="bea"))
    assert room.say(Pass(by="cem")).floor == "bea"


def test_a_hand_can_be_taken_down() -> None:
    """Pass takes one's own hand down."""
    room = in_part(Speak.ANYONE).say(HandUp(by="ann")).say(HandUp(by="bea")).say(Pass(by="bea"))
    assert (room.floor, room.board.hands) == ("ann", ())


def test_who_leaves_takes_their_hand_down() -> None:
    """Somebody who comes back has to ask again."""
    room = in_part(Speak.ANYONE).say(HandUp(by="ann")).say(HandUp(by="bea"))
    room.say(Leave(by="bea", person="bea")).say(Arrive(by="bea", person="bea"))
    assert room.board.hands == ()


def test_the_presenter_has_the_floor_of_their_part() -> None:
    """In the story the presenter speaks and all others listen."""
    room = in_part(Speak.PRESENTER)
    assert room.floor == "cem"
    assert room.refuses(HandUp(by="ann")) == "session.listen_now"


def test_a_presenter_who_drops_out_gets_the_floor_back() -> None:
    """Nobody speaks for a presenter who is away."""
    room = in_part(Speak.PRESENTER).say(Leave(by="cem", person="cem"))
    assert room.floor == ""
    assert room.say(Arrive(by="cem", person="cem")).floor == "cem"


def test_the_presenter_only_listens_while_others_talk() -> None:
    """In listening-in the presenter cannot have the floor."""
    room = in_part(Speak.PRESENTER_LISTENS)
    assert room.refuses(HandUp(by="cem")) == "session.listen_now"
    assert room.say(HandUp(by="dot")).floor == "dot"


@pytest.mark.parametrize(
    ("speak", "key"), [(Speak.SILENCE, "session.quiet"), (Speak.PAIRS, "session.in_pairs")]
)
def test_nobody_is_named_in_quiet_or_in_pairs(speak: Speak, key: str) -> None:
    """There is no floor in a quiet part or in pairs, and no hand to raise."""
    room = in_part(speak)
    assert room.refuses(HandUp(by="ann")) == key
    assert (room.floor, Button.HAND in room.board.can) == ("", False)


def test_pairs_are_by_seats_with_three_when_odd() -> None:
    """Everybody who is here is in a pair, the last three together when somebody is over."""
    room = in_part(Speak.PAIRS)
    assert room.board.pairs == (("ann", "bea"), ("cem", "dot"), ("eli", "fay"))
    room.say(Leave(by="dot", person="dot"))
    assert room.board.pairs == (("ann", "bea"), ("cem", "eli", "fay"))


def test_the_guide_speaks_and_takes_questions() -> None:
    """In the guide's part the floor comes back to the guide after each question."""
    room = in_part(Speak.FACILITATOR)
    assert room.floor == "ann"
    room.say(HandUp(by="bea"))
    assert (room.floor, room.board.next_id) == ("ann", "bea")
    assert room.say(Done(by="ann")).floor == "bea"
    assert room.say(Done(by="bea")).floor == "ann"
    assert room.say(Done(by="ann")).floor == ""


def test_a_new_guide_has_the_floor_of_the_guides_part() -> None:
    """Handing over hands over the floor as well."""
    room = in_part(Speak.FACILITATOR).say(HandOver(by="ann", to="eli"))
    assert room.floor == "eli"


def test_the_guide_may_end_a_turn_kindly() -> None:
    """Done is for the speaker, or for the guide on their behalf; for nobody else."""
    room = in_part(Speak.EVERYONE_IN_TURN).say(Done(by="ann"))
    assert room.refuses(Done(by="dot")) == "session.not_your_turn"
    assert room.say(Done(by="ann")).floor == "cem"


def test_an_empty_place_to_present_can_be_taken() -> None:
    """Where nobody presents, anybody may offer themselves; once taken, only the guide swaps."""
    plan = plan_of(part(Speak.PRESENTER, presenter=1), keep())
    room = Room.open(plan)
    assert (room.floor, Button.PRESENT in room.board.can) == ("", True)
    room.say(SwapPresenter(by="dot", to="dot"))
    assert (room.floor, Button.PRESENT in room.board.can) == ("dot", False)
    assert room.refuses(SwapPresenter(by="eli", to="eli")) == "session.not_guide"
    assert room.say(SwapPresenter(by="ann", to="eli")).floor == "eli"


def test_two_presenters_change_places() -> None:
    """Who takes an earlier turn gives their own to the person they swap with."""
    room = Room.open(PLANS["classic-90"], presenters=("cem", "dot"))
    room.say(SwapPresenter(by="ann", to="dot", number=1))
    assert {run.turn: run.presenter_id for run in room.session.parts} == {
        0: "",
        1: "dot",
        2: "cem",
    }


def test_ideas_are_only_for_a_presenter_who_wants_them() -> None:
    """The presenter says yes, and the others offer one each; or no, and questions go on."""
    asked = part(Speak.EVERYONE_IN_TURN, presenter=1, needs_presenter_yes=True)
    plan = plan_of(asked, keep())
    room = Room.open(plan, presenters=("ann",))
    assert (room.floor, room.board.asking) == ("ann", True)
    assert room.refuses(Welcome(by="bea", ideas=True)) == "session.presenter_says"
    assert room.say(Welcome(by="ann", ideas=True)).floor == "bea"
    assert room.board.speak is Speak.EVERYONE_IN_TURN
    room = Room.open(plan, presenters=("ann",)).say(Welcome(by="ann", ideas=False))
    assert (room.floor, room.board.speak) == ("", Speak.OPEN_QUESTIONS)


def test_pressing_a_button_means_being_here() -> None:
    """Somebody who was thought away and puts a hand up is here."""
    plan = plan_of(part(Speak.ANYONE), keep())
    room = Room.open(plan, away=("fay",)).say(HandUp(by="fay"))
    assert room.floor == "fay"
    assert all(seat.mode is Mode.HERE for seat in room.session.seats)


def test_a_longer_part_takes_the_mark_back() -> None:
    """After two more minutes the speaker's turn may be under way again."""
    room = in_part(Speak.EVERYONE_IN_TURN, 10, title="Round")
    room.plan = plan_of(room.plan.parts[0], part(), keep())
    room = Room.open(room.plan, presenters=("cem",)).tick(101)
    assert room.board.turn_over
    assert not room.say(Extend(by="ann", seconds=120)).board.turn_over

"""Parts begin and end on time, minutes come only from where they may, and the finish stays."""

from dataclasses import replace
from datetime import timedelta

import pytest
from session_world import (
    NOON,
    PEOPLE,
    PLANS,
    Room,
    accounted,
    is_over,
    keep,
    part,
    plan_of,
    seats,
    whole,
)

from learning.protocol import Speak
from learning.refusals import Refusal
from learning.session.commands import (
    Back,
    Begin,
    Extend,
    Next,
    Pause,
    Resume,
    Skip,
    Stop,
)
from learning.session.state import Status
from learning.session.step import begin

THREE = plan_of(part(minutes=10), part(minutes=10), part(minutes=20), keep(5))


def test_every_plan_runs_to_its_last_minute() -> None:
    """Left alone, a session gives each part exactly its plan and ends at its hard finish."""
    for plan in PLANS.values():
        room = Room.open(plan)
        room.play()
        assert room.shares == [part.minutes * 60 for part in plan.parts]
        assert room.session.ended_at == NOON + timedelta(minutes=plan.total_minutes)
        assert room.session.status is Status.ENDED


def test_next_gives_saved_time_back_to_nobody_who_has_their_plan() -> None:
    """When all parts have their plan, going on early only makes the session end early."""
    room = Room.open(THREE).after(100).say(Next(by="ann"))
    assert room.shares == [100, 600, 1200, 300]
    room.play()
    assert room.session.ended_at == room.session.ends_at - timedelta(seconds=500)


def test_saved_time_first_heals_what_was_shortened() -> None:
    """Parts that gave minutes get them back before anything ends early."""
    room = Room.open(THREE).say(Extend(by="ann", seconds=300))
    assert room.shares == [900, 500, 1000, 300]
    room.after(660).say(Next(by="ann"))
    assert room.shares == [660, 580, 1160, 300]


def test_minutes_come_from_later_parts_in_proportion_and_never_from_keep() -> None:
    """Two minutes more take twice as much from a part of twenty as from a part of ten."""
    room = Room.open(THREE).say(Extend(by="ann", seconds=120))
    assert room.shares == [720, 560, 1120, 300]
    assert room.board.shortened_titles == (("anyone", 9), ("anyone", 19))
    assert room.session.ends_at == NOON + timedelta(minutes=45)


def test_minutes_run_out() -> None:
    """When later parts are at their floors there is nothing left, and the guide is told."""
    room = Room.open(THREE)
    for _ in range(3):
        room.say(Extend(by="ann", seconds=300))
    assert room.refuses(Extend(by="ann", seconds=300)) == "session.no_time_left"
    assert room.facts == {"spare": 1800 - 900 - 720}
    assert room.say(Extend(by="ann", seconds=120)).shares[0] == 600 + 900 + 120


def test_only_two_or_five_minutes_can_be_added() -> None:
    """A strange number of seconds is refused."""
    assert Room.open(THREE).refuses(Extend(by="ann", seconds=61)) == "session.odd_extension"


def test_keep_parts_stay_whole_through_five_extensions() -> None:
    """However often minutes are added, the parts marked keep have their plan at the end."""
    room = Room.open(PLANS["classic-90"], presenters=("cem", "dot")).tick(300)
    for seconds in (300, 300, 300, 120, 120):
        room.say(Extend(by="ann", seconds=seconds))
    room.play()
    kept = [(run.seconds, run.planned) for run in room.session.parts if run.keep]
    assert kept == [(360, 360), (300, 300), (180, 180)]
    assert accounted(room.session) == whole(room.session)


def test_skip_leaves_a_part_out_but_never_a_keep_part() -> None:
    """What is marked keep belongs to everybody."""
    plan = plan_of(part(), part(), keep())
    room = Room.open(plan).say(Skip(by="ann"))
    assert room.session.parts[0].skipped
    assert room.session.part == 1
    room.say(Next(by="ann"))
    assert room.refuses(Skip(by="ann")) == "session.keep_part"


def test_the_session_ends_with_its_last_part() -> None:
    """Going on from the last part ends the session, with nothing padded."""
    room = Room.open(plan_of(part(), keep())).say(Next(by="ann")).after(60).say(Next(by="ann"))
    assert is_over(room.session)
    assert room.session.ended_at == room.now


def test_back_after_a_slip_gives_the_part_the_time_it_had_left() -> None:
    """Next by mistake and Back ten seconds later loses ten seconds of the part that came."""
    room = Room.open(THREE).after(200).say(Next(by="ann")).after(10).say(Back(by="ann"))
    assert room.session.part == 0
    assert room.board.seconds_left == 400
    assert [run.before for run in room.session.parts] == [200, 10, 0, 0]
    assert room.shares == [400, 590, 1200, 300]


def test_back_to_a_part_that_was_used_up_gives_it_a_minute() -> None:
    """The minute comes from later parts."""
    room = Room.open(THREE).tick(600).say(Back(by="ann"))
    assert room.board.seconds_left == 60
    assert accounted(room.session) == whole(room.session)


def test_there_is_nothing_before_the_first_part() -> None:
    """Back in the first part is refused."""
    assert Room.open(THREE).refuses(Back(by="ann")) == "session.first_part"


def test_back_never_costs_a_later_part_its_floor() -> None:
    """Where only keep parts follow, there is no minute to go back with."""
    plan = plan_of(part(minutes=5), keep(5), keep(5))
    assert Room.open(plan).tick(300).tick(300).refuses(Back(by="ann")) == "session.no_time_left"


def test_back_never_makes_a_later_part_fall_away() -> None:
    """The minute a part needs to be begun again is not got by dropping another part."""
    plan = plan_of(part(minutes=5), part(minutes=20), part(minutes=10), keep(5))
    room = Room.open(plan).tick(300)
    for _ in range(3):
        room.say(Extend(by="ann", seconds=120))
    assert room.after(1550).refuses(Back(by="ann")) == "session.no_time_left"
    assert room.facts == {"spare": 0}


def test_a_pause_is_taken_from_later_parts_and_not_from_this_one() -> None:
    """After a pause the part has the time it had left, and the finish stays."""
    room = Room.open(THREE).after(100).say(Pause(by="dot")).after(180).say(Resume(by="fay"))
    assert room.board.seconds_left == 500
    assert room.shares == [600, 540, 1080, 300]
    assert room.session.ends_at == NOON + timedelta(minutes=45)


def test_only_when_nothing_else_is_left_the_present_part_gives() -> None:
    """A pause that later parts cannot hold makes the present part shorter, not the keep parts."""
    room = Room.open(plan_of(part(minutes=20), keep(5)))
    room.after(100).say(Pause(by="dot")).after(180).say(Resume(by="dot"))
    assert room.shares == [1200 - 180, 300]


def test_a_very_long_pause_makes_later_parts_fall_away() -> None:
    """When even floors do not fit, later parts that are not keep are left out."""
    room = Room.open(THREE).after(60).say(Pause(by="dot"))
    room.after(45 * 60 - 60 - 900).say(Resume(by="dot"))
    assert room.shares[2:] == [0, 300]
    assert ("anyone", 0) in room.board.shortened_titles
    room.play()
    assert room.session.parts[3].seconds == 300


def test_keep_parts_that_no_longer_fit_are_not_run_rather_than_cut() -> None:
    """When there is no time even for keep parts, the session runs out at its finish."""
    plan = plan_of(part(minutes=10), keep(6), keep(5), keep(3))
    room = Room.open(plan).after(10).say(Pause(by="dot"))
    room.after(24 * 60 - 10 - 560).say(Resume(by="dot"))
    room.play()
    assert room.shares[1:] == [360, 0, 180]


def test_what_falls_away_gives_the_present_part_its_time_back() -> None:
    """When a later part falls away, the part that made room for it need not."""
    room = Room.open(plan_of(part(minutes=20), part(minutes=20), keep(5)))
    room.after(600).say(Pause(by="dot")).after(2700 - 600 - 800).say(Resume(by="dot"))
    assert room.shares[1:] == [0, 300]
    assert room.board.seconds_left == 500


def test_a_pause_in_a_keep_part_does_not_make_it_shorter() -> None:
    """The keep part after it is not run instead."""
    room = Room.open(plan_of(part(), keep(6), keep(5))).tick(600)
    room.after(60).say(Pause(by="dot")).after(120).say(Resume(by="dot"))
    room.play()
    assert room.shares == [600, 360, 0]


def test_a_pause_can_last_until_the_finish() -> None:
    """A session that is never taken up again ends at its hard finish."""
    room = Room.open(THREE).after(10).say(Pause(by="dot"))
    room.play()
    assert room.session.ended_at == room.session.ends_at
    assert (room.session.part, room.shares) == (0, [10, 0, 0, 0])
    assert accounted(room.session) == whole(room.session)


def test_the_guide_does_not_hurry_a_pause() -> None:
    """While all are paused, what would move time is refused; stopping is not."""
    room = Room.open(THREE).say(Pause(by="dot"))
    for command in (Next(by="ann"), Skip(by="ann"), Back(by="ann"), Extend(by="ann", seconds=120)):
        assert room.refuses(command) == "session.paused"
    assert room.say(Stop(by="ann")).session.status is Status.STOPPED


def test_pausing_twice_is_pausing_once() -> None:
    """A second pause, or going on when nothing is paused, changes nothing."""
    room = Room.open(THREE).say(Resume(by="dot"))
    assert room.effects == ()
    first = room.after(5).say(Pause(by="dot")).session
    assert room.after(5).say(Pause(by="eli")).session == first


def test_a_pause_does_not_count_as_talking() -> None:
    """Seconds of floor stand still in a pause."""
    room = Room.open(plan_of(part(Speak.EVERYONE_IN_TURN), keep())).after(20)
    room.say(Pause(by="dot")).after(300).say(Resume(by="dot")).after(10).say(Next(by="ann"))
    assert room.spoken("ann") == 30


def test_several_parts_may_pass_at_once() -> None:
    """After an hour without anybody looking, the session is where the wall clock says."""
    late = Room.open(PLANS["classic-90"]).tick(3600)
    watched = Room.open(PLANS["classic-90"])
    for _ in range(3600):
        watched.tick(1)
    forget = {"revision": 1, "part_since": 1, "fresh_since": 1, "changed_at": None}
    assert replace(late.session, **forget) == replace(watched.session, **forget)


def test_a_late_start_shortens_parts_and_keeps_the_promised_finish() -> None:
    """People were promised an end: a start five minutes late is paid by parts not marked keep."""
    facts = Begin(id="s1", set_id="set1", guide_id="ann", ends_at=NOON + timedelta(minutes=45))
    session = begin(facts, THREE, seats(*PEOPLE), NOON + timedelta(minutes=5)).session
    assert session.ends_at == NOON + timedelta(minutes=45)
    assert [run.seconds for run in session.parts] == [525, 525, 1050, 300]


def test_a_start_that_is_far_too_late_is_refused() -> None:
    """When not even floors fit before the promised finish, a new time is better."""
    facts = Begin(id="s1", set_id="set1", guide_id="ann", ends_at=NOON + timedelta(minutes=45))
    with pytest.raises(Refusal) as refused:
        begin(facts, THREE, seats(*PEOPLE), NOON + timedelta(minutes=30))
    assert (refused.value.key, refused.value.facts) == ("session.too_late", {"minutes": 15})


def test_a_session_lives_on_whole_seconds() -> None:
    """A start within a second counts from its beginning, and so does every end."""
    facts = Begin(id="s1", set_id="set1", guide_id="ann")
    session = begin(facts, THREE, seats(*PEOPLE), NOON + timedelta(milliseconds=700)).session
    assert (session.started_at, session.part_ends_at) == (NOON, NOON + timedelta(minutes=10))


def test_nobody_begins_with_two() -> None:
    """A session needs three."""
    facts = Begin(id="s1", set_id="set1", guide_id="ann")
    with pytest.raises(Refusal) as refused:
        begin(facts, THREE, seats("ann", "bea", "cem", away=("cem",)), NOON)
    assert refused.value.facts == {"here": 2, "fewest": 3}


def test_a_clock_that_steps_back_does_not_take_the_session_back() -> None:
    """An instant before the latest one seen counts as that one."""
    room = Room.open(THREE).after(300).say(Next(by="ann")).after(-200).say(Next(by="ann"))
    assert room.shares[:2] == [300, 0]
    assert room.session.part == 2

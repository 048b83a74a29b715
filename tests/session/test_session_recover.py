"""After an outage a session stands where it would stand, and says once that it was away."""

from dataclasses import replace
from datetime import timedelta

import pytest
from session_world import NOON, PEOPLE, PLANS, Room, keep, part, plan_of

from learning.effects import Card
from learning.session.commands import (
    Command,
    Done,
    Extend,
    HandUp,
    Leave,
    Next,
    Pause,
    Resume,
    Tick,
)
from learning.session.due import next_wake
from learning.session.recover import recover
from learning.session.state import Session
from learning.session.step import Stepped

PLAN = plan_of(part(), part(), keep())
STORY: tuple[tuple[int, Command], ...] = (
    (40, Done(by="ann")),
    (130, Done(by="bea")),
    (400, Extend(by="ann", seconds=120)),
    (700, HandUp(by="fay")),
    (1200, Pause(by="dot")),
    (1290, Resume(by="eli")),
    (1500, HandUp(by="cem")),
    (1900, Next(by="ann")),
    (2000, Leave(by="fay", person="fay")),
    (3000, Next(by="ann")),
)


def found(room: Room) -> Stepped:
    """Recover a room now."""
    return recover(room.session, room.plan, room.now)


def test_a_gap_is_said_once_with_its_length() -> None:
    """The line counts from the moment at which something should have happened."""
    stepped = found(Room.open(PLAN).tick(300).tick(180).after(120 + 40))
    lost, *rest = stepped.effects
    assert (lost.key, lost.card) == ("lost:s1:r4", Card("recovered", "s1", "40"))
    assert [effect.key for effect in rest][:2] == ["board:s1:1:1", "board:s1:0:1:gone"]


def test_a_gap_nobody_noticed_is_not_said() -> None:
    """Up to five seconds, and when nothing was due, there is no line."""
    for seconds in (10, 300, 305):
        keys = [effect.key for effect in found(Room.open(PLAN).after(seconds)).effects]
        assert not [key for key in keys if key.startswith("lost:")]
    assert found(Room.open(PLAN).after(10)).effects == ()


def test_a_session_that_is_over_by_now_just_closes() -> None:
    """Nobody needs to hear about a lost place when there is no place any more."""
    keys = [effect.key for effect in found(Room.open(PLAN).after(3600)).effects]
    assert keys == ["close:s1", "board:s1:0:1:gone", "guide:s1:ann:r2"]


def test_an_ended_session_is_left_alone() -> None:
    """Recovering what is over does nothing."""
    room = Room.open(PLAN)
    room.play()
    assert found(room.after(60)).effects == ()


@pytest.mark.parametrize("plan", sorted(PLANS))
def test_killed_at_any_step_a_story_ends_the_same(plan: str) -> None:
    """A kill at each step, for a minute, with the same commands after it: the same session."""
    whole = told(plan, None)
    for killed in range(0, 3600, 97):
        assert told(plan, killed) == whole, killed


def told(plan: str, killed: int | None) -> Session:
    """Play the story with every wake in its time, or with nobody there for a while."""
    room = Room.open(PLANS[plan], presenters=PEOPLE[2:5])
    for at, command in (*STORY, (6000, Tick())):
        until = NOON + timedelta(seconds=at)
        while (due := next_wake(room.session, room.plan)) is not None and due <= until:
            if killed is not None and killed <= (due - NOON).total_seconds() < killed + 60:
                break
            room.now = due
            room.say(Tick())
        room.now = until
        back = found(room)
        if back.session != room.session:
            room.session = replace(back.session, revision=room.session.revision + 1)
        if not room.refuses(command):
            room.say(command)
    return replace(room.session, revision=0, part_since=0, fresh_since=0, changed_at=None)

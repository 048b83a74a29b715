"""What is past its time goes, on its day and not before; what is within its time stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from retention_keeper import START, Keeper

from learning.meetings import Meeting, MeetingState
from learning.people import HowFar, Person, Role, Standing
from learning.session.state import PartRun, Seat, Session, Status
from learning.sets import Consent, LearningSet, Membership, Stage
from learning.writing import Action, Audit, Bid, Concern, Pressing, Question, Reflection

DAY = timedelta(days=1)
MARK = "XMARKX"


def person(id: str = "p1", xid: int = 11, standing: Standing = Standing.PLACED) -> Person:
    """Return somebody who joined at the start."""
    return Person(
        id=id,
        guild_xid=1,
        xid=xid,
        name="Amara",
        role=Role.GP,
        own_words=MARK,
        area="QJK",
        how_far=HowFar.ICB,
        standing=standing,
        joined_at=START,
    )


def a_set(stage: Stage = Stage.RUNNING) -> LearningSet:
    """Return a set formed at the start."""
    return LearningSet(
        id="s1",
        guild_xid=1,
        area="QJK",
        name="Heron",
        block="tue-lunch",
        stage=stage,
        formed_at=START,
    )


def place(left_at: datetime | None = None) -> Membership:
    """Return a place in the set."""
    return Membership(
        id="s1.p1", set_id="s1", person_id="p1", seat=0, consent=Consent.YES, left_at=left_at
    )


def meeting(state: MeetingState, at: datetime) -> Meeting:
    """Return a meeting of an hour."""
    return Meeting(
        id="m1",
        set_id="s1",
        number=1,
        wall="2027-01-05T12:30",
        zone="Europe/London",
        starts_at=at,
        minutes=60,
        plan_id="first-90",
        state=state,
    )


def reflection(id: str, *, shared: bool) -> Reflection:
    """Return a reflection written at the start."""
    return Reflection(
        id=id,
        set_id="s1",
        meeting_id="",
        person_id="p1",
        text=MARK,
        shared=shared,
        made_at=START,
    )


async def gathered(keeper: Keeper, stage: Stage, left: datetime | None = None) -> None:
    """Keep one person, their set and a place in it."""
    await keeper.add("people", person())
    await keeper.add("sets", a_set(stage))
    await keeper.add("memberships", place(left))


async def stays_then_goes(keeper: Keeper, shelf: str, until: datetime, ids: list[str]) -> None:
    """Check that these stay until an instant and go at it."""
    keeper.clock.move(until - timedelta(seconds=1))
    await keeper.retiring.run()
    assert await keeper.ids(shelf) == ids
    keeper.clock.move(until)
    await keeper.retiring.run()
    assert await keeper.ids(shelf) == []


async def test_a_private_line_is_kept_90_days(keeper: Keeper) -> None:
    """A line kept private goes after 90 days; one that was shared stays while the set goes on."""
    await gathered(keeper, Stage.RUNNING)
    await keeper.add("reflections", reflection("r1", shared=False), reflection("r2", shared=True))
    keeper.wait(days=89)
    await keeper.retiring.run()
    assert await keeper.ids("reflections") == ["r1", "r2"]
    keeper.wait(days=1)
    assert await keeper.retiring.run() == {"reflections": 1}
    assert await keeper.ids("reflections") == ["r2"]
    keeper.wait(days=2000)
    await keeper.retiring.run()
    assert await keeper.ids("reflections") == ["r2"]


async def test_shared_lines_and_actions_go_half_a_year_after_the_set(keeper: Keeper) -> None:
    """The time runs from the end of the set, which is when the last member was let go."""
    over = START + 100 * DAY
    await gathered(keeper, Stage.ENDED, over)
    await keeper.add("reflections", reflection("r2", shared=True))
    await keeper.add(
        "actions",
        Action(
            id="a1",
            set_id="s1",
            meeting_id="",
            person_id="p1",
            what=MARK,
            by_when=None,
            who_notices="",
            made_at=START,
        ),
    )
    keeper.clock.move(over + 182 * DAY)
    await keeper.retiring.run()
    assert await keeper.ids("actions") == ["a1"]
    await stays_then_goes(keeper, "reflections", over + 183 * DAY, ["r2"])
    assert await keeper.ids("actions") == []


def bid() -> Bid:
    """Return a bid made at the start."""
    return Bid(
        id="s1.p1",
        set_id="s1",
        person_id="p1",
        text=MARK,
        pressing=Pressing.SOME,
        made_at=START,
    )


async def test_a_bid_goes_14_days_after_its_meeting(keeper: Keeper) -> None:
    """A bid goes 14 days after the first meeting that was held since it was made."""
    await gathered(keeper, Stage.RUNNING)
    await keeper.add("meetings", meeting(MeetingState.HELD, START + 10 * DAY))
    await keeper.add("bids", bid())
    until = START + 24 * DAY + timedelta(minutes=60)
    await stays_then_goes(keeper, "bids", until, ["s1.p1"])


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.CANCELLED])
async def test_a_bid_without_a_meeting_goes_after_half_a_year(
    keeper: Keeper, state: MeetingState
) -> None:
    """A meeting that was not held does not count."""
    await gathered(keeper, Stage.RUNNING)
    await keeper.add("meetings", meeting(state, START + 10 * DAY))
    await keeper.add("bids", bid())
    await stays_then_goes(keeper, "bids", START + 183 * DAY, ["s1.p1"])


async def test_an_old_question_goes_from_the_room_too(keeper: Keeper) -> None:
    """Its message is taken out of the set's room."""
    await gathered(keeper, Stage.RUNNING)
    asked = Question(id="q1", set_id="s1", person_id="p1", text=MARK, asked_at=START)
    await keeper.add("questions", asked)
    await stays_then_goes(keeper, "questions", START + 183 * DAY, ["q1"])
    effects = [work.effect for work in await keeper.due()]
    assert [(one.kind, one.of) for one in effects if one.kind == "remove"] == [
        ("remove", "question:q1")
    ]


def session(ended: datetime, status: Status = Status.ENDED) -> Session:
    """Return a session with one person in it."""
    return Session(
        id="m1",
        set_id="s1",
        plan_id="first-90",
        guide_id="p1",
        status=status,
        started_at=START,
        ends_at=ended,
        part_ends_at=ended,
        parts=(PartRun(number=0, planned=60, seconds=60),),
        seats=(Seat(person_id="p1", order=0),),
    )


async def test_hours_are_kept_two_years(keeper: Keeper) -> None:
    """Who was at a meeting is known for 730 days, also when the set ended long before."""
    over = START + DAY
    await gathered(keeper, Stage.ENDED, START + 200 * DAY)
    await keeper.add("meetings", meeting(MeetingState.HELD, START))
    await keeper.add("sessions", session(over))
    await stays_then_goes(keeper, "sessions", over + 730 * DAY, ["m1"])
    assert await keeper.ids("sets") == ["s1"]


async def test_an_ended_set_goes_with_all_it_owns(keeper: Keeper) -> None:
    """After two years nothing is left of a set that ended."""
    over = START + 10 * DAY
    await gathered(keeper, Stage.ENDED, over)
    await keeper.add("meetings", meeting(MeetingState.HELD, START))
    await stays_then_goes(keeper, "sets", over + 730 * DAY, ["s1"])
    assert await keeper.ids("memberships") == await keeper.ids("meetings") == []


async def test_a_running_session_is_never_touched(keeper: Keeper) -> None:
    """What is under way is not old."""
    await gathered(keeper, Stage.RUNNING)
    await keeper.add("meetings", meeting(MeetingState.RUNNING, START))
    await keeper.add("sessions", session(START, Status.RUNNING))
    keeper.wait(days=3000)
    assert await keeper.retiring.run() == {}


async def test_the_text_of_a_concern_goes_after_it_was_closed(keeper: Keeper) -> None:
    """That there was a concern stays; who raised it and what it said goes. An open one stays."""
    closed = START + 5 * DAY
    raised = Concern(
        id="c1",
        guild_xid=1,
        area="QJK",
        person_xid=11,
        about="risk",
        text=MARK,
        receipt="AB12",
        raised_at=START,
        closed_at=closed,
    )
    await keeper.add("concerns", raised, replace(raised, id="c2", receipt="CD34", closed_at=None))
    keeper.clock.move(closed + 183 * DAY)
    assert await keeper.retiring.run() == {"concerns": 1}
    async with keeper.units.read() as unit:
        old, still_open = await unit.concerns.where()
    assert (old.text, old.person_xid, old.receipt) == ("", 0, "AB12")
    assert (still_open.text, still_open.person_xid) == (MARK, 11)
    assert await keeper.retiring.run() == {}


async def test_what_coordinators_did_is_kept_two_years(keeper: Keeper) -> None:
    """An old line of the log goes."""
    line = Audit(id="l1", guild_xid=1, at=START, actor_xid=5, what="close", about="QJK")
    await keeper.add("audits", line)
    await stays_then_goes(keeper, "audits", START + 730 * DAY, ["l1"])


async def test_twice_is_as_good_as_once(keeper: Keeper) -> None:
    """A second sweep at the same moment finds nothing, and books no second morning."""
    await gathered(keeper, Stage.RUNNING)
    await keeper.add("reflections", reflection("r1", shared=False))
    keeper.wait(days=90)
    assert await keeper.retiring.run() == {"reflections": 1}
    assert await keeper.retiring.run() == {}
    async with keeper.units.read() as unit:
        assert len(await unit.work.pending("retire:")) == 1

"""The report of real sets: whole quarters, one area or all, and nothing of one set."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from services_world import GUILD, World, fresh, person

from cogs.faces import sheet
from config.words import load_words
from learning.meetings import Meeting, MeetingState
from learning.refusals import Refusal
from learning.session.state import Mode, PartRun, Seat, Session, Status
from learning.sets import LearningSet, Stage
from services.values import ReportView

LAST = datetime(2026, 11, 3, 12, 30, tzinfo=UTC)  # in the quarter before that of the world's clock
WORDS = load_words()


async def two_sets(world: World, at: datetime = LAST) -> None:
    """Keep two sets of five in Devon, and one in Cornwall, that each met once."""
    await world.set_up()
    await world.join(*(person(n) for n in range(1, 16)))
    for number, area in enumerate(("QJK", "QJK", "QT6")):
        await met(world, f"r{number}", area, range(number * 5 + 1, number * 5 + 6), at)


async def met(world: World, name: str, area: str, people: range, at: datetime) -> None:
    """Keep a set that met once, with all of these people."""
    ids = [f"p{n:02}" for n in people]
    found = LearningSet(
        id=name, guild_xid=GUILD, area=area, name=f"Set {name}", block="tue-evening",
        stage=Stage.RUNNING, formed_at=at,
    )  # fmt: skip
    meeting = Meeting(
        id=f"{name}.1", set_id=name, number=1, wall="2026-11-03T12:30", zone="Europe/London",
        starts_at=at, minutes=60, plan_id="first-90", state=MeetingState.HELD,
    )  # fmt: skip
    seats = tuple(Seat(person_id=one, order=n, mode=Mode.HERE) for n, one in enumerate(ids))
    end = at + timedelta(hours=1)
    session = Session(
        id=meeting.id, set_id=name, plan_id="first-90", guide_id=ids[0], status=Status.ENDED,
        started_at=at, ends_at=end, ended_at=end, part_ends_at=end,
        parts=(PartRun(number=0, planned=60, seconds=60),), seats=seats,
    )  # fmt: skip
    async with world.units.write() as unit:
        await unit.sets.add(found)
        await unit.meetings.add(meeting)
        await unit.sessions.add(session)


def people(view: ReportView) -> int | None:
    """Return how many people the report tells of."""
    return next(one.value for one in view.figures if one.key == "people")


async def test_two_sets_of_one_area_are_told_and_one_set_is_not() -> None:
    """Ten people of two sets are told, for Devon and for all; five of one set nowhere."""
    world = fresh()
    await two_sets(world)
    report = world.services.reporting.report
    assert people(await report(world.boss)) == people(await report(world.boss, "Devon")) == 10
    cornwall = await report(world.boss, "Cornwall")
    assert people(cornwall) is None
    assert {one.value for one in cornwall.cells} == {None}


async def test_only_whole_quarters_that_are_over_are_told() -> None:
    """Days are taken as their quarters, and what is under way is not told yet."""
    world = fresh()
    await two_sets(world)
    report = world.services.reporting.report
    assert people(await report(world.boss, "", "2026-12-30", "2026-10-02")) == 10
    assert people(await report(world.boss, "", "2027-01-01")) is None
    assert people(await report(world.boss, "", "", "2026-09-30")) is None
    with pytest.raises(Refusal, match=r"report\.day"):
        await report(world.boss, "", "soon")
    now = fresh()
    await two_sets(now, now.now)
    assert people(await now.services.reporting.report(now.boss)) is None


async def test_the_report_is_a_card_a_table_and_a_page() -> None:
    """Both files tell what the card tells, and name no set and no person."""
    world = fresh()
    await two_sets(world)
    view = await world.services.reporting.report(world.boss, "Devon")
    drawn = sheet(view, WORDS)
    files = {name: data.decode("utf-8-sig") for name, data in drawn.files}
    assert set(files) == {"report.csv", "report.html"}
    assert "2026 Q4,Devon,people,10" in files["report.csv"]
    assert f"2026 Q4,Devon,actions,{WORDS('report.few')}" in files["report.csv"]
    for text in (*files.values(), str(drawn.parts)):
        assert "Set r" not in text
        assert "Name1" not in text
    assert WORDS("report.limits") in files["report.html"]


async def test_who_was_away_is_not_counted() -> None:
    """Seven who came and three who did not are seven."""
    world = fresh()
    await two_sets(world)
    session = await world.get("sessions", "r0.1")
    seats = tuple(
        replace(one, mode=Mode.AWAY) if n < 3 else one for n, one in enumerate(session.seats)
    )
    await world.save("sessions", replace(session, seats=seats))
    assert people(await world.services.reporting.report(world.boss)) is None

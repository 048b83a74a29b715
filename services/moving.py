"""Moving meetings: one commit voids the old reminders, makes new ones, and tells everybody.

Knows the versions of a meeting, and which move with it. Must not know who was told what (the
ledger does), nor how the news is put.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from learning.calendar import block_at, find_block, propose_run, read_wall, shifted, to_utc, why_not
from learning.effects import Effect
from learning.meetings import Coming, Meeting, MeetingState, Ready
from learning.people import Person
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.sets import LearningSet
from services.finding import my_set, seats_of
from services.kit import Kit, Who
from services.news import news_of_end, news_of_move
from services.timetable import call_off, take_back, work_of
from services.values import Note

SOONEST = timedelta(hours=1)
FURTHEST = timedelta(days=120)


class Which(StrEnum):
    """Which meetings move: this one, this and all later ones, or all that are to come."""

    THIS = "this"
    LATER = "later"
    ALL = "all"


class Moving:
    """Moves meetings."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def ask(self, who: Who, to: str, number: int = 0) -> Note:
        """Ask which meetings are to move; where only one is left, it moves at once."""
        wall, starts = self._moment(to)
        async with self._kit.units.read() as unit:
            person, found = await my_set(unit, who)
            planned = await _planned(unit, found.id)
            meeting = _numbered(planned, number)
            _guides(person, found, meeting)
        if len(planned) == 1:
            return await self.move(who, to, number=number)
        thing = f"{meeting.id}.{wall:%Y-%m-%dT%H.%M}"
        buttons = tuple((f"move.{which}", thing, meeting.moved) for which in Which)
        facts: dict[str, object] = {"number": meeting.number, "at": starts}
        why = why_not(wall.date(), self._kit.closed_in(found.area))
        return Note(key="move.which", facts={**facts, "why": why or ""}, buttons=buttons)

    async def move(
        self, who: Who, to: str, which: Which = Which.THIS, *, number: int = 0, seen: str = ""
    ) -> Note:
        """Move meetings of my set, so that one is at a wall time such as "2027-03-02 12.30".

        `seen` is "<meeting id>:<version>", as the button showed them.
        """
        wall, _ = self._moment(to)
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            planned = await _planned(unit, found.id)
            meeting = _numbered(planned, number, seen)
            _guides(person, found, meeting)
            facts = await self._shift(unit, found, meeting, wall, which)
        return Note(key=f"moved.{which}", facts={"number": meeting.number, **facts})

    async def _shift(
        self, unit: Unit, found: LearningSet, meeting: Meeting, wall: datetime, which: Which
    ) -> dict[str, object]:
        """Give a meeting another wall time, and those that go with it the same change.

        Returns why the day that was wished for is left free as a rule, and if others waited.
        """
        closed = self._kit.closed_in(found.area)
        planned = await _planned(unit, found.id)
        at = planned.index(meeting)
        moving = {Which.THIS: planned[at : at + 1], Which.LATER: planned[at:], Which.ALL: planned}
        by = wall - datetime.fromisoformat(meeting.wall)
        old = [datetime.fromisoformat(one.wall) for one in moving[which]]
        walls = [wall] if which is Which.THIS else shifted(old, by, closed)
        if to_utc(walls[0], self._kit.zone) < self._kit.now() + SOONEST:
            raise Refusal("move.when", to=f"{walls[0]:%Y-%m-%d %H.%M}")
        await unit.work.add(await self.to(unit, moving[which], walls), self._kit.now())
        block = block_at(walls[-1])
        if which is not Which.THIS and block and block != found.block:
            await unit.sets.save(replace(found, block=block))
        waits = which is not Which.THIS and walls != [one + by for one in old]
        return {"why": why_not(wall.date(), closed) or "", "waits": waits}

    async def to(
        self, unit: Unit, meetings: Sequence[Meeting], walls: Sequence[datetime]
    ) -> list[Effect]:
        """Give meetings other times, and everybody the news of it, once."""
        now = self._kit.now()
        changed: list[Meeting] = []
        effects: list[Effect] = []
        members = [m.person_id for m in await seats_of(unit, meetings[0].set_id)]
        for meeting, wall in zip(meetings, walls, strict=True):
            await take_back(unit, meeting, now)
            moved = await unit.meetings.save(_at(meeting, wall, self._kit.zone))
            await _ask_again(unit, moved)
            changed.append(moved)
            effects += await work_of(unit, moved, members, now)
        return [*await news_of_move(unit, changed), *effects]

    async def off(self, unit: Unit, meeting: Meeting) -> list[Effect]:
        """Let a meeting go that is still to come, and tell everybody."""
        gone = await call_off(unit, meeting, self._kit.now())
        return [*gone, *await news_of_end(unit, await unit.meetings.need(meeting.id))]

    def _moment(self, to: str) -> tuple[datetime, datetime]:
        wall, now = read_wall(to), self._kit.now()
        starts = to_utc(wall, self._kit.zone)
        if not now + SOONEST <= starts <= now + FURTHEST:
            raise Refusal("move.when", to=to)
        return wall, starts


async def next_date(
    unit: Unit, kit: Kit, found: LearningSet, meeting: Meeting, block: str = ""
) -> tuple[datetime, datetime]:
    """Return the next free date of a block after a meeting: on the wall, and in UTC."""
    planned = await unit.meetings.where(set_id=found.id, state=MeetingState.PLANNED)
    taken = {datetime.fromisoformat(other.wall).date() for other in planned}
    day = max(datetime.fromisoformat(meeting.wall).date(), kit.now().date())
    while True:
        in_block = find_block(block or found.block)
        run = propose_run(in_block, day, kit.zone, count=1, closed=kit.closed_in(found.area))
        day = run.dates[0].date()
        if day not in taken:
            return run.dates[0], run.starts[0]


async def _planned(unit: Unit, set_id: str) -> list[Meeting]:
    found = await unit.meetings.where(set_id=set_id, state=MeetingState.PLANNED)
    return sorted(found, key=lambda m: (m.starts_at, m.number))


def _numbered(planned: Sequence[Meeting], number: int, seen: str = "") -> Meeting:
    """Return the planned meeting of this number, the one that was seen, or the next one."""
    for meeting in planned:
        if seen == f"{meeting.id}:{meeting.moved}":
            return meeting
        if not seen and number in (0, meeting.number):
            return meeting
    raise Stale("meeting.gone") if seen else Refusal("session.none")


def _guides(person: Person, found: LearningSet, meeting: Meeting) -> None:
    if person.id not in {found.guide_id, found.deputy_id, meeting.guide_id}:
        raise Refusal("session.not_guide")


def _at(meeting: Meeting, wall: datetime, zone: str) -> Meeting:
    return replace(
        meeting,
        wall=wall.isoformat(timespec="minutes"),
        starts_at=to_utc(wall, zone),
        moved=meeting.moved + 1,
    )


async def _ask_again(unit: Unit, meeting: Meeting) -> None:
    for answer in await unit.answers.where(meeting_id=meeting.id):
        await unit.answers.save(replace(answer, coming=Coming.UNKNOWN, ready=Ready.UNKNOWN))

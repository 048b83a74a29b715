"""A week in writing as it stands: its plan, its days, who is in it, and what was written.

Knows how a week is kept: as a session of its own kind, whose slips are what was written. Must not
know what follows from anything, nor how it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from learning.people import Person
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.session.state import Session, Status
from learning.sets import LearningSet
from learning.slips import Slip, SlipKind, mixed, slip_id
from learning.week.plan import WeekPart, WeekPlan, Writes
from learning.week.spans import Span, day_of, spans
from services.finding import all_of_me, members_of
from services.kit import Kit, Who

ANSWERS = "answers"
QUESTIONS = "questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week in writing with all that was written so far."""

    session: Session
    plan: WeekPlan
    found: LearningSet
    spans: tuple[Span, ...]
    people: tuple[Person, ...]  # who is in the set now
    slips: tuple[Slip, ...]

    @property
    def presenter(self) -> str:
        """Return who brings something, or "" when they have left."""
        brings = next((run.presenter_id for run in self.session.parts if run.presenter_id), "")
        return brings if any(person.id == brings for person in self.people) else ""

    def name(self, person_id: str) -> str:
        """Return a first name; somebody who has left has none."""
        return next((person.name for person in self.people if person.id == person_id), "")

    def part(self, number: int) -> WeekPart:
        """Return a part, or refuse one that is not there."""
        if not 0 <= number < len(self.plan.parts):
            raise Stale("week.over")
        return self.plan.parts[number]

    def writers(self, number: int) -> tuple[str, ...]:
        """Return who may write in a part."""
        who = self.part(number).who
        if who is Writes.PRESENTER:
            return (self.presenter,) if self.presenter else ()
        everyone = who is Writes.EVERYONE
        return tuple(p.id for p in self.people if everyone or p.id != self.presenter)

    def written(self, number: int) -> tuple[Slip, ...]:
        """Return what was written in a part, by those who are still in the set, in order."""
        ids = {person.id for person in self.people}
        found = [one for one in self.slips if one.part == number and one.person_id in ids]
        return tuple(sorted(found, key=lambda one: (one.person_id, one.id)))

    def have_written(self, number: int) -> int:
        """Count who has written in a part."""
        return len({one.person_id for one in self.written(number)} & set(self.writers(number)))

    def open_part(self, now: datetime) -> int | None:
        """Return the number of the part that is open at an instant, if one is."""
        if self.session.ended_at is not None:
            return None
        open_ = (n for n, span in enumerate(self.spans) if span.opens_at <= now < span.closes_at)
        return next(open_, None)

    def questions(self, before: int) -> tuple[str, ...]:
        """Return the questions to be answered in a part: those of the part before, mixed."""
        asked = [n for n in range(before) if self.plan.parts[n].artefact == QUESTIONS]
        return mixed(self.written(asked[-1])) if asked else ()

    def answer(self, part: int, number: int) -> str:
        """Return the answer to a question, from 1; "" when there is none."""
        name = written_id(self.session.id, part, self.presenter, number)
        return next((slip.text for slip in self.slips if slip.id == name), "")


async def week_of(unit: Unit, kit: Kit, session: Session) -> Week:
    """Gather all that is known of a week."""
    plan = kit.week(session.plan_id)
    return Week(
        session=session,
        plan=plan,
        found=await unit.sets.need(session.set_id),
        spans=spans(plan, day_of(session.started_at, kit.zone), kit.zone),
        people=await members_of(unit, session.set_id),
        slips=await unit.slips.where(session_id=session.id, kind=SlipKind.WRITTEN),
    )


async def going(unit: Unit, set_id: str) -> Session | None:
    """Return the week that a set is in, if it is in one."""
    found = await unit.sessions.where(set_id=set_id, status=Status.WRITTEN)
    return next((one for one in found if one.ended_at is None), None)


async def my_week(unit: Unit, kit: Kit, who: Who, session_id: str) -> tuple[Person, Week]:
    """Return who asks, as the set knows them, and the week; refuses those of other sets."""
    session = await unit.sessions.get(session_id)
    if session is None or session.status is not Status.WRITTEN:
        raise Refusal("week.none")
    week = await week_of(unit, kit, session)
    everywhere = {person.id for person in await all_of_me(unit, replace(who, guild_xid=0))}
    person = next((one for one in week.people if one.id in everywhere), None)
    if person is None:
        raise Refusal("not_yours")
    return person, week


def written_id(session_id: str, part: int, person_id: str, number: int) -> str:
    """Name the n-th thing, from 1, that somebody writes in a part."""
    return f"{slip_id(session_id, part, person_id, SlipKind.WRITTEN)}.{number}"


def texts(slips: Sequence[Slip]) -> tuple[str, ...]:
    """Return what was written, in order."""
    return tuple(slip.text for slip in slips)

"""Run sheets: the next meeting with clock times, for people outside Discord.

Knows the plan, the time bank and the finish of a meeting. Must not know words, nor how a file is
written; nobody is named but who guides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from learning.meetings import Meeting
from learning.protocol import Plan, Speak
from learning.refusals import Refusal
from learning.session import bank
from learning.session.state import PartRun
from services.finding import my_set, names_of, next_meeting
from services.kit import Kit, Who

MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """One part with its instants; `minutes` is what it is given, rounded."""

    starts_at: datetime
    ends_at: datetime
    minutes: int
    title: str
    speak: Speak
    prompt: str
    keep: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheet:
    """The next meeting of a set, part by part, up to its hard finish."""

    set_name: str
    number: int
    plan_name: str
    guide: str
    where: str
    zone: str
    starts_at: datetime
    ends_at: datetime
    lines: tuple[RunLine, ...]


class RunSheets:
    """Draws up run sheets."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def make(self, who: Who) -> RunSheet:
        """Return the sheet of the next meeting; refuses with "session.none" without one."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            meeting = await next_meeting(unit, found.id)
            names = await names_of(unit, found.id)
        if meeting is None:
            raise Refusal("session.none")
        plan = self._kit.plan(meeting.plan_id)
        lines = tuple(lines_of(plan, meeting))
        return RunSheet(
            set_name=found.name,
            number=meeting.number,
            plan_name=plan.name,
            guide=names.get(meeting.guide_id, ""),
            where=meeting.where,
            zone=meeting.zone,
            starts_at=meeting.starts_at,
            ends_at=lines[-1].ends_at,
            lines=lines,
        )


def lines_of(plan: Plan, meeting: Meeting) -> Iterator[RunLine]:
    """Go through the parts at their instants, shared out as the session itself shares them."""
    room = min(meeting.minutes, plan.total_minutes) * MINUTE
    at = meeting.starts_at
    for run in bank.fit(tuple(_runs(plan)), room):
        part = plan.parts[run.number]
        ends = at + timedelta(seconds=run.seconds)
        if run.seconds:
            yield RunLine(
                starts_at=at,
                ends_at=ends,
                minutes=max(1, round(run.seconds / MINUTE)),
                title=part.title,
                speak=part.speak,
                prompt=part.prompt,
                keep=part.keep,
            )
        at = ends


def _runs(plan: Plan) -> Iterator[PartRun]:
    for number, part in enumerate(plan.parts):
        seconds = part.minutes * MINUTE
        yield PartRun(
            number=number, planned=seconds, seconds=seconds, keep=part.keep, turn=part.presenter
        )

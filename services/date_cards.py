"""Reading the cards of dates: reminders, news of a change, and what to do when few can come.

Knows which values each needs, and when one is no longer wanted (None). Must not know layout or
words.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from learning.effects import Card
from learning.meetings import Answer, Coming, Meeting, MeetingState, Ready
from learning.ports import Unit
from learning.sets import LearningSet
from services.dating import date_lines
from services.finding import LIVE, next_meeting, seats_of
from services.kit import Kit
from services.moving import next_date
from services.news import MANY, OFF
from services.values import Note, PlaceCard, ReminderCard

Reader = Callable[[Unit, Card], Awaitable[object | None]]
LATE = "late"
SNOOZED_FROM = ("7d", "24h")
ASKED = {  # what a card offers when only so many have come
    "two": ("start.move", "start.off"),
    "three": ("start.trio", "start.lunch", "start.wait"),
}


class DateCards:
    """Reads the cards of meetings that are to come."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self.readers: dict[str, Reader] = {
            "reminder": self._reminder,
            "too_few": self._too_few,
            "place": self._place,
        }

    async def _reminder(self, unit: Unit, card: Card) -> object | None:
        meeting_id, _, person_id = card.about.partition(".")
        ahead, _, late = card.detail.partition("+")
        meeting = await unit.meetings.get(meeting_id)
        if meeting is None:
            return None
        found = await unit.sets.need(meeting.set_id)
        seated = {m.person_id for m in await seats_of(unit, found.id)}
        if found.stage not in LIVE or person_id not in seated:
            return None
        if meeting.state is MeetingState.CANCELLED and ahead != MANY:
            return await self._off(unit, meeting)
        if meeting.state is MeetingState.HELD or ahead == OFF:
            return None
        answer = await unit.answers.get(card.about)
        return await self._of(unit, found, meeting, person_id, ahead, answer, late=late == LATE)

    async def _of(
        self,
        unit: Unit,
        found: LearningSet,
        meeting: Meeting,
        person_id: str,
        ahead: str,
        answer: Answer | None,
        *,
        late: bool,
    ) -> ReminderCard:
        guide = await unit.people.get(meeting.guide_id)
        now = self._kit.now()
        lines = await date_lines(unit, found.id) if ahead == MANY else ()
        soon = meeting.starts_at - timedelta(hours=1, minutes=15)
        return ReminderCard(
            meeting_id=meeting.id,
            person_id=person_id,
            revision=answer.revision if answer else 0,
            set_name=found.name,
            number=meeting.number,
            starts_at=meeting.starts_at,
            minutes=meeting.minutes,
            zone=meeting.zone,
            ahead=ahead,
            coming=answer.coming if answer else Coming.UNKNOWN,
            ready=answer.ready if answer else Ready.UNKNOWN,
            guide=guide.name if guide else "",
            room_xid=found.text_xid,
            voice_xid=0 if meeting.where else found.voice_xid,
            you_guide=meeting.guide_id == person_id,
            late=late if ahead in SNOOZED_FROM else ahead == "15m" and now > meeting.starts_at,
            answerable=meeting.state is not MeetingState.CANCELLED,
            set_id=found.id,
            where=meeting.where,
            dates=tuple(line for line in lines if not line.held),
            snooze=ahead in SNOOZED_FROM and now < soon,
        )

    async def _off(self, unit: Unit, meeting: Meeting) -> Note:
        """A meeting that was let go: its time is told, so that nobody waits for it."""
        upcoming = await next_meeting(unit, meeting.set_id)
        facts: dict[str, object] = {"number": meeting.number, "at": meeting.starts_at}
        if upcoming is not None:
            facts["next"] = upcoming.starts_at
        return Note(key="off", facts=facts)

    async def _place(self, unit: Unit, card: Card) -> object | None:
        meeting = await unit.meetings.get(card.about)
        if meeting is None or meeting.state is not MeetingState.PLANNED:
            return None
        return PlaceCard(
            number=meeting.number,
            starts_at=meeting.starts_at,
            minutes=meeting.minutes,
            zone=meeting.zone,
            where=meeting.where,
        )

    async def _too_few(self, unit: Unit, card: Card) -> object | None:
        what, _, here = card.detail.partition(":")
        meeting = await unit.meetings.need(card.about)
        upcoming = await next_meeting(unit, meeting.set_id)
        facts: dict[str, object] = {"here": int(here)}
        if what == "two" and meeting.state is MeetingState.PLANNED:
            found = await unit.sets.need(meeting.set_id)
            facts["later"] = (await next_date(unit, self._kit, found, meeting))[1]
        if upcoming is not None and upcoming.id != meeting.id:
            facts["next"] = upcoming.starts_at
        open_ = meeting.state is MeetingState.PLANNED
        asked = ASKED.get(what, ()) if open_ else ()
        buttons = tuple((verb, meeting.id, meeting.moved) for verb in asked)
        return Note(key=f"too_few.{what}", facts=facts, buttons=buttons)

"""Who is coming, and whether they are somewhere private.

Knows each member's own answer for one meeting. Must not know what reminders look like.
"""

from __future__ import annotations

from dataclasses import replace

from learning.meetings import Answer, Coming, Meeting, MeetingState, Ready
from learning.people import Person
from learning.ports import Unit
from learning.refusals import Stale
from learning.session.state import Mode, Status
from learning.sets import membership_id
from services.cards import Cards
from services.finding import my_own
from services.kit import Kit, Who
from services.sessions import Sessions
from services.starting import Starting
from services.values import ReminderCard


class ComingService:
    """Takes answers to reminders."""

    def __init__(self, kit: Kit, cards: Cards, sessions: Sessions, starting: Starting) -> None:
        self._kit = kit
        self._cards = cards
        self._sessions = sessions
        self._starting = starting

    async def answer(
        self,
        who: Who,
        thing: str,
        *,
        coming: Coming | None = None,
        ready: Ready | None = None,
        ahead: str = "",
    ) -> ReminderCard:
        """Take an answer for one meeting; `thing` is meeting id + "." + person id."""
        async with self._kit.units.write() as unit:
            person, meeting = await self._mine(unit, who, thing)
            old = await unit.answers.get(thing)
            fresh = old or Answer(id=thing, meeting_id=meeting.id, person_id=person.id)
            changed = replace(fresh, coming=coming or fresh.coming, ready=ready or fresh.ready)
            if old is None:
                await unit.answers.add(changed)
            elif changed != old:
                await unit.answers.save(changed)
        await self._tell_session(who, person, meeting, changed)
        return await self._cards.reminder(thing, ahead)

    async def _mine(self, unit: Unit, who: Who, thing: str) -> tuple[Person, Meeting]:
        meeting_id, _, person_id = thing.partition(".")
        meeting = await unit.meetings.get(meeting_id)
        if meeting is None:
            raise Stale("meeting.gone")
        person = await my_own(unit, who, person_id)
        place = await unit.memberships.get(membership_id(meeting.set_id, person_id))
        if place is None or place.left_at is not None:
            raise Stale("meeting.gone")
        if meeting.state in {MeetingState.HELD, MeetingState.CANCELLED}:
            raise Stale("meeting.over")
        return person, meeting

    async def _tell_session(
        self, who: Who, person: Person, meeting: Meeting, answer: Answer
    ) -> None:
        """Somebody who answers while the session runs, or is waited for, has arrived."""
        if answer.coming is Coming.CANT:
            return
        async with self._kit.units.read() as unit:
            session = await unit.sessions.get(meeting.id)
        if session is None:
            await self._starting.start_late(meeting.set_id)
            return
        typing = answer.coming is Coming.TYPING
        seat = next((s for s in session.seats if s.person_id == person.id), None)
        if session.status is not Status.RUNNING or seat is None:
            return
        if seat.mode is Mode.AWAY or (seat.mode is Mode.TYPING) is not typing:
            await self._sessions.arrived(who, session.id, typing=typing)

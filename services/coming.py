"""Who is coming, and whether they are somewhere private.

Knows each member's own answer for one meeting. Must not know what reminders look like.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from learning.meetings import Answer, Coming, Meeting, MeetingState, Ready
from learning.people import Person
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.session.state import Mode, Status
from learning.sets import membership_id
from services.cards import Cards
from services.clashing import Clashing, count
from services.finding import members_of, my_own
from services.kit import Kit, Who
from services.news import true_for
from services.sessions import Sessions
from services.starting import Starting
from services.timetable import remind
from services.values import Note, ReminderCard

AN_HOUR = timedelta(hours=1)
SOON = timedelta(minutes=15)  # the last reminder comes then


class ComingService:
    """Takes answers to reminders."""

    def __init__(
        self, kit: Kit, cards: Cards, sessions: Sessions, starting: Starting, clashing: Clashing
    ) -> None:
        self._kit = kit
        self._cards = cards
        self._sessions = sessions
        self._starting = starting
        self._clashing = clashing

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
            if fresh.coming is not changed.coming:
                await self._few(unit, meeting)
        await self._tell_session(who, person, meeting, changed)
        return await self._cards.reminder(thing, ahead)

    async def snooze(self, who: Who, thing: str, ahead: str) -> Note:
        """Send the same reminder again in an hour, never when the meeting is near."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            person, meeting = await self._mine(unit, who, thing)
            at = now + AN_HOUR
            if at >= meeting.starts_at - SOON:
                raise Refusal("snooze.too_near")
            key = f"remind:{meeting.id}:{meeting.moved}:{ahead}:{person.id}:s{now:%d%H%M}"
            again = remind(meeting, ahead, key, at, meeting.starts_at - SOON)
            await unit.work.add([again], now)
        return Note(key="snoozed", facts={"at": at})

    async def interested(self, event_xid: int, xid: int, *, on: bool) -> None:
        """Keep an answer in step with "interested" on the native event of a meeting."""
        async with self._kit.units.write() as unit:
            meetings = await unit.meetings.where(event_xid=event_xid, state=MeetingState.PLANNED)
            members = await members_of(unit, meetings[0].set_id) if meetings else ()
            mine = [person for person in members if person.xid == xid]
            if not mine:
                return
            name = f"{meetings[0].id}.{mine[0].id}"
            old = await unit.answers.get(name)
            before = old.coming if old else Coming.UNKNOWN
            after = _by_interest(before, on=on)
            if after is before:
                return
            fresh = old or Answer(id=name, meeting_id=meetings[0].id, person_id=mine[0].id)
            changed = replace(fresh, coming=after)
            kept = await (unit.answers.save(changed) if old else unit.answers.add(changed))
            await self._few(unit, meetings[0])
            shown = await true_for(unit, meetings[0], mine[0].id, f"interest:{kept.revision}")
            await unit.work.add(shown, self._kit.now())

    async def _few(self, unit: Unit, meeting: Meeting) -> None:
        """Ask the set in time what to do when too few can come."""
        now = self._kit.now()
        if meeting.state is MeetingState.PLANNED and meeting.starts_at - SOON > now:
            _, able = await count(unit, meeting)
            await unit.work.add(await self._clashing.short(unit, meeting, able), now)

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


def _by_interest(before: Coming, *, on: bool) -> Coming:
    """Return the answer after a press on "interested": it says coming, and takes only that back."""
    if on:
        return before if before is Coming.TYPING else Coming.COMING
    return Coming.UNKNOWN if before is Coming.COMING else before

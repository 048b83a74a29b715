"""When fewer people are there than the plan needs: what is offered, and what is chosen.

Knows three, two and nobody. Must not know how a session is begun (see `starting`) or a meeting is
moved (see `moving`). Whoever presses is there: a press counts as coming.
"""

from __future__ import annotations

from dataclasses import replace

from learning.effects import Card, Place, To, post
from learning.meetings import Answer, Coming, Meeting, MeetingState, Ready
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.sets import LearningSet
from services.finding import all_of_me, members_of, my_set, next_meeting
from services.kit import Kit, Who
from services.moving import Moving, next_date
from services.news import true_again
from services.starting import FEWEST, Starting, settled
from services.timetable import call_off
from services.values import Note

PLANS = {"trio": "trio-30", "lunch": "lunch-60"}


class Few:
    """Takes what a handful of people decide when the others have not come."""

    def __init__(self, kit: Kit, starting: Starting, moving: Moving) -> None:
        self._kit = kit
        self._starting = starting
        self._moving = moving

    async def mine(self, who: Who) -> str:
        """Return the id of the meeting my set waits to begin, or refuse."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            meeting = await next_meeting(unit, found.id)
        if meeting is None or meeting.starts_at > self._kit.now():
            raise Refusal("session.too_early")
        return meeting.id

    async def choose(self, who: Who, meeting_id: str, choice: str) -> Note:
        """Take one choice: trio, lunch, wait, move or off; the first one that counts wins."""
        async with self._kit.units.write() as unit:
            meeting = await self._come(unit, who, meeting_id)
            found = await unit.sets.need(meeting.set_id)
            if choice in ("move", "off"):
                await self._put_off(unit, found, meeting, move=choice == "move")
        if choice in PLANS:
            await self._starting.start_with(meeting, PLANS[choice])
        return Note(key=f"start.{choice}")

    async def _come(self, unit: Unit, who: Who, meeting_id: str) -> Meeting:
        """Note that whoever presses is here, and return the meeting that has not begun."""
        meeting = await unit.meetings.get(meeting_id)
        if meeting is None or meeting.state is MeetingState.CANCELLED:
            raise Stale("meeting.gone")
        members = {person.id for person in await members_of(unit, meeting.set_id)}
        mine = [p.id for p in await all_of_me(unit, replace(who, guild_xid=0)) if p.id in members]
        if not mine:
            raise Refusal("not_yours")
        if meeting.state is not MeetingState.PLANNED:
            raise Stale("session.begun")
        if meeting.starts_at > self._kit.now():
            raise Refusal("session.too_early")
        await self._answer(unit, meeting, mine[0])
        return meeting

    async def _answer(self, unit: Unit, meeting: Meeting, person_id: str) -> None:
        name = f"{meeting.id}.{person_id}"
        old = await unit.answers.get(name)
        if old is None:
            new = Answer(id=name, meeting_id=meeting.id, person_id=person_id)
            await unit.answers.add(replace(new, coming=Coming.COMING, ready=Ready.PRIVATE))
        elif old.coming not in (Coming.COMING, Coming.TYPING):
            await unit.answers.save(replace(old, coming=Coming.COMING))

    async def _put_off(
        self, unit: Unit, found: LearningSet, meeting: Meeting, *, move: bool
    ) -> None:
        """Give a meeting the next date of its block, or let it go."""
        now = self._kit.now()
        effects = await settled(unit, meeting)
        if move:
            wall, _ = await next_date(unit, self._kit, found, meeting)
            effects += await self._moving.to(unit, [meeting], [wall])
        else:
            card = Card("too_few", meeting.id, f"off:{FEWEST - 1}")
            place = Place(To.ROOM, meeting.set_id)
            effects += [
                post(f"few:{meeting.id}:{meeting.moved}:off", place, card),
                *await call_off(unit, meeting, now),
                *await true_again(unit, meeting),
            ]
        await unit.work.add(effects, now)

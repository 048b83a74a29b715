"""A session under way: taking every press, and letting time pass.

Knows how to load a session, step it, and keep what follows in one commit. Must not know the rules
of turns and time: those are in `learning.session`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from learning.effects import Card, Place, To, post
from learning.meetings import MeetingState
from learning.people import Person
from learning.ports import Unit
from learning.refusals import Refusal, Said, Stale
from learning.session.board import BIDS, to_present
from learning.session.commands import (
    Arrive,
    Choose,
    Command,
    HandOver,
    Leave,
    SwapPresenter,
    Tick,
)
from learning.session.recover import recover
from learning.session.seats import here, is_here, lead
from learning.session.state import Mode, Session, Status
from learning.session.step import Stepped, step
from learning.session.tell import tell
from learning.stages import round_guide
from services.asked import next_asked
from services.finding import all_of_me, members_of, my_set, this_meeting
from services.following import following
from services.kit import Kit, Who
from services.races import until_kept
from services.starting import Starting
from services.turns import presenters_of

Saying = Callable[[str, int | None], Command]


class Sessions:
    """Steps sessions."""

    def __init__(self, kit: Kit, starting: Starting) -> None:
        self._kit = kit
        self._starting = starting

    async def say(self, who: Who, session_id: str, revision: int | None, saying: Saying) -> Session:
        """Take one command from one person; `saying(person id, revision)` makes it."""
        async with self._kit.units.write() as unit:
            person, session = await self._mine(unit, who, session_id)
            return await self.step(unit, session, saying(person.id, revision))

    async def arrived(self, who: Who, session_id: str, *, typing: bool) -> None:
        """Somebody who answered late is here now."""
        await self.say(who, session_id, None, lambda by, _: Arrive(by=by, person=by, typing=typing))

    async def person(self, who: Who, xid: int) -> str:
        """Return the id of another member of my set by their Discord id, or refuse."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            members = await members_of(unit, found.id)
        for member in members:
            if member.xid == xid:
                return member.id
        raise Refusal("session.stranger")

    async def mine(self, who: Who) -> str:
        """Return the id of the session my set is in now, or refuse."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            meeting = await this_meeting(unit, found.id)
        if meeting is None or meeting.state is not MeetingState.RUNNING:
            raise Refusal("session.none")
        return meeting.id

    async def tick(self, session_id: str) -> None:
        """Let time pass for one session."""
        async with self._kit.units.write() as unit:
            session = await unit.sessions.get(session_id)
            if session is not None and session.status is Status.RUNNING:
                await self.step(unit, session, Tick())

    async def recover(self) -> int:
        """After a start or a reconnect, bring every live session to where wall time says.

        One that cannot be brought there is left to its own next tick.
        """
        async with self._kit.units.read() as unit:
            live = await unit.sessions.where(status=Status.RUNNING)
        recovered = 0
        for session in live:
            try:
                await until_kept(lambda one=session.id: self._recover(one))
            except Said:
                continue
            recovered += 1
        return recovered

    async def arrive(self, voice_xid: int, xid: int, *, here: bool) -> None:
        """Somebody came into or left the voice channel of a set."""
        async with self._kit.units.read() as unit:
            found = next(iter(await unit.sets.where(voice_xid=voice_xid)), None)
            members = await members_of(unit, found.id) if found else ()
            meeting = await this_meeting(unit, found.id) if found else None
        person = next((member for member in members if member.xid == xid), None)
        if found is None or person is None:
            return
        if meeting is not None and meeting.state is MeetingState.RUNNING:
            await self._seen(meeting.id, person.id, here=here)
        elif here:
            await self._starting.start_late(found.id)

    async def look_for_guide(self, session_id: str) -> None:
        """Three minutes on: when still nobody guides, ask the set who would."""
        async with self._kit.units.write() as unit:
            session = await unit.sessions.get(session_id)
            if session is None or session.status is not Status.RUNNING or lead(session):
                return
            room = Place(To.ROOM, session.set_id)
            asked = post(f"no-guide:{session.id}", room, Card("no_guide", session.id))
            await unit.work.add([asked], self._kit.now())

    async def leave(self, unit: Unit, set_id: str, person_id: str) -> None:
        """Somebody has left the set for good, perhaps in the middle of a session."""
        for session in await unit.sessions.where(set_id=set_id, status=Status.RUNNING):
            if any(seat.person_id == person_id for seat in session.seats):
                await self.step(unit, session, Leave(by=person_id, person=person_id))

    async def _seen(self, session_id: str, person_id: str, *, here: bool) -> None:
        async with self._kit.units.write() as unit:
            session = await unit.sessions.get(session_id)
            if session is None or session.status is not Status.RUNNING:
                return
            seat = next((s for s in session.seats if s.person_id == person_id), None)
            if seat is not None and (seat.mode is Mode.AWAY) is not here:
                return
            said = Arrive if here else Leave
            await self.step(unit, session, said(by=person_id, person=person_id))

    async def _recover(self, session_id: str) -> None:
        async with self._kit.units.write() as unit:
            session = await unit.sessions.need(session_id)
            if session.status is Status.RUNNING:
                stepped = recover(session, self._kit.plan(session.plan_id), self._kit.now())
                await self._keep(unit, session, stepped)

    async def _mine(self, unit: Unit, who: Who, session_id: str) -> tuple[Person, Session]:
        """Return who presses, as the set knows them: a press may come from direct messages."""
        session = await unit.sessions.get(session_id)
        if session is None:
            raise Refusal("session.none")
        seated = {seat.person_id for seat in session.seats}
        everywhere = await all_of_me(unit, replace(who, guild_xid=0))
        person = next((p for p in everywhere if p.id in seated), None)
        if person is None:
            raise Refusal("not_yours")
        if session.status is not Status.RUNNING:
            raise Stale("session.over")
        return person, session

    async def step(self, unit: Unit, session: Session, command: Command) -> Session:
        """Take one command inside a unit that is open, and keep what follows."""
        stepped = step(session, self._kit.plan(session.plan_id), command, self._kit.now())
        if isinstance(command, SwapPresenter):
            meeting = await unit.meetings.need(session.id)
            chosen = to_present(stepped.session)
            await unit.meetings.save(replace(meeting, presenter_ids=chosen))
        else:
            stepped = await self._choose(unit, session, stepped)
        return await self._keep(unit, session, await self._hand_round(unit, session, stepped))

    async def _choose(self, unit: Unit, before: Session, stepped: Stepped) -> Stepped:
        """While bids are taken, whoever comes first by them presents; a swap is believed."""
        now, plan = stepped.session, self._kit.plan(before.plan_id)
        if now.status is not Status.RUNNING or plan.parts[before.part].artefact != BIDS:
            return stepped
        meeting = await unit.meetings.need(now.id)
        found = await unit.sets.need(now.set_id)
        people = [seat.person_id for seat in here(now)]
        chosen = await presenters_of(unit, found, meeting, people, plan.presenters)
        if chosen == to_present(now):
            return stepped
        at = self._kit.now()
        picked = step(now, plan, Choose(presenter_ids=chosen), at).session
        if picked == before:
            return stepped
        return Stepped(picked, tell(before, picked, plan, picked.changed_at or at))

    async def _keep(self, unit: Unit, before: Session, stepped: Stepped) -> Session:
        kept = before
        if stepped.session != before:
            kept = await unit.sessions.save(stepped.session)
        after = await following(unit, self._kit, before, kept)
        plan, now = self._kit.plan(kept.plan_id), self._kit.now()
        asked = await next_asked(unit, plan, before, kept, now)
        await unit.work.add([*stepped.effects, *after, *asked], now)
        if kept.status is not Status.RUNNING and before.status is Status.RUNNING:
            await self._close(unit, kept)
        return kept

    async def _hand_round(self, unit: Unit, before: Session, stepped: Stepped) -> Stepped:
        """At the second turn of a meeting in which each guides one round, the guide changes.

        It is one change with the step that led there, and is told as one.
        """
        now = stepped.session
        turn = now.parts[now.part].turn
        if now.status is not Status.RUNNING or turn != 2 or before.parts[before.part].turn == turn:
            return stepped
        meeting = await unit.meetings.need(now.id)
        found = await unit.sets.need(now.set_id)
        line = [person.id for person in await members_of(unit, found.id)]
        to = round_guide(line, found.guide_id, lead(now), meeting.number)
        if not to or not is_here(now, to) or not lead(now):
            return stepped
        at, plan = self._kit.now(), self._kit.plan(now.plan_id)
        handed = step(now, plan, HandOver(by=lead(now), to=to), at).session
        return Stepped(handed, tell(before, handed, plan, handed.changed_at or at))

    async def _close(self, unit: Unit, session: Session) -> None:
        """The meeting was held, and whoever presented has had what they asked for."""
        meeting = await unit.meetings.need(session.id)
        await unit.meetings.save(replace(meeting, state=MeetingState.HELD))
        for person_id in {part.presenter_id for part in session.parts if part.started_at}:
            await unit.bids.remove(f"{session.set_id}.{person_id}")

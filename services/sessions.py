"""Running a session: starting on time, taking every press, and letting time pass.

Knows how to load a session, step it, and keep what follows in one commit. Must not know the rules
of turns and time: those are in `learning.session`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from learning.effects import Card, Effect, Place, To, post, wake
from learning.meetings import Answer, Coming, Meeting, MeetingState, Ready
from learning.people import Person
from learning.ports import Stage as Discord
from learning.ports import Unit
from learning.protocol import Plan
from learning.refusals import Refusal, Stale
from learning.session.commands import Arrive, Begin, Command, Leave, Tick
from learning.session.recover import recover
from learning.session.state import Mode, Seat, Session, Status
from learning.session.step import Stepped, begin, step
from learning.sets import LearningSet
from services.finding import me, meetings_of, my_set, next_meeting, seats_of, this_meeting
from services.kit import Kit, Who

FEWEST = 3
WAIT = timedelta(minutes=5)
WAITS = 2
EARLY = timedelta(minutes=15)
Saying = Callable[[str, int | None], Command]


class Sessions:
    """Starts and steps sessions."""

    def __init__(self, kit: Kit, stage: Discord) -> None:
        self._kit = kit
        self._stage = stage

    async def say(self, who: Who, session_id: str, revision: int | None, saying: Saying) -> Session:
        """Take one command from one person; `saying(person id, revision)` makes it."""
        async with self._kit.units.write() as unit:
            person = await me(unit, who)
            session = await self._session(unit, person, session_id)
            command = saying(person.id, revision)
            return await self._step(unit, session, command)

    async def arrived(self, who: Who, session_id: str, *, typing: bool) -> None:
        """Somebody who answered late is here now."""
        await self.say(who, session_id, None, lambda by, _: Arrive(by=by, person=by, typing=typing))

    async def person(self, who: Who, xid: int) -> str:
        """Return the id of another member of my set by their Discord id, or refuse."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            for place in await seats_of(unit, found.id):
                if (await unit.people.need(place.person_id)).xid == xid:
                    return place.person_id
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
                await self._step(unit, session, Tick())

    async def recover(self) -> int:
        """After a start or a reconnect, bring every live session to where wall time says."""
        async with self._kit.units.read() as unit:
            live = await unit.sessions.where(status=Status.RUNNING)
        for session in live:
            async with self._kit.units.write() as unit:
                now = await unit.sessions.need(session.id)
                stepped = recover(now, self._plan(now.plan_id), self._kit.now())
                await self._keep(unit, now, stepped)
        return len(live)

    async def start_early(self, who: Who) -> str:
        """Begin a few minutes before the hour, by the guide."""
        now = self._kit.now()
        async with self._kit.units.read() as unit:
            person, found = await my_set(unit, who)
            meeting = await next_meeting(unit, found.id)
        if meeting is None or meeting.starts_at - now > EARLY:
            raise Refusal("session.too_early")
        if person.id not in {meeting.guide_id, found.guide_id, found.deputy_id}:
            raise Refusal("session.not_guide")
        await self.start(meeting.id, meeting.moved)
        return meeting.id

    async def start(self, meeting_id: str, moved: int, waited: int = 0) -> None:
        """Begin a meeting's session at its hour with whoever is there."""
        async with self._kit.units.read() as unit:
            meeting = await unit.meetings.get(meeting_id)
            if meeting is None or meeting.state is not MeetingState.PLANNED:
                return
            found = await unit.sets.need(meeting.set_id)
        if meeting.moved != moved:
            return
        in_voice = await self._stage.in_voice(found.guild_xid, found.voice_xid)
        async with self._kit.units.write() as unit:
            meeting = await unit.meetings.need(meeting_id)
            if meeting.state is not MeetingState.PLANNED:
                return
            await self._start(unit, found, meeting, in_voice, waited)

    async def arrive(self, voice_xid: int, xid: int, *, here: bool) -> None:
        """Somebody came into or left the voice channel of a set."""
        async with self._kit.units.write() as unit:
            for found in await unit.sets.where(voice_xid=voice_xid):
                meeting = await this_meeting(unit, found.id)
                session = await unit.sessions.get(meeting.id) if meeting else None
                people = await unit.people.where(guild_xid=found.guild_xid, xid=xid)
                if session is None or session.status is not Status.RUNNING or not people:
                    return
                seat = next((s for s in session.seats if s.person_id == people[0].id), None)
                if seat is None or (seat.mode is Mode.AWAY) is not here:
                    return
                person = people[0].id
                said = Arrive(by=person, person=person) if here else Leave(by=person, person=person)
                await self._step(unit, session, said)

    async def _start(
        self,
        unit: Unit,
        found: LearningSet,
        meeting: Meeting,
        in_voice: tuple[int, ...],
        waited: int,
    ) -> None:
        now = self._kit.now()
        seats = await self._seats(unit, found, meeting, in_voice)
        here = [s for s in seats if s.mode is not Mode.AWAY]
        if len(here) < FEWEST:
            await unit.work.add(await self._too_few(unit, found, meeting, len(here), waited), now)
            return
        guide, deputy = _guide(found, meeting, here)
        plan = self._plan(meeting.plan_id)
        facts = Begin(
            id=meeting.id,
            set_id=found.id,
            guide_id=guide,
            deputy_id=deputy,
            presenter_ids=await self._presenters(unit, found, meeting, here, plan),
            ends_at=meeting.starts_at + timedelta(minutes=meeting.minutes),
        )
        began = begin(facts, plan, seats, now)
        await unit.sessions.add(began.session)
        await unit.meetings.save(replace(meeting, state=MeetingState.RUNNING))
        await unit.work.add(began.effects, now)

    async def _seats(
        self, unit: Unit, found: LearningSet, meeting: Meeting, in_voice: tuple[int, ...]
    ) -> tuple[Seat, ...]:
        answers = {a.person_id: a for a in await unit.answers.where(meeting_id=meeting.id)}
        seats: list[Seat] = []
        for order, place in enumerate(await seats_of(unit, found.id)):
            person = await unit.people.need(place.person_id)
            mode = _mode(person, answers.get(person.id), person.xid in in_voice)
            seats.append(Seat(person_id=person.id, order=order, mode=mode))
        return tuple(seats)

    async def _presenters(
        self, unit: Unit, found: LearningSet, meeting: Meeting, here: list[Seat], plan: Plan
    ) -> tuple[str, ...]:
        """Those chosen beforehand, else most pressing bids, else whoever waits for a turn."""
        if plan.presenters == 0:
            return ()
        owed = await owed_turns(unit, found)
        bids = {b.person_id: b for b in await unit.bids.where(set_id=found.id)}
        weight = {"high": 0, "some": 1, "low": 2}

        def order(person_id: str) -> tuple[int, int, int]:
            bid = bids.get(person_id)
            turn = owed.index(person_id) if person_id in owed else len(owed)
            return (
                person_id not in meeting.presenter_ids,
                weight[bid.pressing] if bid else 3,
                turn,
            )

        return tuple(sorted((s.person_id for s in here), key=order)[: plan.presenters])

    async def _too_few(
        self, unit: Unit, found: LearningSet, meeting: Meeting, here: int, waited: int
    ) -> list[Effect]:
        room = Place(To.ROOM, found.id)
        if waited < WAITS:
            again = meeting.starts_at + WAIT * (waited + 1)
            card = Card("too_few", meeting.id, f"wait:{here}")
            return [
                post(f"few:{meeting.id}:{waited}", room, card),
                wake(
                    f"start:{meeting.id}:{meeting.moved}:{waited + 1}",
                    "session.start",
                    meeting.id,
                    again,
                ),
            ]
        await unit.meetings.save(replace(meeting, state=MeetingState.CANCELLED))
        return [post(f"few:{meeting.id}:off", room, Card("too_few", meeting.id, f"off:{here}"))]

    async def _session(self, unit: Unit, person: Person, session_id: str) -> Session:
        session = await unit.sessions.get(session_id)
        if session is None:
            raise Refusal("session.none")
        if person.id not in {s.person_id for s in session.seats}:
            raise Refusal("not_yours")
        if session.status is not Status.RUNNING:
            raise Stale("session.over")
        return session

    async def _step(self, unit: Unit, session: Session, command: Command) -> Session:
        stepped = step(session, self._plan(session.plan_id), command, self._kit.now())
        return await self._keep(unit, session, stepped)

    async def _keep(self, unit: Unit, before: Session, stepped: Stepped) -> Session:
        kept = before
        if stepped.session != before:
            kept = await unit.sessions.save(stepped.session)
        await unit.work.add(stepped.effects, self._kit.now())
        if kept.status is not Status.RUNNING and before.status is Status.RUNNING:
            meeting = await unit.meetings.need(kept.id)
            await unit.meetings.save(replace(meeting, state=MeetingState.HELD))
        return kept

    def _plan(self, plan_id: str) -> Plan:
        return self._kit.plans[plan_id]


def _mode(person: Person, answer: Answer | None, in_voice: bool) -> Mode:
    coming = answer.coming if answer else Coming.UNKNOWN
    ready = answer.ready if answer else Ready.UNKNOWN
    typing = coming is Coming.TYPING or person.typing
    if in_voice:
        return Mode.TYPING if typing else Mode.HERE
    if coming is Coming.CANT or (coming is Coming.UNKNOWN and ready is Ready.UNKNOWN):
        return Mode.AWAY
    return Mode.TYPING if typing else Mode.HERE


def _guide(found: LearningSet, meeting: Meeting, here: list[Seat]) -> tuple[str, str]:
    """Return who guides and who stands in: the rota's guide if here, else the next in line."""
    there = [s.person_id for s in here]
    line = [meeting.guide_id, found.guide_id, found.deputy_id, *there]
    present = list(dict.fromkeys(p for p in line if p in there))
    return present[0], present[1]


async def owed_turns(unit: Unit, found: LearningSet) -> tuple[str, ...]:
    """Return the members in the order in which a turn to present is owed to them."""
    turns: dict[str, int] = {place.person_id: 0 for place in await seats_of(unit, found.id)}
    for meeting in await meetings_of(unit, found.id):
        session = await unit.sessions.get(meeting.id)
        presented = (
            {p.presenter_id for p in session.parts if p.started_at} if session else set[str]()
        )
        for person_id in presented & turns.keys():
            turns[person_id] += 1
    return tuple(sorted(turns, key=lambda person_id: turns[person_id]))

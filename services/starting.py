"""Starting a session: on time, a little early by the guide, or when a third person comes late.

Knows who is there and how long they are waited for. Must not know the rules of turns and time.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from learning.effects import Card, Effect, Place, To, edit, post, wake
from learning.meetings import Answer, Coming, Meeting, MeetingState, Ready
from learning.people import Person
from learning.ports import Stage as Discord
from learning.ports import Unit
from learning.refusals import Refusal
from learning.session.commands import Begin
from learning.session.seats import lead
from learning.session.state import Mode, Seat, Session
from learning.session.step import begin
from learning.sets import LearningSet
from services.finding import LIVE, members_of, my_set, next_meeting, seats_of
from services.following import worth_a_word
from services.kit import Kit, Who
from services.news import true_again
from services.one_voice import agreed
from services.timetable import call_off
from services.turns import presenters_of

FEWEST = 3
WAIT = timedelta(minutes=5)
WAITS = 2
EARLY = timedelta(minutes=15)
PATIENCE = WAIT * (WAITS + 1)
TRIO = "trio-30"
CARDS = ("0", "1", "three")
ASKED = {2: "two", FEWEST: "three"}  # so many are asked what they would like
LOOK_FOR_GUIDE = timedelta(minutes=3)

Few = Callable[[Unit, Meeting, int], Awaitable[None]]  # what is done with so many only


class Starting:
    """Begins sessions."""

    def __init__(self, kit: Kit, stage: Discord) -> None:
        self._kit = kit
        self._stage = stage

    async def start_early(self, who: Who) -> str:
        """Begin a few minutes before the hour, by the guide; refuses with fewer than three."""
        now = self._kit.now()
        async with self._kit.units.read() as unit:
            person, found = await my_set(unit, who)
            meeting = await next_meeting(unit, found.id)
        if meeting is None or meeting.starts_at - now > EARLY:
            raise Refusal("session.too_early")
        if person.id not in {meeting.guide_id, found.guide_id, found.deputy_id}:
            raise Refusal("session.not_guide")
        await self._start(meeting, _refuse)
        return meeting.id

    async def start(self, meeting_id: str, moved: int, waited: int = 0) -> None:
        """Begin a meeting's session at its hour with whoever is there, or wait for more."""
        async with self._kit.units.read() as unit:
            meeting = await unit.meetings.get(meeting_id)
        if meeting is None or meeting.moved != moved:
            return

        async def few(unit: Unit, meeting: Meeting, here: int) -> None:
            await self._wait_or_let_go(unit, meeting, here, waited)

        last = TRIO if waited >= WAITS and TRIO in self._kit.plans else ""
        await self._start(meeting, few, last)

    async def start_with(self, meeting: Meeting, plan_id: str) -> None:
        """Begin with another plan, because so few are here; with enough, by the meeting's own."""
        await self._start(meeting, _refuse, plan_id, pressed=True)

    async def start_late(self, set_id: str) -> None:
        """Somebody came: begin if the hour has come, we still wait, and there are enough now."""
        now = self._kit.now()
        async with self._kit.units.read() as unit:
            meeting = await next_meeting(unit, set_id)
        if meeting is not None and meeting.starts_at < now < meeting.starts_at + PATIENCE:
            await self._start(meeting, self._wait)

    async def _start(
        self, meeting: Meeting, few: Few, plan_id: str = "", *, pressed: bool = False
    ) -> None:
        """Begin with whoever is there; `plan_id` is the plan for three, where one was chosen."""
        async with self._kit.units.read() as unit:
            found = await unit.sets.need(meeting.set_id)
        if meeting.state is not MeetingState.PLANNED or found.stage not in LIVE:
            return
        in_voice = await self._stage.in_voice(found.guild_xid, found.voice_xid)
        async with self._kit.units.write() as unit:
            fresh = await unit.meetings.need(meeting.id)
            if fresh.state is not MeetingState.PLANNED or fresh.moved != meeting.moved:
                return
            seats = await self._seats(unit, fresh, in_voice)
            here = [seat.person_id for seat in seats if seat.mode is not Mode.AWAY]
            plan = self._kit.plan(fresh.plan_id)
            if len(here) >= max(FEWEST, plan.fewest):
                await self._begin(unit, found, fresh, seats, here, pressed=pressed)
            elif plan_id and len(here) >= FEWEST:
                own = replace(fresh, plan_id=plan_id)
                await self._begin(unit, found, own, seats, here, pressed=pressed)
            else:
                await few(unit, fresh, len(here))

    async def _begin(
        self,
        unit: Unit,
        found: LearningSet,
        meeting: Meeting,
        seats: tuple[Seat, ...],
        here: Sequence[str],
        *,
        pressed: bool,
    ) -> None:
        now = self._kit.now()
        guide, deputy = guides_of(found, meeting, [seat.person_id for seat in seats], here)
        plan = self._kit.plan(meeting.plan_id)
        places = await seats_of(unit, found.id)
        facts = Begin(
            id=meeting.id,
            set_id=found.id,
            guide_id=guide,
            deputy_id=deputy,
            presenter_ids=await presenters_of(unit, found, meeting, here, plan.presenters),
            ends_at=meeting.starts_at + timedelta(minutes=meeting.minutes),
            one_voice=agreed(places),
        )
        try:
            began = begin(facts, plan, seats, now)
        except Refusal:  # the bot was away for so long that too little time is left
            if pressed:
                raise
            await self._let_go(unit, meeting, f"late:{len(here)}")
            return
        await unit.sessions.add(began.session)
        await unit.meetings.save(replace(meeting, state=MeetingState.RUNNING))
        over = await settled(unit, meeting)
        await unit.work.add([*over, *began.effects, *look_for_guide(began.session)], now)

    async def _seats(
        self, unit: Unit, meeting: Meeting, in_voice: tuple[int, ...]
    ) -> tuple[Seat, ...]:
        answers = {a.person_id: a for a in await unit.answers.where(meeting_id=meeting.id)}
        people = await members_of(unit, meeting.set_id)
        first = (meeting.number - 1) % max(len(people), 1)  # openings are taken in turn
        people = (*people[first:], *people[:first])
        return tuple(
            Seat(person_id=p.id, order=order, mode=_mode(p, answers.get(p.id), p.xid in in_voice))
            for order, p in enumerate(people)
        )

    async def _wait_or_let_go(self, unit: Unit, meeting: Meeting, here: int, waited: int) -> None:
        """Look again in five minutes, twice; then let this meeting go."""
        again = meeting.starts_at + WAIT * (waited + 1)
        if waited >= WAITS or again < self._kit.now():
            await self._let_go(unit, meeting, f"off:{here}")
            return
        key = f"start:{meeting.id}:{meeting.moved}:{waited + 1}"
        told = _told(meeting, str(waited), f"{ASKED.get(here, 'wait')}:{here}")
        look = wake(key, "session.start", meeting.id, again)
        await unit.work.add([told, look], self._kit.now())

    async def _let_go(self, unit: Unit, meeting: Meeting, why: str) -> None:
        now = self._kit.now()
        gone = await call_off(unit, meeting, now)
        found = await unit.sets.need(meeting.set_id)
        over = [*await settled(unit, meeting), *await worth_a_word(unit, self._kit, found, meeting)]
        over += await true_again(unit, meeting)
        await unit.work.add([*over, _told(meeting, "off", why), *gone], now)

    async def _wait(self, unit: Unit, meeting: Meeting, here: int) -> None:
        """The next look is due already; three people are asked at once what they would like."""
        if here == FEWEST:
            await unit.work.add([_told(meeting, "three", f"three:{here}")], self._kit.now())


async def _refuse(unit: Unit, meeting: Meeting, here: int) -> None:
    """Early there is nothing to wait for: the guide may try again."""
    raise Refusal("session.too_few", here=here, fewest=FEWEST)


def _told(meeting: Meeting, name: str, why: str) -> Effect:
    card = Card("too_few", meeting.id, why)
    return post(f"few:{meeting.id}:{meeting.moved}:{name}", Place(To.ROOM, meeting.set_id), card)


def _mode(person: Person, answer: Answer | None, in_voice: bool) -> Mode:
    coming = answer.coming if answer else Coming.UNKNOWN
    ready = answer.ready if answer else Ready.UNKNOWN
    typing = coming is Coming.TYPING or person.typing
    unheard = coming is Coming.UNKNOWN and ready is Ready.UNKNOWN
    if not in_voice and (coming is Coming.CANT or unheard):
        return Mode.AWAY
    return Mode.TYPING if typing else Mode.HERE


def guides_of(
    found: LearningSet, meeting: Meeting, seated: Sequence[str], here: Sequence[str]
) -> tuple[str, str]:
    """Return who guides and who stands in, of those named for it; the guide may yet come.

    When none of them is here, nobody leads until somebody says "I will guide".
    """
    line = (meeting.guide_id, found.guide_id, found.deputy_id)
    named = [person for person in dict.fromkeys(line) if person in seated] or list(here[:1])
    others = [person for person in named[1:] if person in here] or named[1:]
    return named[0], next(iter(others), "")


def look_for_guide(session: Session) -> list[Effect]:
    """Return the look, three minutes on, for a session that nobody leads."""
    if lead(session):
        return []
    at = session.started_at + LOOK_FOR_GUIDE
    return [wake(f"lead:{session.id}", "session.lead", session.id, at)]


async def settled(unit: Unit, meeting: Meeting) -> list[Effect]:
    """Return what takes the buttons off every card on which this was asked."""
    effects: list[Effect] = []
    for name in CARDS:
        key = f"few:{meeting.id}:{meeting.moved}:{name}"
        told = await unit.work.effect(key)
        if told is not None and told.card is not None:
            what, _, here = told.card.detail.partition(":")
            if what not in ASKED.values():
                continue
            card = Card("too_few", meeting.id, f"{what}_over:{here}")
            effects.append(edit(f"{key}:settled", key, card))
    return effects

"""A week in writing: beginning one, letting its days pass, and ending it.

Knows what follows when a part opens, is soon over, or closes. Must not know the calendar (see
`learning.week`), nor take in what anybody writes (see `week_writing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from learning.calendar import to_wall
from learning.effects import Card, Effect, Place, To, edit, post, wake
from learning.meetings import Meeting, MeetingState
from learning.people import Person
from learning.ports import Unit
from learning.refusals import Refusal
from learning.session.state import Mode, PartRun, Seat, Session, Status
from learning.sets import LearningSet, Stage
from learning.week.plan import WeekPlan, Writes
from learning.week.spans import Event, Span, What, day_of, events, first_day, spans
from learning.writing import Reflection
from services.finding import members_of, my_set, next_meeting
from services.kit import Kit, Who
from services.turns import presenters_of
from services.values import WeekBegins
from services.week_facts import Week, going, week_of

TICK = timedelta(seconds=1)
FORGET = timedelta(days=14)


class Weeks:
    """Begins, moves on and ends weeks in writing."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def start(self, who: Who) -> WeekBegins:
        """Begin a week on the next working Monday; whoever guides the set may ask for it."""
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            await self._may(unit, person, found)
            if await going(unit, found.id) is not None:
                raise Refusal("week.already")
            plan = next(iter(self._kit.weeks.values()), None)
            people = await members_of(unit, found.id)
            if plan is None or len(people) < plan.fewest:
                raise Refusal("week.too_few", here=len(people), fewest=plan.fewest if plan else 0)
            session = await self._add(unit, found, plan, people, person.id)
            week = await week_of(unit, self._kit, session)
            card = post(
                f"week:{session.id}", Place(To.ROOM, found.id), Card("week_begins", session.id)
            )
            await unit.work.add([card, _wake(session, session.started_at)], self._kit.now())
        return begins(week, self._kit.zone)

    async def stop(self, who: Who) -> None:
        """End the week here; whoever guides the set may ask for it."""
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            session = await going(unit, found.id)
            if session is None:
                raise Refusal("week.none")
            await self._may(unit, person, found)
            week = await week_of(unit, self._kit, session)
            await self._end(unit, week, "stopped")

    async def mine(self, who: Who) -> str:
        """Return the id of the week my set is in, or refuse."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            session = await going(unit, found.id)
        if session is None:
            raise Refusal("week.none")
        return session.id

    async def turn(self, session_id: str) -> None:
        """Let everything happen that is due by now; safe to do twice."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            session = await unit.sessions.get(session_id)
            if session is None or session.ended_at is not None:
                return
            week = await week_of(unit, self._kit, session)
            seen = session.changed_at or session.started_at - TICK
            every = events(week.plan, day_of(session.started_at, self._kit.zone), self._kit.zone)
            effects: list[Effect] = []
            for one in every:
                if not seen < one.at <= now:
                    continue
                if _in_vain(week, one):
                    await self._end(unit, week, "no_story", effects)
                    return
                effects += await self._happen(unit, week, one)
            if every[-1].at <= now:
                await self._end(unit, week, "over", effects)
                return
            kept = await unit.sessions.save(_moved(week, now))
            following = next(one.at for one in every if one.at > now)
            await unit.work.add([*effects, _wake(kept, following)], now)

    async def _happen(self, unit: Unit, week: Week, event: Event) -> list[Effect]:
        """Return what is told because a part opens, is soon over, or closes."""
        number, room = event.part, Place(To.ROOM, week.found.id)
        key, closes = f"week:{week.session.id}:{number}", week.spans[number].closes_at
        card = Card("week_part", week.session.id, str(number))
        match event.what:
            case What.OPEN:
                return [post(key, room, card, until=closes)]
            case What.REMIND:
                had = {slip.person_id for slip in week.written(number)}
                return [
                    post(
                        f"week-remind:{week.session.id}:{number}:{person}",
                        Place(To.PERSON, person),
                        Card("week_remind", f"{week.session.id}.{person}", str(number)),
                        until=closes,
                    )
                    for person in week.writers(number)
                    if person not in had
                ]
            case What.CLOSE:
                over = edit(f"{key}:over", key, card)
                return [over, *await self._release(unit, week, number)]

    async def _release(self, unit: Unit, week: Week, number: int) -> list[Effect]:
        """Show what was held back; what everybody took away is kept in the set's log."""
        part, slips = week.part(number), week.written(number)
        if not part.together or not slips:
            return []
        if part.who is Writes.EVERYONE:
            for slip in slips:
                kept = Reflection(
                    id=self._kit.dice.id(),
                    set_id=week.found.id,
                    meeting_id=week.session.id,
                    person_id=slip.person_id,
                    text=slip.text,
                    shared=True,
                    made_at=self._kit.now(),
                )
                await unit.reflections.add(kept)
        card = Card("week_told", week.session.id, str(number))
        room = Place(To.ROOM, week.found.id)
        return [post(f"week-told:{week.session.id}:{number}", room, card)]

    async def _end(self, unit: Unit, week: Week, why: str, before: Sequence[Effect] = ()) -> None:
        """Close the week and say so; what was written is forgotten a fortnight later."""
        now, session = self._kit.now(), _moved(week, self._kit.now())
        over = min(now, session.ends_at)
        kept = await unit.sessions.save(replace(session, ended_at=over, part_ends_at=over))
        key = f"week:{kept.id}:{kept.part}"
        part = Card("week_part", kept.id, str(kept.part))
        end = Card("week_end", kept.id, why)
        if week.presenter and week.written(0):
            await unit.bids.remove(f"{kept.set_id}.{week.presenter}")
        effects = [
            *before,
            edit(f"{key}:end", key, part),
            post(f"week-end:{kept.id}", Place(To.ROOM, kept.set_id), end),
            wake(f"forget:{kept.id}", "session.forget", kept.id, now + FORGET),
        ]
        await unit.work.add(effects, now)

    async def _may(self, unit: Unit, person: Person, found: LearningSet) -> None:
        upcoming = await next_meeting(unit, found.id)
        guides = {found.guide_id, found.deputy_id, upcoming.guide_id if upcoming else ""}
        if found.stage is not Stage.SELF_LED and person.id not in guides:
            raise Refusal("week.not_guide")

    async def _add(
        self, unit: Unit, found: LearningSet, plan: WeekPlan, people: tuple[Person, ...], by: str
    ) -> Session:
        """Keep a week as a meeting without a number, and a session of its own kind."""
        now, zone = self._kit.now(), self._kit.zone
        span = spans(plan, first_day(to_wall(now, zone).date()), zone)
        meeting = await unit.meetings.add(
            Meeting(
                id=self._kit.dice.id(),
                set_id=found.id,
                number=0,
                wall=to_wall(span[0].opens_at, zone).isoformat(timespec="minutes"),
                zone=zone,
                starts_at=span[0].opens_at,
                minutes=plan.minutes_each,
                plan_id=plan.id,
                guide_id=by,
                state=MeetingState.WRITTEN,
            )
        )
        ids = [person.id for person in people]
        brings = (await presenters_of(unit, found, meeting, ids, 1))[0]
        return await unit.sessions.add(
            Session(
                id=meeting.id,
                set_id=found.id,
                plan_id=plan.id,
                guide_id=by,
                status=Status.WRITTEN,
                started_at=span[0].opens_at,
                ends_at=span[-1].closes_at,
                part_ends_at=span[0].closes_at,
                parts=tuple(_run(number, plan, one, brings) for number, one in enumerate(span)),
                seats=tuple(
                    Seat(person_id=one, order=order, mode=Mode.AWAY)
                    for order, one in enumerate(ids)
                ),
            )
        )


def begins(week: Week, zone: str) -> WeekBegins:
    """Show a week before it begins."""
    return WeekBegins(
        session_id=week.session.id,
        name=week.plan.name,
        presenter=week.name(week.presenter),
        minutes_each=week.plan.minutes_each,
        parts=tuple(
            (part.title, part.who, span.opens_at, span.closes_at)
            for part, span in zip(week.plan.parts, week.spans, strict=True)
        ),
        zone=zone,
    )


def _in_vain(week: Week, event: Event) -> bool:
    """Tell whether there is nothing to go on with: nobody brought anything, or they have left."""
    if not week.presenter:
        return True
    return event.part == 0 and event.what is What.CLOSE and not week.written(0)


def _moved(week: Week, now: datetime) -> Session:
    """Return the session of a week as it is at an instant: what has begun, and what is open."""
    session, begun = week.session, [n for n, span in enumerate(week.spans) if span.opens_at <= now]
    parts = tuple(
        replace(run, started_at=week.spans[run.number].opens_at) if run.number in begun else run
        for run in session.parts
    )
    part = begun[-1] if begun else 0
    closes = week.spans[part].closes_at
    return replace(session, parts=parts, part=part, part_ends_at=closes, changed_at=now)


def _wake(session: Session, at: datetime) -> Effect:
    return wake(f"week-turn:{session.id}:r{session.revision}", "week", session.id, at)


def _run(number: int, plan: WeekPlan, span: Span, brings: str) -> PartRun:
    seconds = int((span.closes_at - span.opens_at).total_seconds())
    presents = plan.parts[number].who is Writes.PRESENTER
    return PartRun(
        number=number,
        planned=seconds,
        seconds=seconds,
        turn=1 if presents else 0,
        presenter_id=brings if presents else "",
    )

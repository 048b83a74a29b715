"""Dates: six in the shared block, and who says what of them.

Knows a set's run of meetings and each answer. Must not know how wall time becomes UTC.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

from learning.calendar import Block, Run, find_block, propose_run
from learning.effects import Card, Effect, Place, To, edit, post
from learning.meetings import Meeting, MeetingState
from learning.ports import Unit
from learning.protocol import Plan
from learning.refusals import Refusal
from learning.sets import DatesAnswer, LearningSet, Membership, membership_id
from services.desk_news import tell_desk
from services.finding import meetings_of, my_set, names_of, seats_of
from services.kit import Kit, Who
from services.set_cards import set_card
from services.timetable import work_of
from services.values import DateLine, DatesCard, SetCard

COUNT = 6
NOTICE = timedelta(days=9)  # so that the first reminder, a week before, is never late
FIRST = ("first-90", "first-60")
LATER = ("classic-90", "lunch-60")
LOOKING_BACK, LOOK_BACK_AT = "review-60", 4
AN_HOUR = ("lunch", "early")  # blocks in which nobody has more than an hour to spare
MANY = 2  # so many say that the dates won't work: the guide and the coordinator are told


class Dating:
    """Fixes dates and takes answers to them."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def fix(self, unit: Unit, found: LearningSet) -> list[Effect]:
        """Give a set its six meetings, and everything that is due because of them."""
        now = self._kit.now()
        run = self._run(found)
        members = await seats_of(unit, found.id)
        guides = self._guides(found, members)
        effects: list[Effect] = []
        for number, (wall, start) in enumerate(zip(run.dates, run.starts, strict=True), 1):
            plan = self._plan(find_block(found.block), number)
            meeting = await unit.meetings.add(
                Meeting(
                    id=self._kit.dice.id(),
                    set_id=found.id,
                    number=number,
                    wall=wall.isoformat(timespec="minutes"),
                    zone=self._kit.zone,
                    starts_at=start,
                    minutes=plan.total_minutes,
                    plan_id=plan.id,
                    guide_id=guides[number - 1],
                )
            )
            effects += work_of(meeting, [m.person_id for m in members], now)
        room = Place(To.ROOM, found.id)
        return [*effects, post(f"dates:{found.id}", room, Card("dates", found.id, "ask"))]

    async def answer(self, who: Who, set_id: str, said: DatesAnswer) -> DatesCard:
        """Take a member's private answer to the six dates."""
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            if found.id != set_id:
                raise Refusal("not_yours")
            place = await unit.memberships.need(membership_id(set_id, person.id))
            if place.dates is not said:
                place = await unit.memberships.save(replace(place, dates=said))
                key = f"dates:{set_id}"
                card = Card("dates", set_id, "ask")
                effects = [edit(f"{key}:{place.id}:{place.revision}", key, card)]
                effects += await self._many_wont(unit, found)
                await unit.work.add(effects, self._kit.now())
            return await dates_card(unit, self._kit, found, mine=said)

    async def card(self, who: Who) -> SetCard:
        """Show my set."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            return await set_card(unit, self._kit, found)

    async def show(self, who: Who) -> DatesCard:
        """Show my set's dates."""
        async with self._kit.units.read() as unit:
            person, found = await my_set(unit, who)
            place = await unit.memberships.need(membership_id(found.id, person.id))
            return await dates_card(unit, self._kit, found, mine=place.dates)

    def _run(self, found: LearningSet) -> Run:
        first_after = (self._kit.now() + NOTICE).date()
        return propose_run(find_block(found.block), first_after, self._kit.zone, count=COUNT)

    async def _many_wont(self, unit: Unit, found: LearningSet) -> list[Effect]:
        """Tell the guide and the coordinator, once, that these dates will not do."""
        places = await seats_of(unit, found.id)
        if sum(place.dates is DatesAnswer.WONT for place in places) < MANY:
            return []
        told = replace(found, revision=0)  # one key for ever: nobody is told twice
        guide = Place(To.PERSON, found.guide_id)
        key = f"dates-wont:{found.id}:{found.guide_id}"
        to_guide = post(key, guide, Card("desk_news", found.id, "dates"))
        return [to_guide, *await tell_desk(unit, self._kit, told, "dates")]

    def _plan(self, block: Block, number: int) -> Plan:
        """The first meeting has its own plan, and so has looking back half-way.

        For all others the block says how long there is.
        """
        hour = block.id.endswith(AN_HOUR)
        wanted = FIRST if number == 1 else LATER[1:] if hour else LATER
        if number == LOOK_BACK_AT:
            wanted = (LOOKING_BACK, *wanted)
        fitting = (self._kit.plans[name] for name in wanted if name in self._kit.plans)
        for plan in fitting:
            if plan.total_minutes <= block.minutes:
                return plan
        raise Refusal("block_too_short", block=block.id, minutes=60, most=block.minutes)

    def _guides(self, found: LearningSet, members: tuple[Membership, ...]) -> list[str]:
        """Meetings 1 and 2 are led by the guide; then each other member guides in turn."""
        others = [m.person_id for m in members if m.person_id != found.guide_id]
        turns = [found.deputy_id, *(o for o in others if o != found.deputy_id)]
        return [found.guide_id, found.guide_id, *(turns[n % len(turns)] for n in range(COUNT - 2))]


async def dates_card(
    unit: Unit, kit: Kit, found: LearningSet, *, mine: DatesAnswer, ask: bool = True
) -> DatesCard:
    """Draw up the run of dates of a set."""
    meetings = await meetings_of(unit, found.id)
    places = await seats_of(unit, found.id)
    names = await names_of(unit, found.id)
    planned = [m for m in meetings if m.state is MeetingState.PLANNED]
    upcoming = min(planned, key=lambda m: (m.starts_at, m.number), default=None)
    answers = Counter(m.dates for m in places)
    return DatesCard(
        set_id=found.id,
        set_name=found.name,
        revision=found.revision,
        dates=tuple(
            DateLine(
                number=m.number,
                starts_at=m.starts_at,
                minutes=m.minutes,
                guide=names.get(m.guide_id, ""),
                held=m.state is MeetingState.HELD,
                next=m is upcoming,
            )
            for m in meetings
        ),
        skipped=_skipped(found, meetings, kit),
        answered=answers.total() - answers[DatesAnswer.NONE],
        members=len(places),
        troubled=answers[DatesAnswer.CLASH] + answers[DatesAnswer.WONT],
        mine=mine,
        zone=kit.zone,
        ask=ask,
    )


def _skipped(
    found: LearningSet, meetings: tuple[Meeting, ...], kit: Kit
) -> tuple[tuple[date, str], ...]:
    """Find again, from the first date, which dates were passed over and why."""
    if not meetings:
        return ()
    first = datetime.fromisoformat(meetings[0].wall).date()
    run = propose_run(find_block(found.block), first - timedelta(days=1), kit.zone, count=COUNT)
    return run.skipped

"""Dates: six in the shared block, their reminders and native events, and who says what of them.

Knows a set's run of meetings and each answer. Must not know how wall time becomes UTC.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

from learning.calendar import Run, find_block, propose_run, reminder_times
from learning.effects import Card, Effect, Place, To, edit, event, post, wake
from learning.meetings import Meeting
from learning.ports import Unit
from learning.protocol import Plan
from learning.refusals import Refusal
from learning.sets import DatesAnswer, LearningSet, Membership
from services.finding import meetings_of, my_set, seats_of
from services.kit import Kit, Who
from services.set_cards import names_of, set_card
from services.values import DateLine, DatesCard, SetCard

COUNT = 6
NOTICE = timedelta(days=9)  # so that the first reminder, a week before, is never late
SHORT = 60  # minutes; blocks called lunch or early take the one-hour plan


class Dating:
    """Fixes dates and takes answers to them."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def fix(self, unit: Unit, found: LearningSet) -> list[Effect]:
        """Give a set its six meetings, and everything that is due because of them."""
        run = self._run(found)
        members = await seats_of(unit, found.id)
        guides = self._guides(found, members)
        effects: list[Effect] = []
        for number, (wall, start) in enumerate(zip(run.dates, run.starts, strict=True), 1):
            plan = self._plan(found, number)
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
            effects += self.due(meeting, members)
        effects.append(
            post(f"dates:{found.id}", Place(To.ROOM, found.id), Card("dates", found.id, "ask"))
        )
        return effects

    def due(self, meeting: Meeting, members: tuple[Membership, ...]) -> list[Effect]:
        """Return all work of one meeting at its present version."""
        tag = f"{meeting.id}:{meeting.moved}"
        times = reminder_times(datetime.fromisoformat(meeting.wall), meeting.zone)
        ends = meeting.starts_at + timedelta(minutes=meeting.minutes)
        effects = [
            event(meeting.id, meeting.moved),
            wake(f"start:{tag}", "session.start", meeting.id, meeting.starts_at),
            wake(f"nudge:{tag}", "actions.nudge", meeting.id, times.day - timedelta(days=2)),
        ]
        for ahead, due in (("7d", times.week), ("24h", times.day), ("15m", times.soon)):
            effects += [
                post(
                    f"remind:{tag}:{ahead}:{member.person_id}",
                    Place(To.PERSON, member.person_id),
                    Card("reminder", f"{meeting.id}.{member.person_id}", ahead),
                    due=due,
                    until=ends if ahead == "15m" else meeting.starts_at,
                )
                for member in members
            ]
        return effects

    async def answer(self, who: Who, set_id: str, said: DatesAnswer) -> DatesCard:
        """Take a member's private answer to the six dates."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            if found.id != set_id:
                raise Refusal("not_yours")
            place = await unit.memberships.need(f"{set_id}.{person.id}")
            if place.dates is said:
                return await dates_card(unit, self._kit, found, mine=said)
            await unit.memberships.save(replace(place, dates=said))
            card = await dates_card(unit, self._kit, found, mine=said)
            key = f"dates:{set_id}"
            redraw = edit(f"{key}:{place.id}:{place.revision}", key, Card("dates", set_id, "ask"))
            await unit.work.add([redraw], now)
        return card

    async def card(self, who: Who) -> SetCard:
        """Show my set."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            return await set_card(unit, self._kit, found)

    async def show(self, who: Who) -> DatesCard:
        """Show my set's dates."""
        async with self._kit.units.read() as unit:
            person, found = await my_set(unit, who)
            place = await unit.memberships.need(f"{found.id}.{person.id}")
            return await dates_card(unit, self._kit, found, mine=place.dates)

    def _run(self, found: LearningSet) -> Run:
        first_after = (self._kit.now() + NOTICE).date()
        return propose_run(find_block(found.block), first_after, self._kit.zone, count=COUNT)

    def _plan(self, found: LearningSet, number: int) -> Plan:
        """The first meeting has its own plan; after that the block says how long there is."""
        minutes = find_block(found.block).minutes
        hour = found.block.endswith(("lunch", "early"))
        wanted = ("first-90",) if number == 1 else ("lunch-60",) if hour else ("classic-90",)
        for name in (*wanted, "lunch-60"):
            if self._kit.plans[name].total_minutes <= minutes:
                return self._kit.plans[name]
        raise Refusal("block_too_short", block=found.block, minutes=SHORT, most=minutes)

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
    upcoming = [m.id for m in meetings if m.state == "planned"][:1]
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
                held=m.state == "held",
                next=m.id in upcoming,
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

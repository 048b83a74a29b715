"""Dates: six in the shared block, and who says what of them.

Knows a set's run of meetings and each answer. Must not know how wall time becomes UTC.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from learning.calendar import Block, Run, block_at, find_block, propose_run
from learning.effects import Card, Effect, Place, To, edit, post, wake
from learning.meetings import Coming, Meeting, MeetingState
from learning.ports import Unit
from learning.protocol import Plan
from learning.refusals import Refusal
from learning.rotation import Liking, whom
from learning.sets import DatesAnswer, LearningSet, Membership, membership_id
from services.desk_news import tell_desk
from services.finding import meetings_of, members_of, my_set, names_of, seats_of
from services.kit import Kit, Who
from services.set_cards import set_card
from services.timetable import work_of
from services.values import ClashCard, DateLine, DatesCard, Note, SetCard

COUNT = 6
NOTICE = timedelta(days=9)  # so that the first reminder, a week before, is never late
FIRST = ("first-90", "first-60")
LATER = ("classic-90", "lunch-60")
LOOKING_BACK, LOOK_BACK_AT = "review-60", 4
AFTER = timedelta(days=1)  # nobody is asked for more on the evening of the last meeting itself
AN_HOUR = ("lunch", "early")  # blocks in which nobody has more than an hour to spare
MANY = 2  # so many say that the dates won't work: the guide and the coordinator are told


class Dating:
    """Fixes dates and takes answers to them."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def fix(self, unit: Unit, found: LearningSet, after: int = 0) -> list[Effect]:
        """Give a set six meetings, and everything that is due because of them.

        `after` is how many it was given before, in earlier rounds.
        """
        now = self._kit.now()
        run = self._run(found)
        members = await seats_of(unit, found.id)
        guides = self._guides(found, members, after)
        last = run.starts[-1] + AFTER
        effects: list[Effect] = []
        ids = [m.person_id for m in members]
        for number, (wall, start) in enumerate(zip(run.dates, run.starts, strict=True), after + 1):
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
                    guide_id=guides[number - after - 1],
                )
            )
            effects += await work_of(unit, meeting, ids, now)
        room = Place(To.ROOM, found.id)
        key = f"dates:{found.id}:{after}" if after else f"dates:{found.id}"
        look = wake(f"round:{found.id}:{last:%Y%m%d%H%M}", "round.look", found.id, last)
        return [*effects, post(key, room, Card("dates", found.id, "ask")), look]

    async def answer(self, who: Who, set_id: str, said: DatesAnswer) -> ClashCard | Note:
        """Take a member's private answer to the six dates; one clash asks which date it is."""
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            if found.id != set_id:
                raise Refusal("not_yours")
            place = await unit.memberships.need(membership_id(set_id, person.id))
            if place.dates is not said:
                place = await unit.memberships.save(replace(place, dates=said))
                effects = [await room_card(unit, set_id, f"{place.id}:{place.revision}")]
                effects += await self._many_wont(unit, found)
                await unit.work.add(effects, self._kit.now())
            if said is DatesAnswer.CLASH:
                return await self._which(unit, found, person.id)
        suits = said
        return Note(key=f"dates.{suits}")

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

    async def _which(self, unit: Unit, found: LearningSet, person_id: str) -> ClashCard | Note:
        """Ask which date somebody cannot make."""
        dates = [one for one in await date_lines(unit, found.id) if one.starts_at > self._kit.now()]
        if not dates:
            return Note(key="dates.none_left")
        ids = {m.id: m.number for m in await meetings_of(unit, found.id)}
        said = await unit.answers.where(meeting_id=tuple(ids), person_id=person_id)
        chosen = [ids[one.meeting_id] for one in said if one.coming is Coming.CANT]
        return ClashCard(
            set_id=found.id, dates=tuple(dates), zone=self._kit.zone, chosen=max(chosen, default=0)
        )

    def _run(self, found: LearningSet) -> Run:
        first_after = (self._kit.now() + NOTICE).date()
        block, closed = find_block(found.block), self._kit.closed_in(found.area)
        return propose_run(block, first_after, self._kit.zone, count=COUNT, closed=closed)

    async def _many_wont(self, unit: Unit, found: LearningSet) -> list[Effect]:
        """Tell the guide and the coordinator, once, that these dates will not do."""
        places = await seats_of(unit, found.id)
        if sum(place.dates is DatesAnswer.WONT for place in places) < MANY:
            return []
        told = replace(found, revision=0)  # one key for ever: nobody is told twice
        guide = Place(To.PERSON, found.guide_id)
        key = f"dates-wont:{found.id}:{found.guide_id}"
        to_guide = post(key, guide, Card("desk_news", found.id, "dates"))
        other = post(f"block:{found.id}:{found.block}", guide, Card("block", found.id))
        return [to_guide, other, *await tell_desk(unit, self._kit, told, "dates")]

    def _plan(self, block: Block, number: int) -> Plan:
        """The first meeting has its own plan, and so has looking back half-way.

        For all others the block says how long there is.
        """
        hour = block.id.endswith(AN_HOUR)
        wanted = FIRST if number == 1 else LATER[1:] if hour else LATER
        if number % COUNT == LOOK_BACK_AT:
            wanted = (LOOKING_BACK, *wanted)
        fitting = (self._kit.plans[name] for name in wanted if name in self._kit.plans)
        for plan in fitting:
            if plan.total_minutes <= block.minutes:
                return plan
        raise Refusal("block_too_short", block=block.id, minutes=60, most=block.minutes)

    def _guides(self, found: LearningSet, members: tuple[Membership, ...], after: int) -> list[str]:
        """Meetings 1 and 2 are led by the guide; then each other member guides in turn.

        In later rounds everybody takes a turn, the guide too.
        """
        others = [m.person_id for m in members if m.person_id != found.guide_id]
        turns = [found.deputy_id, *(o for o in others if o != found.deputy_id)]
        if after:
            turns = [*turns, found.guide_id]
            return [turns[(after + n) % len(turns)] for n in range(COUNT)]
        return [found.guide_id, found.guide_id, *(turns[n % len(turns)] for n in range(COUNT - 2))]


async def dates_card(
    unit: Unit, kit: Kit, found: LearningSet, *, mine: DatesAnswer, ask: bool = True
) -> DatesCard:
    """Draw up the present round of dates of a set."""
    meetings = await meetings_of(unit, found.id)
    before = (max((m.number for m in meetings), default=1) - 1) // COUNT * COUNT
    because, last = await _because(unit, found, before)
    meetings = tuple(m for m in meetings if m.number > before)
    places = await seats_of(unit, found.id)
    answers = Counter(m.dates for m in places)
    return DatesCard(
        set_id=found.id,
        set_name=found.name,
        revision=found.revision,
        dates=tuple(d for d in await date_lines(unit, found.id) if d.number > before),
        because=because,
        block=found.block,
        last_block=last,
        skipped=_skipped(found, meetings, kit),
        answered=answers.total() - answers[DatesAnswer.NONE],
        members=len(places),
        troubled=answers[DatesAnswer.CLASH] + answers[DatesAnswer.WONT],
        mine=mine,
        zone=kit.zone,
        ask=ask,
    )


async def _because(unit: Unit, found: LearningSet, before: int) -> tuple[str, str]:
    """Say why a later round has the weekly time it has, and which the last round had."""
    if not before:
        return "", ""
    earlier = [m for m in await unit.meetings.where(set_id=found.id) if m.number <= before]
    past = [block for _, block in sorted(rounds_of(earlier).items())]
    people = [Liking(p.role, p.good, p.possible) for p in await members_of(unit, found.id)]
    if not past or past[-1] == found.block:
        return ("same", past[-1]) if past else ("", "")
    return whom(people, past[-1]), past[-1]


def rounds_of(meetings: Iterable[Meeting]) -> dict[int, str]:
    """Return the weekly time of each round, from the first: that in which most of it was."""
    rounds: dict[int, list[str]] = {}
    for one in meetings:
        block = block_at(datetime.fromisoformat(one.wall))
        if block and one.number:
            rounds.setdefault((one.number - 1) // COUNT, []).append(block)
    return {number: max(dict.fromkeys(held), key=held.count) for number, held in rounds.items()}


async def room_card(unit: Unit, set_id: str, tag: str) -> Effect:
    """Return what draws the card of all dates in a set's room again."""
    cards = await unit.work.told(Place(To.ROOM, set_id))
    newest = [told.key for told in cards if told.card and told.card.face == "dates"][-1:]
    key = newest[0] if newest else f"dates:{set_id}"
    return edit(f"{key}:{tag}", key, Card("dates", set_id, "ask"))


async def date_lines(unit: Unit, set_id: str) -> tuple[DateLine, ...]:
    """Return the dates of a set as they stand."""
    meetings, names = await meetings_of(unit, set_id), await names_of(unit, set_id)
    planned = [m for m in meetings if m.state is MeetingState.PLANNED]
    upcoming = min(planned, key=lambda m: (m.starts_at, m.number), default=None)
    return tuple(
        DateLine(
            number=m.number,
            starts_at=m.starts_at,
            minutes=m.minutes,
            guide=names.get(m.guide_id, ""),
            held=m.state is MeetingState.HELD,
            next=m is upcoming,
            where=m.where,
        )
        for m in meetings
    )


def _skipped(
    found: LearningSet, meetings: tuple[Meeting, ...], kit: Kit
) -> tuple[tuple[date, str], ...]:
    """Find again, from the first date, which dates were passed over and why.

    A date that was moved since, because members had a clash, is one of them.
    """
    if not meetings:
        return ()
    days = [datetime.fromisoformat(meeting.wall).date() for meeting in meetings]
    block, before = find_block(found.block), days[0] - timedelta(days=1)
    run = propose_run(block, before, kit.zone, count=COUNT, closed=kit.closed_in(found.area))
    hoped = [wall.date() for wall in run.dates]
    away = [
        (old, "clash")
        for old, new, meeting in zip(hoped, days, meetings, strict=False)
        if meeting.moved and old != new and old not in days
    ]
    return tuple(sorted({*run.skipped, *away})) if away else run.skipped

"""When dates do not suit: one clash, many clashes, and too few who can come to one meeting.

Knows who must hear of it, and what can be done. Must not say who it was, or why.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from learning.calendar import find_block, propose_run, to_utc
from learning.effects import Card, Effect, Place, To, edit, post
from learning.meetings import Answer, Coming, Meeting, MeetingState
from learning.people import Person
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.rotation import Liking, common
from learning.sets import DatesAnswer, LearningSet, membership_id
from services.dating import NOTICE
from services.finding import LIVE, members_of, my_set, seats_of
from services.kit import Kit, Who
from services.moving import Moving, next_date
from services.values import Note

SHORTER = "trio-30"
SHORT = ("plan", "go", "first", "second", "off")
Reader = Callable[[Unit, Card], Awaitable[object | None]]


class Clashing:
    """Takes clashes, and what is chosen because of them."""

    def __init__(self, kit: Kit, moving: Moving) -> None:
        self._kit = kit
        self._moving = moving

    async def which(self, who: Who, set_id: str, number: int) -> Note:
        """Take which one date I cannot make; the guide hears of the date and not of me."""
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            if found.id != set_id:
                raise Refusal("not_yours")
            meeting = await _numbered(unit, set_id, number)
            place = await unit.memberships.need(membership_id(set_id, person.id))
            if place.dates is not DatesAnswer.CLASH:
                await unit.memberships.save(replace(place, dates=DatesAnswer.CLASH))
            await _cannot(unit, meeting, person.id)
            await unit.work.add(await self.told(unit, found, meeting), self._kit.now())
        return Note(key="dates.clash", facts={"number": number, "at": meeting.starts_at})

    async def told(self, unit: Unit, found: LearningSet, meeting: Meeting) -> list[Effect]:
        """Return what tells the guide of a clash, and the set when too few could come."""
        key = f"clash:{meeting.id}:{meeting.moved}:{found.guide_id}"
        effects = [post(key, Place(To.PERSON, found.guide_id), Card("clash", meeting.id))]
        absent, able = await count(unit, meeting)
        if await unit.work.effect(key) is not None:
            effects = [edit(f"{key}:{absent}", key, Card("clash", meeting.id))]
        return [*effects, *await self.short(unit, meeting, able)]

    async def short(self, unit: Unit, meeting: Meeting, able: int) -> list[Effect]:
        """Ask the set what to do once fewer can come than the meeting needs, or take it back."""
        key = f"short:{meeting.id}:{meeting.moved}"
        card, asked = Card("short", meeting.id), await unit.work.effect(key)
        few = able < self._kit.plan(meeting.plan_id).fewest
        if asked is None:
            room = Place(To.ROOM, meeting.set_id)
            return [post(key, room, card, until=meeting.starts_at)] if few else []
        stamp = f"{self._kit.now():%Y%m%d%H%M%S}:{able}"
        return [edit(f"{key}:{stamp}", key, card)]

    async def choose(self, who: Who, meeting_id: str, moved: int | None, picked: str) -> Note:
        """Take what one of the set chooses when too few can come; the first choice counts."""
        async with self._kit.units.write() as unit:
            _, found = await my_set(unit, who)
            meeting = await _planned(unit, found, meeting_id, moved)
            if await unit.work.effect(f"short:{meeting.id}:{meeting.moved}") is None:
                raise Refusal("short.enough")
            await unit.work.add(await self._chosen(unit, found, meeting, picked), self._kit.now())
        return Note(key=f"short.{picked}")

    async def soonest_short(self, who: Who) -> str:
        """Return the id of my set's next meeting to which too few can come, or refuse."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            planned = await unit.meetings.where(set_id=found.id, state=MeetingState.PLANNED)
            for meeting in sorted(planned, key=lambda one: one.starts_at):
                if await unit.work.effect(f"short:{meeting.id}:{meeting.moved}"):
                    return meeting.id
        raise Refusal("short.enough")

    async def move_one(self, who: Who, meeting_id: str, moved: int) -> Note:
        """Move the one date that clashes to the next that is free; the others stay."""
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            meeting = await _planned(unit, found, meeting_id, moved)
            _guides(person, found, meeting)
            wall, starts = await next_date(unit, self._kit, found, meeting)
            await unit.work.add(await self._moving.to(unit, [meeting], [wall]), self._kit.now())
        return Note(key="clash.moved", facts={"number": meeting.number, "at": starts})

    async def take_block(self, who: Who, set_id: str) -> Note:
        """Give all dates that are to come the next-best weekly time."""
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            planned = await _upcoming(unit, found)
            if found.id != set_id:
                raise Refusal("not_yours")
            if not planned:
                raise Refusal("session.none")
            _guides(person, found, planned[0])
            walls = await self._in_other_block(unit, found, planned)
            if not walls:
                raise Refusal("block.none")
            block, dates = walls
            await unit.sets.save(replace(found, block=block))
            await unit.work.add(await self._moving.to(unit, planned, dates), self._kit.now())
        return Note(key="block.taken", facts={"at": to_utc(dates[0], self._kit.zone)})

    @property
    def readers(self) -> dict[str, Reader]:
        """Who reads the cards of clashes."""
        return {"clash": self._clash, "short": self._short, "block": self._block}

    async def _clash(self, unit: Unit, card: Card) -> object | None:
        meeting = await unit.meetings.get(card.about)
        if meeting is None or meeting.state is not MeetingState.PLANNED:
            return Note(key="clash.over") if meeting else None
        found = await unit.sets.need(meeting.set_id)
        absent, able = await count(unit, meeting)
        later = (await next_date(unit, self._kit, found, meeting))[1]
        facts: dict[str, object] = {
            "n": absent, "able": able, "number": meeting.number, "at": meeting.starts_at,
            "later": later,
        }  # fmt: skip
        return Note(key="clash", facts=facts, buttons=(("clash.move", meeting.id, meeting.moved),))

    async def _short(self, unit: Unit, card: Card) -> object | None:
        meeting = await unit.meetings.get(card.about)
        if meeting is None or meeting.state is not MeetingState.PLANNED:
            return Note(key="short.over") if meeting else None
        found = await unit.sets.need(meeting.set_id)
        _, able = await count(unit, meeting)
        if able >= self._kit.plan(meeting.plan_id).fewest or card.detail:
            return Note(key="short.over")
        first, second = await self._two(unit, found, meeting)
        offered = SHORT if able >= self._kit.plan(SHORTER).fewest else SHORT[2:]
        facts: dict[str, object] = {
            "n": able, "number": meeting.number, "at": meeting.starts_at,
            "first": to_utc(first, self._kit.zone), "second": to_utc(second, self._kit.zone),
        }  # fmt: skip
        buttons = tuple((f"short.{one}", meeting.id, meeting.moved) for one in offered)
        return Note(key="short", facts=facts, buttons=buttons)

    async def _block(self, unit: Unit, card: Card) -> object | None:
        found = await unit.sets.get(card.about)
        planned = await _upcoming(unit, found) if found else []
        walls = await self._in_other_block(unit, found, planned) if found and planned else None
        if found is None or walls is None or found.stage not in LIVE:
            return None
        facts: dict[str, object] = {"first": to_utc(walls[1][0], self._kit.zone)}
        return Note(key="block", facts=facts, buttons=(("block.take", found.id, 0),))

    async def _chosen(
        self, unit: Unit, found: LearningSet, meeting: Meeting, choice: str
    ) -> list[Effect]:
        key = f"short:{meeting.id}:{meeting.moved}"
        over = edit(f"{key}:{choice}", key, Card("short", meeting.id, choice))
        match choice:
            case "plan":
                plan = self._kit.plan(SHORTER)
                shorter = replace(meeting, plan_id=plan.id, minutes=plan.total_minutes)
                await unit.meetings.save(shorter)
                return [over]
            case "first" | "second":
                wall = (await self._two(unit, found, meeting))[choice == "second"]
                return [over, *await self._moving.to(unit, [meeting], [wall])]
            case "off":
                return [over, *await self._moving.off(unit, meeting)]
            case _:
                return [over]

    async def _two(
        self, unit: Unit, found: LearningSet, meeting: Meeting
    ) -> tuple[datetime, datetime]:
        """Return the next dates of the two weekly times that suit the set best."""
        blocks = dict.fromkeys((found.block, *await _blocks(unit, found, meeting.minutes)))
        first, *others = blocks
        one = (await next_date(unit, self._kit, found, meeting, first))[0]
        if others:
            return one, (await next_date(unit, self._kit, found, meeting, others[0]))[0]
        after = replace(meeting, wall=one.isoformat(timespec="minutes"))
        return one, (await next_date(unit, self._kit, found, after, first))[0]

    async def _in_other_block(
        self, unit: Unit, found: LearningSet, planned: list[Meeting]
    ) -> tuple[str, list[datetime]] | None:
        least = max(one.minutes for one in planned)
        others = [one for one in await _blocks(unit, found, least) if one != found.block]
        if not others:
            return None
        first_after = (self._kit.now() + NOTICE).date()
        run = propose_run(
            find_block(others[0]),
            first_after,
            self._kit.zone,
            count=len(planned),
            closed=self._kit.closed_in(found.area),
        )
        return others[0], list(run.dates)


async def count(unit: Unit, meeting: Meeting) -> tuple[int, int]:
    """Return how many said that they cannot come, and how many still can."""
    here = {place.person_id for place in await seats_of(unit, meeting.set_id)}
    answers = await unit.answers.where(meeting_id=meeting.id)
    absent = {one.person_id for one in answers if one.coming is Coming.CANT} & here
    return len(absent), len(here) - len(absent)


async def likings(unit: Unit, found: LearningSet) -> list[Liking]:
    """Return what the members of a set said of the weekly times."""
    return [Liking(p.role, p.good, p.possible) for p in await members_of(unit, found.id)]


async def _blocks(unit: Unit, found: LearningSet, minutes: int) -> tuple[str, ...]:
    return common(await likings(unit, found), minutes)


async def _upcoming(unit: Unit, found: LearningSet) -> list[Meeting]:
    planned = await unit.meetings.where(set_id=found.id, state=MeetingState.PLANNED)
    return sorted(planned, key=lambda one: (one.starts_at, one.number))


async def _numbered(unit: Unit, set_id: str, number: int) -> Meeting:
    planned = await unit.meetings.where(set_id=set_id, state=MeetingState.PLANNED, number=number)
    if not planned:
        raise Refusal("clash.number", number=number)
    return planned[0]


async def _planned(unit: Unit, found: LearningSet, meeting_id: str, moved: int | None) -> Meeting:
    meeting = await unit.meetings.get(meeting_id)
    if meeting is None or meeting.set_id != found.id:
        raise Refusal("not_yours")
    if meeting.state is not MeetingState.PLANNED or moved not in (None, meeting.moved):
        raise Stale("meeting.gone")
    return meeting


def _guides(person: Person, found: LearningSet, meeting: Meeting) -> None:
    if person.id not in {found.guide_id, found.deputy_id, meeting.guide_id}:
        raise Refusal("session.not_guide")


async def _cannot(unit: Unit, meeting: Meeting, person_id: str) -> None:
    name = f"{meeting.id}.{person_id}"
    old = await unit.answers.get(name)
    if old is None:
        fresh = Answer(id=name, meeting_id=meeting.id, person_id=person_id)
        await unit.answers.add(replace(fresh, coming=Coming.CANT))
    elif old.coming is not Coming.CANT:
        await unit.answers.save(replace(old, coming=Coming.CANT))

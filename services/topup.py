"""One more person for a set that meets already: with everybody's private yes, or between rounds.

Knows who is asked, and that nobody learns who said what: only that all are happy, or that the set
stays as it is. Must not know how a person is chosen beyond the rules that hold for every set.
"""

from __future__ import annotations

from dataclasses import replace

from learning.effects import Card, Effect, Place, To, admit, post
from learning.forming.repair import repair
from learning.meetings import MeetingState
from learning.people import Person, Standing
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.sets import Consent, LearningSet, Membership, membership_id
from learning.writing import Draft
from services.changes import ANSWER_IN, FORM, keep_change, may_ask, open_change, say_yes
from services.dating import COUNT
from services.desk_news import tell_desk
from services.finding import (
    all_of_me,
    coordinates,
    led_areas,
    members_of,
    next_meeting,
    seats_of,
)
from services.kit import Kit, Who
from services.places import line
from services.planning import audit_of
from services.problem import free_people, met_of, problem_of
from services.races import until_kept
from services.set_cards import shown
from services.timetable import reminders_of
from services.values import Note
from services.wishes import wished_around

MOST_NEW = 2  # in one round of six meetings: a set has to stay the same set
SHORT_FIRST, SHORT_MINUTES = "first-60", 60


class Topup:
    """Asks, and lets somebody in; of one set one question is open at a time."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def ask(self, who: Who, set_id: str) -> Note:
        """Choose who would fit best, and ask the set first; between rounds ask them at once."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            found = await unit.sets.need(set_id)
            await coordinates(unit, who, line(self._kit.atlas, found.area))
            await may_ask(unit, self._kit, found)
            if await self._new_lately(unit, found) >= MOST_NEW:
                raise Refusal("topup.enough", name=found.name, most=MOST_NEW)
            newcomer = await self._choose(unit, found)
            members = await members_of(unit, set_id)
            busy = await next_meeting(unit, set_id) is not None
            said = ",".join(p.id for p in members) if not busy else ""
            fields = {"newcomer": newcomer.id, "said": said}
            await keep_change(unit, self._kit, set_id, fields)
            asked = members if busy else (newcomer,)
            effects = [self._question(found, p, newcomer) for p in asked]
            await unit.work.add(effects, now)
            await unit.audits.add(audit_of(self._kit, who, "topup", found.area, set_id))
        return Note(key="topup.begun", facts={"set": found.name, "n": len(asked)})

    async def mine(self, who: Who) -> str:
        """Return the set about whose new person I am asked."""
        async with self._kit.units.read() as unit:
            for draft in await unit.drafts.where(form=FORM):
                set_id = draft.id.partition(":")[2]
                if "newcomer" in draft.fields and await self._role(unit, who, set_id, draft):
                    return set_id
        raise Refusal("topup.nothing")

    async def answer(self, who: Who, set_id: str, *, happy: bool) -> Note:
        """Take a private answer of a member, or of the person who may come."""
        await until_kept(lambda: self._answer(who, set_id, happy=happy))
        return Note(key="topup.thanks")

    async def card(self, unit: Unit, card: Card) -> object | None:
        """Return the private question, for a member or for the newcomer; None once it is over."""
        draft = await self._open(unit, card.about)
        if draft is None:
            return None
        found = await unit.sets.need(card.about)
        newcomer = await unit.people.get(draft.fields["newcomer"])
        if newcomer is None:
            return None
        people = await members_of(unit, found.id)
        names = ", ".join(p.name for p in people)
        facts: dict[str, object] = {"set": found.name, "name": newcomer.name, "names": names}
        facts["work"] = shown(newcomer).own_words or newcomer.name
        buttons = (("topup.yes", found.id, 0), ("topup.no", found.id, 0))
        if card.detail == "newcomer":
            return Note(key="topup.invite", facts=facts, buttons=buttons)
        return Note(key="topup.ask", facts=facts, buttons=buttons)

    async def joined(self, unit: Unit, card: Card) -> object | None:
        """Return the line that welcomes somebody new in the room of the set."""
        person = await unit.people.get(card.detail)
        return Note(key="topup.joined", facts={"name": person.name}) if person else None

    async def _answer(self, who: Who, set_id: str, *, happy: bool) -> None:
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            draft = await self._open(unit, set_id)
            if draft is None:
                raise Stale("topup.over")
            me = await self._role(unit, who, set_id, draft)
            if not me:
                raise Refusal("not_yours")
            found = await unit.sets.save(await unit.sets.need(set_id))
            await unit.work.add(await self._follow(unit, found, draft, me, happy=happy), now)

    async def _follow(
        self, unit: Unit, found: LearningSet, draft: Draft, me: str, *, happy: bool
    ) -> list[Effect]:
        newcomer = await unit.people.need(draft.fields["newcomer"])
        if not happy:
            await unit.drafts.remove(draft.id)
            return await tell_desk(unit, self._kit, found, "unchanged")
        if me == newcomer.id:
            await unit.drafts.remove(draft.id)
            return await self._let_in(unit, found, newcomer)
        said = await say_yes(unit, draft, me)
        all_happy = {p.id for p in await members_of(unit, found.id)} <= said
        return [self._question(found, newcomer, newcomer)] if all_happy else []

    async def _let_in(self, unit: Unit, found: LearningSet, person: Person) -> list[Effect]:
        """Give the newcomer a place; the next meeting is a short first one."""
        now, seats = self._kit.now(), await unit.memberships.where(set_id=found.id)
        if person.standing is not Standing.WAITING or not await self._suits(unit, found, person):
            return await tell_desk(unit, self._kit, found, "unchanged")
        await unit.memberships.add(
            Membership(
                id=membership_id(found.id, person.id),
                set_id=found.id,
                person_id=person.id,
                seat=max(m.seat for m in seats) + 1,
                consent=Consent.YES,
                asked_at=now,
                answered_at=now,
            )
        )
        await unit.people.save(replace(person, standing=Standing.PLACED, rounds_waited=0))
        effects = [admit(found.id, found.revision), *await self._dates(unit, found, person)]
        room, card = Place(To.ROOM, found.id), Card("topup_joined", found.id, person.id)
        effects.append(post(f"joined:{found.id}:{person.id}", room, card))
        return [*effects, *await tell_desk(unit, self._kit, found, "topped_up")]

    async def _dates(self, unit: Unit, found: LearningSet, person: Person) -> list[Effect]:
        upcoming = await next_meeting(unit, found.id)
        if upcoming is not None and upcoming.minutes >= SHORT_MINUTES:
            await unit.meetings.save(replace(upcoming, plan_id=SHORT_FIRST))
        effects: list[Effect] = []
        for meeting in await unit.meetings.where(set_id=found.id):
            if meeting.starts_at > self._kit.now():
                effects += await reminders_of(unit, meeting, [person.id], self._kit.now())
        return effects

    async def _choose(self, unit: Unit, found: LearningSet) -> Person:
        """Return who fits best of those who wait, were never in this set, and have a lead."""
        ever = {m.person_id for m in await unit.memberships.where(set_id=found.id)}
        led = await led_areas(unit, self._kit, found.guild_xid)
        free = {
            p.id: p
            for p in await free_people(unit, found.guild_xid)
            if p.id not in ever and p.area in led
        }
        newcomer = await self._fitting(unit, found, free)
        if newcomer is None:
            raise Refusal("topup.nobody", name=found.name)
        return free[newcomer]

    async def _suits(self, unit: Unit, found: LearningSet, person: Person) -> bool:
        return await self._fitting(unit, found, {person.id: person}) == person.id

    async def _fitting(self, unit: Unit, found: LearningSet, free: dict[str, Person]) -> str | None:
        members = await members_of(unit, found.id)
        wishes = await wished_around(unit, self._kit, found.guild_xid, found.area)
        met = await met_of(unit, found.guild_xid)
        problem = problem_of(self._kit.atlas, [*members, *free.values()], wishes, met)
        if len(members) + 1 < problem.sizes[0]:  # a small set may grow step by step
            problem = replace(problem, sizes=(4, problem.sizes[1]))
        ids = [m.person_id for m in await seats_of(unit, found.id)]
        return repair(problem, ids, found.block, tuple(free), seed=found.seed).newcomer

    async def _open(self, unit: Unit, set_id: str) -> Draft | None:
        draft = await open_change(unit, self._kit, set_id)
        return draft if draft is not None and "newcomer" in draft.fields else None

    async def _new_lately(self, unit: Unit, found: LearningSet) -> int:
        """Count who has come in since the round of six began that is going on now."""
        meetings = await unit.meetings.where(set_id=found.id)
        past = (m for m in meetings if m.state is MeetingState.HELD and m.number % COUNT == 0)
        since = max((one.starts_at for one in past), default=found.formed_at)
        places = await unit.memberships.where(set_id=found.id)
        came = [m.answered_at for m in places if m.answered_at == m.asked_at]
        return sum(at is not None and at > since for at in came)

    async def _role(self, unit: Unit, who: Who, set_id: str, draft: Draft) -> str:
        """Return my id when I am asked now: a member, or the newcomer once all are happy."""
        mine = {p.id for p in await all_of_me(unit, replace(who, guild_xid=0))}
        members = {p.id for p in await members_of(unit, set_id)}
        said = {*draft.fields["said"].split(",")}
        asked = members if not members <= said else {draft.fields["newcomer"]}
        return next(iter(mine & asked), "")

    def _question(self, found: LearningSet, person: Person, newcomer: Person) -> Effect:
        now = self._kit.now()
        detail = "newcomer" if person.id == newcomer.id else ""
        key = f"topup:{found.id}:{newcomer.id}:{person.id}:{now:%Y%m%dT%H%M%S}"
        place = Place(To.PERSON, person.id)
        return post(key, place, Card("topup", found.id, detail), until=now + ANSWER_IN)

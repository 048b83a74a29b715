"""Consent to a set: yes, rather not, ask me later; and mending one hole without a reason asked.

Knows what each answer leads to. Must not know how a replacement is chosen, nor tell anybody who
said what: a "rather not" looks to others just like a change of times.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from learning.effects import Card, Effect, Place, To, edit, open_room, post, wake
from learning.forming.repair import Repair, repair
from learning.people import Person, Standing
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.sets import Consent, LearningSet, Membership, Stage, membership_id
from services.dating import Dating
from services.finding import desk_for, seats_of
from services.kit import Kit, Who
from services.places import line
from services.planning import ANSWER_IN, ask, card_key
from services.problem import free_people, problem_of

ASK_AGAIN = timedelta(days=1)


class Consenting:
    """Takes private answers and keeps a proposed set whole."""

    def __init__(self, kit: Kit, dating: Dating) -> None:
        self._kit = kit
        self._dating = dating

    async def answer(self, who: Who, thing: str, revision: int, said: Consent) -> None:
        """Take one person's answer to one card."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            place, learning_set = await self._mine(unit, who, thing, revision)
            kept = await unit.memberships.save(
                replace(
                    place,
                    consent=said,
                    answered_at=now,
                    left_at=now if said is Consent.NO else None,
                )
            )
            effects: list[Effect] = []
            if said is Consent.NO:
                effects = await self._mend(unit, learning_set, kept.person_id)
            elif said is Consent.LATER:
                effects = [
                    wake(
                        f"again:{kept.id}:{kept.revision}",
                        "consent.again",
                        kept.id,
                        now + ASK_AGAIN,
                    )
                ]
            else:
                effects = await self._maybe_confirm(unit, learning_set)
            await unit.work.add(effects, now)

    async def again(self, thing: str) -> None:
        """Ask somebody who wanted to be asked later, if the question is still open."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            place = await unit.memberships.get(thing)
            if place is None or place.left_at or place.consent is not Consent.LATER:
                return
            found = await unit.sets.need(place.set_id)
            if found.stage is Stage.PROPOSED:
                until = found.expires_at or now + ANSWER_IN
                asked = await unit.memberships.save(replace(place, asked_at=now))
                await unit.work.add([_over(place), ask(asked, until=until)], now)

    async def expire(self, set_id: str) -> None:
        """When the days to answer are over, free the places of those who did not."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            found = await unit.sets.get(set_id)
            if found is None or found.stage is not Stage.PROPOSED:
                return
            if found.expires_at and found.expires_at > now:
                again = wake(
                    f"expire:{set_id}:{found.revision}", "consent.expire", set_id, found.expires_at
                )
                await unit.work.add([again], now)
                return
            effects: list[Effect] = []
            for place in await seats_of(unit, set_id):
                if place.consent is not Consent.YES:
                    await unit.memberships.save(replace(place, left_at=now))
                    effects.append(self._redraw(place))
            effects += await self._mend(unit, await unit.sets.need(set_id), "")
            await unit.work.add(effects, now)

    async def _mine(
        self, unit: Unit, who: Who, thing: str, revision: int
    ) -> tuple[Membership, LearningSet]:
        place = await unit.memberships.get(thing)
        if place is None:
            raise Stale("consent.closed")
        person = await unit.people.need(place.person_id)
        if person.xid != who.xid:
            raise Refusal("not_yours")
        found = await unit.sets.need(place.set_id)
        if found.stage is not Stage.PROPOSED or place.left_at is not None:
            raise Stale("consent.closed")
        if place.revision != revision:
            raise Stale("consent.moved_on")
        return place, found

    async def _maybe_confirm(self, unit: Unit, found: LearningSet) -> list[Effect]:
        """When the last yes is in, the set stands: rooms, dates, and everybody is placed."""
        places = await seats_of(unit, found.id)
        if any(p.consent is not Consent.YES for p in places):
            return []
        people = [await unit.people.need(p.person_id) for p in places]
        for person in people:
            await unit.people.save(replace(person, standing=Standing.PLACED, rounds_waited=0))
        guides = [p.id for p in people if p.can_guide] or [p.id for p in people]
        running = await unit.sets.save(
            replace(
                found,
                stage=Stage.RUNNING,
                guide_id=guides[0],
                deputy_id=next(p.id for p in people if p.id != guides[0]),
                expires_at=None,
            )
        )
        room = Place(To.ROOM, found.id)
        effects = [
            open_room(found.id),
            post(f"welcome:{found.id}", room, Card("welcome", found.id)),
            *(self._redraw(place) for place in places),
        ]
        return [
            *effects,
            *await self._dating.fix(unit, running),
            *await self._tell_desk(unit, found, "complete"),
        ]

    async def _mend(self, unit: Unit, found: LearningSet, gone_id: str) -> list[Effect]:
        """Fill the hole, or go on with fewer, or let the set go; the others stay where they are."""
        places = list(await seats_of(unit, found.id))
        mended, chosen = await self._replacement(unit, found, places)
        if mended is None or not mended.goes_on:
            return await self._let_go(unit, found, places)
        if chosen is not None:
            places.append(await self._seat(unit, found, chosen, len(places)))
        until = self._kit.now() + ANSWER_IN
        await unit.sets.save(replace(found, expires_at=until))
        effects: list[Effect] = []
        for place in places:
            effects += await self._ask_again(unit, place, chosen, until)
        if chosen is None:
            effects += await self._maybe_confirm(unit, await unit.sets.need(found.id))
        return [*effects, *await self._tell_desk(unit, found, f"replanned:{len(places)}:{gone_id}")]

    async def _replacement(
        self, unit: Unit, found: LearningSet, places: list[Membership]
    ) -> tuple[Repair | None, Person | None]:
        ever = {m.person_id for m in await unit.memberships.where(set_id=found.id)}
        free = [p for p in await free_people(unit, found.guild_xid) if p.id not in ever]
        members = [await unit.people.need(p.person_id) for p in places]
        if not members:
            return None, None
        problem = problem_of(self._kit.atlas, [*members, *free])
        ids, pool = [m.id for m in members], [p.id for p in free]
        mended = repair(problem, ids, found.block, pool, seed=found.seed)
        return mended, next((p for p in free if p.id == mended.newcomer), None)

    async def _seat(self, unit: Unit, found: LearningSet, person: Person, seat: int) -> Membership:
        seats = await unit.memberships.where(set_id=found.id)
        return await unit.memberships.add(
            Membership(
                id=membership_id(found.id, person.id),
                set_id=found.id,
                person_id=person.id,
                seat=max((m.seat for m in seats), default=seat) + 1,
                asked_at=self._kit.now(),
            )
        )

    async def _ask_again(
        self, unit: Unit, place: Membership, chosen: Person | None, until: datetime
    ) -> list[Effect]:
        """A new face is a new question; fewer faces only redraw the card."""
        if chosen is not None and place.person_id == chosen.id:
            return [ask(place, until=until)]
        now = self._kit.now()
        if chosen is not None and place.consent is Consent.YES and place.asked_at != now:
            asked = replace(place, consent=Consent.ASKED, asked_at=now)
            asked = await unit.memberships.save(asked)
            return [_over(place), ask(asked, changed=True, until=until)]
        if chosen is not None and place.consent is Consent.YES:
            place = await unit.memberships.save(replace(place, consent=Consent.ASKED))
        return [self._redraw(place)]

    def _redraw(self, place: Membership) -> Effect:
        """Draw the newest private card of a place again, as things stand now."""
        key = card_key(place)
        return edit(f"{key}:{self._kit.dice.id()}", key, Card("consent", place.id))

    async def _let_go(
        self, unit: Unit, found: LearningSet, places: list[Membership]
    ) -> list[Effect]:
        now = self._kit.now()
        await unit.sets.save(replace(found, stage=Stage.DISSOLVED, expires_at=None))
        effects: list[Effect] = []
        for place in places:
            await unit.memberships.save(replace(place, left_at=now))
            person = await unit.people.need(place.person_id)
            await unit.people.save(replace(person, rounds_waited=person.rounds_waited + 1))
            card = Card("released", place.id)
            note = post(f"released:{place.id}", Place(To.PERSON, person.id), card)
            effects += [self._redraw(place), note]
        return [*effects, *await self._tell_desk(unit, found, "dissolved")]

    async def _tell_desk(self, unit: Unit, found: LearningSet, what: str) -> list[Effect]:
        """Tell the coordinator that something changed; never who, never why."""
        news = what.split(":", maxsplit=1)[0]
        wider = line(self._kit.atlas, found.area)
        desk = await desk_for(unit, found.guild_xid, wider)
        told = desk.coordinator_xids if desk else ()
        return [
            post(
                f"desk:{found.id}:{what}:{xid}",
                Place(To.MEMBER, str(xid)),
                Card("desk_news", found.id, news),
            )
            for xid in sorted(told)
        ]


def _over(place: Membership) -> Effect:
    """Take the buttons off a private card that a newer one has taken the place of."""
    key = card_key(place)
    return edit(f"{key}:over", key, Card("consent", place.id, "over"))

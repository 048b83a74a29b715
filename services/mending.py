"""Keeping proposed sets whole: filling holes, letting it stand, or letting it go.

Knows what follows when somebody is missing or everybody has said yes. Must not know how a
replacement is chosen, nor why anybody went: a "rather not" looks to others like a change of times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from learning.effects import Card, Effect, Place, To, open_room, post
from learning.forming.plan import FormedSet
from learning.forming.repair import Hole, Mended, repair_all
from learning.forming.rules import breaks
from learning.people import Person, Standing
from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import Consent, LearningSet, Membership, Stage, membership_id
from services.asking import ANSWER_IN, ask, later_than_before, over, redraw
from services.dating import Dating
from services.desk_news import tell_desk
from services.finding import led_areas, members_of, people_of, seats_of
from services.kit import Kit
from services.problem import free_people, met_of, problem_of
from services.wishes import wished_around


class Mending:
    """Mends proposed sets, inside the unit of whoever answers."""

    def __init__(self, kit: Kit, dating: Dating) -> None:
        self._kit = kit
        self._dating = dating

    async def free(self, unit: Unit, place: Membership) -> list[Effect]:
        """Give up a place in a proposed set and mend the hole."""
        now = self._kit.now()
        await unit.memberships.save(replace(place, left_at=now))
        found = await unit.sets.need(place.set_id)
        return [over(place), *await self.mend(unit, found)]

    async def fits(self, unit: Unit, found: LearningSet) -> bool:
        """Say whether the people of a set may still meet as they were asked."""
        members = await members_of(unit, found.id)
        wishes = await wished_around(unit, self._kit, found.guild_xid, found.area)
        problem = problem_of(self._kit.atlas, members, wishes)
        formed = FormedSet(found.area, found.block, tuple(person.id for person in members))
        return not breaks(problem, formed)

    async def mend(self, unit: Unit, found: LearningSet) -> list[Effect]:
        """Fill one hole, or go on with fewer, or let the set go; the others stay."""
        return await self.mend_all(unit, [(found, 1)])

    async def mend_all(self, unit: Unit, holes: Sequence[tuple[LearningSet, int]]) -> list[Effect]:
        """Mend sets that have lost so many people each, all at once: nobody else moves."""
        free, mended = await self._newcomers(unit, holes)
        effects: list[Effect] = []
        for (found, _), how in zip(holes, mended, strict=True):
            effects += await self._follow(unit, found, how, [free[one] for one in how.newcomers])
        return effects

    async def _follow(
        self, unit: Unit, found: LearningSet, how: Mended, newcomers: Sequence[Person]
    ) -> list[Effect]:
        places = await seats_of(unit, found.id)
        if how.formed is None:
            return await self._let_go(unit, found, places)
        until = self._kit.now() + ANSWER_IN
        found = await unit.sets.save(replace(found, area=how.formed.area, expires_at=until))
        if newcomers:
            effects = await self._ask_anew(unit, found, places, until)
            effects += [await self._seat(unit, found, one, until) for one in newcomers]
        else:
            standing = await self.stand(unit, found)
            effects = standing or [redraw(place, found) for place in places]
        return [*effects, *await tell_desk(unit, self._kit, found, "replanned")]

    async def stand(self, unit: Unit, found: LearningSet) -> list[Effect]:
        """When everybody has said yes, the set stands: rooms, dates, everybody is placed."""
        places = await seats_of(unit, found.id)
        if not places or any(place.consent is not Consent.YES for place in places):
            return []
        people = await members_of(unit, found.id)
        for person in people:
            placed = replace(person, standing=Standing.PLACED, rounds_waited=0)
            await unit.people.save(placed)
        guide, deputy, *_ = sorted(people, key=lambda p: not p.can_guide)
        running = await unit.sets.save(
            replace(
                found,
                stage=Stage.RUNNING,
                guide_id=guide.id,
                deputy_id=deputy.id,
                expires_at=None,
            )
        )
        room = Place(To.ROOM, found.id)
        return [
            open_room(found.id),
            post(f"welcome:{found.id}", room, Card("welcome", found.id)),
            *(redraw(place, running) for place in places),
            *await self._dating.fix(unit, running),
            *await tell_desk(unit, self._kit, running, "complete"),
        ]

    async def _newcomers(
        self, unit: Unit, holes: Sequence[tuple[LearningSet, int]]
    ) -> tuple[dict[str, Person], tuple[Mended, ...]]:
        """Choose among those who wait, were never asked about these sets, and have a lead."""
        guild_xid, ids = holes[0][0].guild_xid, tuple(found.id for found, _ in holes)
        ever = {m.person_id for m in await unit.memberships.where(set_id=ids)}
        led = await led_areas(unit, self._kit, guild_xid)
        free = {
            p.id: p
            for p in await free_people(unit, guild_xid)
            if p.id not in ever and p.area in led
        }
        members = [one for found, _ in holes for one in await members_of(unit, found.id)]
        wishes = await wished_around(unit, self._kit, guild_xid, holes[0][0].area)
        met = await met_of(unit, guild_xid)
        problem = problem_of(self._kit.atlas, [*members, *free.values()], wishes, met)
        asked = [
            Hole(tuple(m.person_id for m in await seats_of(unit, found.id)), found.block, count)
            for found, count in holes
        ]
        try:
            return free, repair_all(problem, asked, tuple(free), seed=holes[0][0].seed)
        except Refusal:  # an area or a time that is no longer known: an answer is kept all the same
            return free, (Mended((), None),) * len(holes)

    async def _seat(
        self, unit: Unit, found: LearningSet, person: Person, until: datetime
    ) -> Effect:
        """Give the newcomer a place after all who ever had one, and ask them."""
        last = max(m.seat for m in await unit.memberships.where(set_id=found.id))
        place = await unit.memberships.add(
            Membership(
                id=membership_id(found.id, person.id),
                set_id=found.id,
                person_id=person.id,
                seat=last + 1,
                asked_at=self._kit.now(),
            )
        )
        return ask(place, until=until)

    async def _ask_anew(
        self, unit: Unit, found: LearningSet, places: tuple[Membership, ...], until: datetime
    ) -> list[Effect]:
        """A new face is a new question to those who said yes; the others see it on their card."""
        effects: list[Effect] = []
        for place in places:
            if place.consent is not Consent.YES:
                effects.append(redraw(place, found))
                continue
            asked_at = later_than_before(place, self._kit.now())
            asked = await unit.memberships.save(
                replace(place, consent=Consent.ASKED, asked_at=asked_at)
            )
            effects += [over(place), ask(asked, changed=True, until=until)]
        return effects

    async def _let_go(
        self, unit: Unit, found: LearningSet, places: tuple[Membership, ...]
    ) -> list[Effect]:
        """End a set that cannot be filled; its people come nearer the front."""
        now = self._kit.now()
        gone = await unit.sets.save(replace(found, stage=Stage.DISSOLVED, expires_at=None))
        people = await people_of(unit, (place.person_id for place in places))
        effects: list[Effect] = []
        for place in places:
            await unit.memberships.save(replace(place, left_at=now))
            person = people[place.person_id]
            await unit.people.save(replace(person, rounds_waited=person.rounds_waited + 1))
            card = Card("released", place.id)
            told = post(f"released:{place.id}", Place(To.PERSON, person.id), card)
            effects += [over(place), told]
        return [*effects, *await tell_desk(unit, self._kit, gone, "dissolved")]

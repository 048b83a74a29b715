"""Consent to a set: yes, rather not, ask me later; and what happens when nobody answers.

Knows whose answer is taken and when. Must not know how a set is mended, nor tell anybody who said
what.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from learning.effects import Effect, wake
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.sets import Consent, LearningSet, Membership, Stage
from services.asking import ANSWER_IN, ask, later_than_before, over
from services.finding import seats_of
from services.kit import Kit, Who
from services.mending import Mending
from services.races import until_kept

ASK_AGAIN = timedelta(days=1)


class Consenting:
    """Takes private answers.

    Whoever answers also saves the set, so that two who answer at once cannot miss one another.
    """

    def __init__(self, kit: Kit, mending: Mending) -> None:
        self._kit = kit
        self._mending = mending

    async def answer(self, who: Who, thing: str, revision: int, said: Consent) -> None:
        """Take one person's answer to one card."""
        await until_kept(lambda: self._answer(who, thing, revision, said))

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
                asked_at = later_than_before(place, now)
                asked = await unit.memberships.save(replace(place, asked_at=asked_at))
                await unit.work.add([over(place), ask(asked, until=until)], now)

    async def expire(self, set_id: str) -> None:
        """When the days to answer are over, free the places of those who did not."""
        await until_kept(lambda: self._expire(set_id))

    async def _answer(self, who: Who, thing: str, revision: int, said: Consent) -> None:
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            place, found = await self._mine(unit, who, thing, revision)
            if said is Consent.LATER and place.consent is Consent.LATER:
                raise Refusal("consent.once")
            gone = now if said is Consent.NO else None
            kept = await unit.memberships.save(
                replace(place, consent=said, answered_at=now, left_at=gone)
            )
            found = await unit.sets.save(found)
            await unit.work.add(await self._follow(unit, kept, found), now)

    async def _follow(self, unit: Unit, place: Membership, found: LearningSet) -> list[Effect]:
        match place.consent:
            case Consent.NO:
                return await self._mending.mend(unit, found)
            case Consent.LATER:
                at = self._kit.now() + ASK_AGAIN
                key = f"again:{place.id}:{place.revision}"
                return [wake(key, "consent.again", place.id, at)]
            case _:
                return await self._mending.stand(unit, found)

    async def _expire(self, set_id: str) -> None:
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            found = await unit.sets.get(set_id)
            if found is None or found.stage is not Stage.PROPOSED:
                return
            if found.expires_at and found.expires_at > now:
                key = f"expire:{set_id}:{found.revision}"
                again = wake(key, "consent.expire", set_id, found.expires_at)
                await unit.work.add([again], now)
                return
            effects: list[Effect] = []
            holes: list[tuple[LearningSet, int]] = []
            for one in await self._due(unit, found):
                silent = await self._free_silent(unit, one)
                effects += map(over, silent)
                if silent:
                    holes.append((one, len(silent)))
                else:
                    effects += await self._mending.stand(unit, one)
            effects += await self._mending.mend_all(unit, holes) if holes else []
            for one, _ in holes:
                effects += await self._still_open(unit, one.id)
            await unit.work.add(effects, now)

    async def _due(self, unit: Unit, found: LearningSet) -> list[LearningSet]:
        """Return every proposed set of a server whose days are over: they are mended together."""
        now = self._kit.now()
        open_ = await unit.sets.where(guild_xid=found.guild_xid, stage=Stage.PROPOSED)
        return [one for one in open_ if one.expires_at is None or one.expires_at <= now]

    async def _free_silent(self, unit: Unit, found: LearningSet) -> list[Membership]:
        places = await seats_of(unit, found.id)
        silent = [place for place in places if place.consent is not Consent.YES]
        for place in silent:
            await unit.memberships.save(replace(place, left_at=self._kit.now()))
        return silent

    async def _still_open(self, unit: Unit, set_id: str) -> list[Effect]:
        """Look again when the new days to answer are over."""
        found = await unit.sets.need(set_id)
        if found.stage is not Stage.PROPOSED or found.expires_at is None:
            return []
        key = f"expire:{set_id}:{found.revision}"
        return [wake(key, "consent.expire", set_id, found.expires_at)]

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

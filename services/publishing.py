"""Publishing a plan: a person presses publish, and everybody in it is asked privately.

Knows what must stand before anybody is asked. Must not know how sets are solved or what anybody
answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from learning.effects import Effect, wake
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.sets import Consent, LearningSet, Membership, Stage
from services.asking import ANSWER_IN, ask
from services.finding import (
    coordinates,
    desk_for,
    lead_is_checked,
    led_areas,
    people_of,
    seats_of,
)
from services.kit import Kit, Who
from services.places import area_named, line, short
from services.plan_state import Question, drafts_of, laid_out, question_of
from services.planning import audit_of
from services.values import Published
from services.wishes import Wishes, keep_wishes, wishes_of

PACE = timedelta(seconds=2)  # between direct messages, so that Discord does not mistrust us


class Publishing:
    """Publishes the drafts of an area."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def publish(self, who: Who, area_name: str, number: int = 0) -> Published:
        """Ask everybody in the drafts of an area privately; refuse without a checked lead.

        `number` is the plan that was looked at; another one since is Stale. Whoever lives here and
        has no place has waited one round more, and so comes sooner in the next plan.
        """
        now = self._kit.now()
        area = area_named(self._kit.atlas, area_name)
        async with self._kit.units.write() as unit:
            await coordinates(unit, who, line(self._kit.atlas, area.code))
            desk = await desk_for(unit, who.guild_xid, line(self._kit.atlas, area.code))
            if not lead_is_checked(desk, now.date()):
                raise Refusal("publish.no_lead", area=area.short)
            drafts = await drafts_of(unit, self._kit, who.guild_xid, area.code)
            if not drafts:
                raise Refusal("publish.nothing", area=area.short)
            wishes = await wishes_of(unit, self._kit, who.guild_xid, area.code)
            if number and number != wishes.number:
                raise Stale("publish.newer", area=area.short)
            question = await question_of(
                unit, self._kit, who, area, replace(wishes, wide=True, keep=())
            )
            await self._still_right(unit, question, drafts)
            places = [await seats_of(unit, draft.id) for draft in drafts]
            await self._all_led(unit, who.guild_xid, places)
            await self._wait_on(unit, question, places)
            await self._done(unit, question, wishes, places)
            effects = await self._propose(unit, drafts, places)
            await unit.work.add(effects, now)
            await unit.audits.add(audit_of(self._kit, who, "publish", area.code))
        people = sum(effect.place is not None for effect in effects)
        return Published(
            sets=len(drafts), people=people, until=now + ANSWER_IN, zone=self._kit.zone
        )

    async def _still_right(
        self, unit: Unit, question: Question, drafts: Sequence[LearningSet]
    ) -> None:
        """Refuse when somebody changed their mind or left since the plan, or is planned twice."""
        seen: set[str] = set()
        for one in await laid_out(unit, drafts):
            if not question.fits(one.formed) or seen.intersection(one.formed.members):
                raise Refusal("publish.changed", name=one.name)
            seen.update(one.formed.members)

    async def _wait_on(
        self, unit: Unit, question: Question, places: Sequence[Sequence[Membership]]
    ) -> None:
        """Count a round for everybody of this area who is not asked now."""
        asked = {place.person_id for seats in places for place in seats}
        for id in sorted(question.here - asked):
            person = question.people[id]
            await unit.people.save(replace(person, rounds_waited=person.rounds_waited + 1))

    async def _done(
        self,
        unit: Unit,
        question: Question,
        wishes: Wishes,
        places: Sequence[Sequence[Membership]],
    ) -> None:
        """Wish no more for those who are asked now; pairs stay apart while holes are filled."""
        if not wishes.number:
            return
        asked = {place.person_id for seats in places for place in seats}
        first = tuple(one for one in wishes.first if one not in asked)
        done = replace(wishes, first=first, keep=(), bound=0, more=0, sign="")
        await keep_wishes(unit, self._kit, question.guild_xid, question.area.code, done)

    async def _all_led(
        self, unit: Unit, guild_xid: int, places: Sequence[Sequence[Membership]]
    ) -> None:
        """Refuse when somebody would have no safeguarding lead to go to where they live."""
        led = await led_areas(unit, self._kit, guild_xid)
        ids = (place.person_id for seats in places for place in seats)
        for person in (await people_of(unit, ids)).values():
            if person.area not in led:
                home = self._kit.atlas.get(person.area)
                wider = self._kit.atlas.within(home, "icb") if home else None
                code = wider.code if wider else person.area
                raise Refusal("publish.no_lead", area=short(self._kit.atlas, code))

    async def _propose(
        self,
        unit: Unit,
        drafts: Sequence[LearningSet],
        places: Sequence[Sequence[Membership]],
    ) -> list[Effect]:
        now = self._kit.now()
        until = now + ANSWER_IN
        effects: list[Effect] = []
        asked = 0
        for draft, seats in zip(drafts, places, strict=True):
            await unit.sets.save(replace(draft, stage=Stage.PROPOSED, expires_at=until))
            effects.append(wake(f"expire:{draft.id}", "consent.expire", draft.id, until))
            for seat in seats:
                place = await unit.memberships.save(
                    replace(seat, consent=Consent.ASKED, asked_at=now)
                )
                effects.append(ask(place, due=now + PACE * asked, until=until))
                asked += 1
        return effects

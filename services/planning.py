"""Planning and publishing sets: drafts first, then a person presses publish.

Knows drafts, who may plan, and what must stand before publishing. Must not know how sets are
solved or what anybody answers.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from learning.areas import Area
from learning.effects import Card, Effect, Place, To, post, wake
from learning.forming.plan import FormedSet, Plan
from learning.forming.problem import Problem
from learning.forming.rules import breaks
from learning.forming.solve import solve
from learning.names import fresh_name
from learning.people import Person
from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import Consent, LearningSet, Membership, Stage, membership_id
from learning.writing import Audit
from services.finding import coordinates, desk_for, lead_is_checked, next_meeting, seats_of
from services.kit import Kit, Who
from services.places import area_named, areas_above, codes_under, line, short
from services.problem import free_people, problem_of
from services.values import (
    ListedSet,
    NotPlaced,
    PlannedSet,
    PlanView,
    Published,
    SetsView,
    Somebody,
    WaitingView,
)

ANSWER_IN = timedelta(days=5)
PACE = timedelta(seconds=2)  # between direct messages, so that Discord does not mistrust us


@dataclass(frozen=True, slots=True)
class _Question:
    area: Area
    people: dict[str, Person]
    problem: Problem
    wider: Problem


class Planning:
    """Plans sets for an area and publishes them."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def plan(
        self, who: Who, area_name: str, *, wide: bool = False, seed: int | None = None
    ) -> PlanView:
        """Make a plan, keep its sets as drafts, and show it; the same question, the same answer."""
        async with self._kit.units.read() as unit:
            question = await self._question(unit, who, area_name, wide=wide)
        chosen = seed if seed is not None else 1
        plan, more = await asyncio.to_thread(self._solve, question, chosen, wide=wide)
        async with self._kit.units.write() as unit:
            names = await self._keep_drafts(unit, who, question.area, plan)
            desk = await desk_for(unit, who.guild_xid, self._line(question.area.code))
        ready = lead_is_checked(desk, self._kit.now().date()) and bool(plan.sets)
        return self._view(question, plan, names, more, ready=ready)

    async def publish(self, who: Who, area_name: str) -> Published:
        """Ask everybody in the drafts of an area privately; refuse without a checked lead."""
        now = self._kit.now()
        area = self._area(area_name)
        async with self._kit.units.write() as unit:
            await coordinates(unit, who, self._line(area.code))
            desk = await desk_for(unit, who.guild_xid, self._line(area.code))
            if not lead_is_checked(desk, now.date()):
                raise Refusal("publish.no_lead", area=area.short)
            drafts = await self._drafts(unit, who.guild_xid, area.code)
            if not drafts:
                raise Refusal("publish.nothing", area=area.short)
            await self._still_right(unit, who.guild_xid, drafts)
            effects: list[Effect] = []
            for draft in drafts:
                effects += await self._propose(unit, draft, len(effects))
            await unit.work.add(effects, now)
            await unit.audits.add(self._audit(who, "publish", area.code))
        people = sum(e.place is not None for e in effects)
        return Published(
            sets=len(drafts), people=people, until=now + ANSWER_IN, zone=self._kit.zone
        )

    async def listed(self, who: Who) -> SetsView:
        """Show the coordinator every set, in counts only."""
        async with self._kit.units.read() as unit:
            await coordinates(unit, who)
            found = await unit.sets.where(guild_xid=who.guild_xid)
            gone = {Stage.DISSOLVED, Stage.ENDED}
            lines = [await self._listed(unit, s) for s in found if s.stage not in gone]
        return SetsView(sets=tuple(sorted(lines, key=lambda s: s.name)))

    async def waiting(self, who: Who) -> WaitingView:
        """Show the coordinator who waits, longest first."""
        async with self._kit.units.read() as unit:
            await coordinates(unit, who)
            free = await free_people(unit, who.guild_xid)
        ordered = sorted(free, key=lambda p: (-p.rounds_waited, p.joined_at))
        lines = tuple(
            (_somebody(p), self._short(p.area), p.joined_at, p.rounds_waited, len(_blocks(p)))
            for p in ordered
        )
        return WaitingView(people=lines, zone=self._kit.zone)

    async def _question(self, unit: Unit, who: Who, area_name: str, *, wide: bool) -> _Question:
        area = self._area(area_name)
        await coordinates(unit, who, self._line(area.code))
        free = await free_people(unit, who.guild_xid)
        cluster = self._kit.atlas.within(area, "cluster") or area
        near = codes_under(self._kit.atlas, cluster.code)
        inside = codes_under(self._kit.atlas, area.code)
        wider = [p for p in free if p.area in near]
        here = wider if wide else [p for p in free if p.area in inside]
        if not here:
            raise Refusal("plan.nobody", area=area.short)
        return _Question(
            area=area,
            people={p.id: p for p in here},
            problem=problem_of(self._kit.atlas, here),
            wider=problem_of(self._kit.atlas, wider),
        )

    def _solve(self, question: _Question, seed: int, *, wide: bool) -> tuple[Plan, int]:
        plan = solve(question.problem, seed=seed, budget=self._kit.budget)
        if wide or len(question.wider.members) == len(question.problem.members):
            return plan, 0
        wider = solve(question.wider, seed=seed, budget=self._kit.budget)
        here = {m.id for m in question.problem.members}
        return plan, sum(m in here for s in wider.sets for m in s.members) - plan.placed

    async def _drafts(self, unit: Unit, guild_xid: int, code: str) -> list[LearningSet]:
        inside = codes_under(self._kit.atlas, code) | {
            a.code for a in areas_above(self._kit.atlas, code) if a.level == "cluster"
        }
        drafts = await unit.sets.where(guild_xid=guild_xid, stage=Stage.DRAFT)
        return sorted((d for d in drafts if d.area in inside), key=lambda d: d.name)

    async def _keep_drafts(self, unit: Unit, who: Who, area: Area, plan: Plan) -> tuple[str, ...]:
        for old in await self._drafts(unit, who.guild_xid, area.code):
            await unit.sets.remove(old.id)
        taken = {s.name for s in await unit.sets.where(guild_xid=who.guild_xid)}
        names: list[str] = []
        for formed in plan.sets:
            name = fresh_name(taken)
            taken.add(name)
            names.append(name)
            await self._keep_draft(unit, who, formed, name, plan.seed)
        await unit.audits.add(self._audit(who, "plan", area.code))
        return tuple(names)

    async def _keep_draft(
        self, unit: Unit, who: Who, formed: FormedSet, name: str, seed: int
    ) -> None:
        draft = LearningSet(
            id=self._kit.dice.id(),
            guild_xid=who.guild_xid,
            area=formed.area,
            name=name,
            block=formed.block,
            stage=Stage.DRAFT,
            seed=seed,
            formed_at=self._kit.now(),
        )
        await unit.sets.add(draft)
        for seat, person_id in enumerate(formed.members):
            await unit.memberships.add(
                Membership(
                    id=membership_id(draft.id, person_id),
                    set_id=draft.id,
                    person_id=person_id,
                    seat=seat,
                )
            )

    async def _still_right(self, unit: Unit, guild_xid: int, drafts: list[LearningSet]) -> None:
        free = await free_people(unit, guild_xid)
        problem = problem_of(self._kit.atlas, free)
        for draft in drafts:
            members = tuple(m.person_id for m in await seats_of(unit, draft.id))
            if breaks(problem, FormedSet(draft.area, draft.block, members)):
                raise Refusal("publish.changed", name=draft.name)

    async def _propose(self, unit: Unit, draft: LearningSet, before: int) -> list[Effect]:
        now = self._kit.now()
        until = now + ANSWER_IN
        await unit.sets.save(replace(draft, stage=Stage.PROPOSED, expires_at=until))
        effects = [wake(f"expire:{draft.id}", "consent.expire", draft.id, until)]
        for place in await seats_of(unit, draft.id):
            asked = await unit.memberships.save(replace(place, consent=Consent.ASKED, asked_at=now))
            due = now + PACE * (before + len(effects) - 1)
            effects.append(ask(asked, due=due, until=until))
        return effects

    def _view(
        self, question: _Question, plan: Plan, names: tuple[str, ...], more: int, *, ready: bool
    ) -> PlanView:
        people = question.people
        gap = None if plan.bound <= 0 else 100 * (plan.bound - plan.objective) / plan.bound
        sets = tuple(
            PlannedSet(
                name=name,
                block=formed.block,
                area=self._short(formed.area),
                people=tuple(_somebody(people[m]) for m in formed.members),
                reasons=formed.reasons,
            )
            for name, formed in zip(names, plan.sets, strict=True)
        )
        unplaced = tuple(
            NotPlaced(name=people[u.id].name, reason=u.reason, would_help=u.would_help)
            for u in plan.unplaced
        )
        return PlanView(
            area=question.area.short,
            area_code=question.area.code,
            seed=plan.seed,
            waiting=len(people),
            sets=sets,
            unplaced=unplaced,
            optimal=plan.status == "optimal",
            gap=gap,
            wider=max(0, more),
            can_publish=ready,
        )

    async def _listed(self, unit: Unit, found: LearningSet) -> ListedSet:
        answers = Counter(m.consent for m in await seats_of(unit, found.id))
        upcoming = await next_meeting(unit, found.id)
        return ListedSet(
            name=found.name,
            area=self._short(found.area),
            block=found.block,
            stage=found.stage,
            people=answers.total(),
            yes=answers[Consent.YES],
            asked=answers.total() - answers[Consent.YES],
            next_at=upcoming.starts_at if upcoming else None,
            zone=self._kit.zone,
        )

    def _audit(self, who: Who, what: str, about: str) -> Audit:
        return Audit(
            id=self._kit.dice.id(),
            guild_xid=who.guild_xid,
            at=self._kit.now(),
            actor_xid=who.xid,
            what=what,
            about=about,
        )

    def _area(self, name: str) -> Area:
        return area_named(self._kit.atlas, name)

    def _line(self, code: str) -> tuple[str, ...]:
        return line(self._kit.atlas, code)

    def _short(self, code: str) -> str:
        return short(self._kit.atlas, code)


def card_key(place: Membership) -> str:
    """Return the key of the newest private card to somebody about their set."""
    asked = place.asked_at.timestamp() if place.asked_at else 0
    return f"consent:{place.id}:{asked:.6f}"


def ask(
    place: Membership, *, due: datetime | None = None, changed: bool = False, until: datetime
) -> Effect:
    """Send somebody the private question about their set."""
    return post(
        card_key(place),
        Place(To.PERSON, place.person_id),
        Card("consent", place.id, "changed" if changed else ""),
        due=due,
        until=until,
    )


def _somebody(person: Person) -> Somebody:
    return Somebody(name=person.name, role=person.role, own_words=person.own_words)


def _blocks(person: Person) -> tuple[str, ...]:
    return (*person.good, *person.possible)

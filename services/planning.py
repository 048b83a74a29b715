"""Planning sets for an area: drafts that only the coordinator sees.

Knows who is free, and which drafts a new plan takes the place of. Must not know how sets are
solved, nor what happens when a plan is published.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from learning.areas import Area
from learning.forming.plan import FormedSet, Plan
from learning.forming.problem import Problem
from learning.forming.solve import solve
from learning.names import fresh_name
from learning.people import Person
from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import LearningSet, Membership, Stage, membership_id
from learning.writing import Audit
from services.finding import coordinates, desk_for, lead_is_checked
from services.kit import Kit, Who
from services.places import area_named, areas_above, codes_under, line, short
from services.problem import free_people, problem_of
from services.set_cards import shown
from services.values import NotPlaced, PlannedSet, PlanView


@dataclass(frozen=True, slots=True)
class _Question:
    area: Area
    people: dict[str, Person]
    problem: Problem
    wider: Problem


class Planning:
    """Plans sets for an area."""

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
            desk = await desk_for(unit, who.guild_xid, line(self._kit.atlas, question.area.code))
        ready = lead_is_checked(desk, self._kit.now().date()) and bool(plan.sets)
        return self._view(question, plan, names, more, ready=ready)

    async def _question(self, unit: Unit, who: Who, area_name: str, *, wide: bool) -> _Question:
        area = area_named(self._kit.atlas, area_name)
        await coordinates(unit, who, line(self._kit.atlas, area.code))
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

    async def _keep_drafts(self, unit: Unit, who: Who, area: Area, plan: Plan) -> tuple[str, ...]:
        await self._drop_drafts(unit, who.guild_xid, area, plan)
        taken = {s.name for s in await unit.sets.where(guild_xid=who.guild_xid)}
        names: list[str] = []
        for formed in plan.sets:
            name = fresh_name(taken)
            taken.add(name)
            names.append(name)
            await self._keep_draft(unit, who, formed, name, plan.seed)
        await unit.audits.add(audit_of(self._kit, who, "plan", area.code))
        return tuple(names)

    async def _drop_drafts(self, unit: Unit, guild_xid: int, area: Area, plan: Plan) -> None:
        """Forget older drafts of this area, and any that share a person with the new plan."""
        planned = {person for formed in plan.sets for person in formed.members}
        older = {draft.id for draft in await drafts_of(unit, self._kit, guild_xid, area.code)}
        for draft in await unit.sets.where(guild_xid=guild_xid, stage=Stage.DRAFT):
            places = await unit.memberships.where(set_id=draft.id)
            if draft.id in older or any(place.person_id in planned for place in places):
                await unit.sets.remove(draft.id)

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
                people=tuple(shown(people[m]) for m in formed.members),
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

    def _short(self, code: str) -> str:
        return short(self._kit.atlas, code)


async def drafts_of(unit: Unit, kit: Kit, guild_xid: int, code: str) -> tuple[LearningSet, ...]:
    """Return the drafts of an area by name; those made with its neighbours are among them."""
    inside = codes_under(kit.atlas, code) | {
        area.code for area in areas_above(kit.atlas, code) if area.level == "cluster"
    }
    drafts = await unit.sets.where(guild_xid=guild_xid, stage=Stage.DRAFT)
    return tuple(sorted((d for d in drafts if d.area in inside), key=lambda d: d.name))


def audit_of(kit: Kit, who: Who, what: str, about: str, set_id: str = "") -> Audit:
    """Note what a coordinator does now."""
    return Audit(
        id=kit.dice.id(),
        guild_xid=who.guild_xid,
        at=kit.now(),
        actor_xid=who.xid,
        what=what,
        about=about,
        set_id=set_id,
    )

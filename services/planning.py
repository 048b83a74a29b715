"""Planning sets for an area: drafts that only the coordinator sees.

Knows who is free, which plan is on its way, and which drafts a new plan takes the place of. Must
not know how sets are solved, how a plan is shown, nor what happens when one is published.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from learning.areas import Area
from learning.forming.plan import FormedSet, Plan, Reason
from learning.names import fresh_name
from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import LearningSet, Membership, Stage, membership_id
from learning.writing import Audit
from services.finding import coordinates
from services.kit import Kit, Who
from services.making import Run
from services.places import area_named, line
from services.plan_state import (
    Laid,
    Question,
    before,
    drafts_of,
    everybody_in,
    explained,
    laid_out,
    question_of,
    to_relax,
)
from services.plan_view import view_of
from services.themes import themes_open_to
from services.values import PlanView
from services.wishes import SIZES, USUAL, Wishes, keep_wishes, wishes_of

MANY = 100  # people; each one more is worth some more work
EACH, MOST = 10, 12_000  # of the budget: for each of those, and in all (about a minute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """How a plan is wanted. `trying`: it is shown, and nothing is kept."""

    wide: bool = False
    size: str = USUAL
    theme: str = ""
    seed: int | None = None
    trying: bool = False


class Planning:
    """Plans sets for an area, one plan at a time."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._runs: dict[tuple[int, str], Run] = {}

    async def plan(
        self, who: Who, area_name: str, ask: Ask | None = None, run: Run | None = None
    ) -> PlanView:
        """Make a plan, keep its sets as drafts, and show it; the same question, the same answer.

        What was wished for earlier holds: who comes first, who is kept apart, which sets stay.
        """
        ask, run = ask or Ask(), run or Run()
        area = area_named(self._kit.atlas, area_name)
        question = await self._asked(who, area, ask)
        name = (who.guild_xid, area.code)
        if name in self._runs:
            raise Refusal("plan.busy", area=area.short)
        self._runs[name] = run
        try:
            return await self._plan(who, question, ask, run)
        finally:
            del self._runs[name]

    async def again(self, who: Who, area_name: str, run: Run) -> PlanView:
        """Make another plan of the same kind."""
        area = area_named(self._kit.atlas, area_name)
        async with self._kit.units.read() as unit:
            was = await wishes_of(unit, self._kit, who.guild_xid, area.code)
        ask = Ask(wide=was.wide, size=was.size, theme=was.theme, seed=was.seed + 1)
        return await self.plan(who, area.code, ask, run)

    async def stop(self, who: Who, area_name: str) -> str:
        """Say that the best so far is enough; returns the area's name."""
        area = area_named(self._kit.atlas, area_name)
        async with self._kit.units.read() as unit:
            await coordinates(unit, who, line(self._kit.atlas, area.code))
        run = self._runs.get((who.guild_xid, area.code))
        if run is None:
            raise Refusal("plan.not_running", area=area.short)
        run.stop()
        return area.short

    async def themes(self, who: Who, typed: str) -> list[tuple[str, str]]:
        """Suggest the themes of calls, newest first, as (label, theme)."""
        async with self._kit.units.read() as unit:
            await coordinates(unit, who)
            themes = await themes_open_to(unit, who.guild_xid)
        return [(one, one) for one in themes if typed.lower() in one.lower()]

    async def show(self, who: Who, area_name: str, page: int = 1) -> PlanView:
        """Show the plan of an area as it stands now."""
        area = area_named(self._kit.atlas, area_name)
        async with self._kit.units.read() as unit:
            wishes = await wishes_of(unit, self._kit, who.guild_xid, area.code)
            question = await question_of(unit, self._kit, who, area, wishes)
            drafts = await drafts_of(unit, self._kit, who.guild_xid, area.code)
            if not drafts and not wishes.sign:
                raise Refusal("publish.nothing", area=area.short)
            laid = await laid_out(unit, drafts)
            people = await everybody_in(unit, laid)
            again = await before(unit, who.guild_xid, laid)
        whole = await explained(question, laid)
        relax = await to_relax(question, whole) if page == 1 else ()
        view = view_of(self._kit, question, whole, people, page=page)
        sets = tuple(replace(one, before=again.get(one.set_id, "")) for one in view.sets)
        return replace(view, sets=sets, relax=relax)

    async def lacking(self, who: Who) -> tuple[Reason, ...] | None:
        """Return the smallest things that would make one more set, for each plan that I made.

        None when there is no plan that could tell.
        """
        async with self._kit.units.read() as unit:
            desks = await unit.desks.where(guild_xid=who.guild_xid)
            mine = [desk.area for desk in desks if who.xid in desk.coordinator_xids]
            planned = [
                code for code in sorted(mine)
                if (await wishes_of(unit, self._kit, who.guild_xid, code)).sign
            ]  # fmt: skip
        views = [await self.show(who, code) for code in planned]
        said = {(one.key, tuple(sorted(one.facts.items()))): one for v in views for one in v.relax}
        return tuple(said.values()) if planned else None

    async def _asked(self, who: Who, area: Area, ask: Ask) -> Question:
        """Return what the plan is to be made from; refuses what cannot be asked."""
        async with self._kit.units.read() as unit:
            was = await wishes_of(unit, self._kit, who.guild_xid, area.code)
            wishes = _wished(was, ask)
            question = await question_of(unit, self._kit, who, area, wishes)
        if not question.here:
            key = "plan.nobody_themed" if ask.theme else "plan.nobody"
            raise Refusal(key, area=area.short, theme=ask.theme)
        for one in question.locked:
            if not question.fits(one.formed):
                raise Refusal("plan.kept_broken", name=one.name)
        return question

    async def _plan(self, who: Who, question: Question, ask: Ask, run: Run) -> PlanView:
        area, wishes = question.area, question.wishes
        plan, more = await self._solve(question, run)
        plan = _of_here(plan, question)
        wishes = replace(
            wishes, bound=question.unboosted(plan), more=max(0, more), sign=question.sign
        )
        if ask.trying:
            names = fresh_names(set(), plan.sets)
            laid = [Laid("", n, formed) for n, formed in zip(names, plan.sets, strict=True)]
            whole = (tuple(laid), plan.unplaced)
            now = await self._placed_now(who, area)
            question = replace(question, wishes=wishes)
            return view_of(self._kit, question, whole, question.people, trying=True, now=now)
        async with self._kit.units.write() as unit:
            await self._keep_drafts(unit, who, area, plan, question)
            since = await wishes_of(unit, self._kit, who.guild_xid, area.code)
            held = replace(wishes, number=since.number, first=since.first, apart=since.apart)
            await keep_wishes(unit, self._kit, who.guild_xid, area.code, held)
        return await self.show(who, area.code)

    async def _placed_now(self, who: Who, area: Area) -> int:
        """Return how many people the plan that is kept has a place for."""
        async with self._kit.units.read() as unit:
            drafts = await drafts_of(unit, self._kit, who.guild_xid, area.code)
            ids = tuple(draft.id for draft in drafts)
            places = await unit.memberships.where(set_id=ids) if ids else ()
        return len(places)

    async def _solve(self, question: Question, run: Run) -> tuple[Plan, int]:
        """Return the plan, and how many more of these people the neighbours could give a set."""
        plan = await self._form(question, question, run)
        wider = question.wider
        if wider is None or run.stopped:
            return plan, 0
        other = await self._form(question, wider, run)
        found = sum(m in question.here for s in other.sets for m in s.members)
        return plan, found - sum(m in question.here for s in plan.sets for m in s.members)

    async def _form(self, question: Question, of: Question, run: Run) -> Plan:
        beyond = max(0, len(of.problem.members) - MANY)
        return await self._kit.former(
            of.problem,
            seed=question.wishes.seed,
            budget=min(MOST, self._kit.budget + EACH * beyond),
            locked=tuple(one.formed for one in question.locked),
            run=run,
        )

    async def _keep_drafts(
        self, unit: Unit, who: Who, area: Area, plan: Plan, question: Question
    ) -> None:
        kept = {frozenset(one.formed.members) for one in question.locked}
        new = [formed for formed in plan.sets if frozenset(formed.members) not in kept]
        await self._drop_drafts(unit, who.guild_xid, area, new, question.wishes)
        taken = {s.name for s in await unit.sets.where(guild_xid=who.guild_xid)}
        for formed, name in zip(new, fresh_names(taken, new), strict=True):
            await self._keep_draft(unit, who, formed, name, plan.seed)
        await unit.audits.add(audit_of(self._kit, who, "plan", area.code))

    async def _drop_drafts(
        self, unit: Unit, guild_xid: int, area: Area, new: list[FormedSet], wishes: Wishes
    ) -> None:
        """Forget older drafts of this area, and any that share a person with the new plan."""
        planned = {person for formed in new for person in formed.members}
        older = {draft.id for draft in await drafts_of(unit, self._kit, guild_xid, area.code)}
        for draft in await unit.sets.where(guild_xid=guild_xid, stage=Stage.DRAFT):
            places = await unit.memberships.where(set_id=draft.id)
            ours = draft.id in older and draft.id not in wishes.keep
            if ours or any(place.person_id in planned for place in places):
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
        await seat(unit, draft.id, formed.members)


async def seat(unit: Unit, set_id: str, people: tuple[str, ...]) -> None:
    """Give people places in a draft, in this order."""
    for at, person_id in enumerate(people):
        await unit.memberships.add(
            Membership(
                id=membership_id(set_id, person_id), set_id=set_id, person_id=person_id, seat=at
            )
        )


def fresh_names(taken: set[str], sets: tuple[FormedSet, ...] | list[FormedSet]) -> list[str]:
    """Return a name for each set that no other has."""
    names: list[str] = []
    for _ in sets:
        names.append(fresh_name(taken))
        taken.add(names[-1])
    return names


def _wished(was: Wishes, ask: Ask) -> Wishes:
    if ask.size not in SIZES:
        raise Refusal("plan.size")
    seed = ask.seed if ask.seed is not None else 1
    return replace(was, wide=ask.wide, size=ask.size, theme=ask.theme, seed=seed)


def _of_here(plan: Plan, question: Question) -> Plan:
    """Leave out sets, and people left over, that are wholly from next door."""
    ours = tuple(s for s in plan.sets if question.here.intersection(s.members))
    theirs = [s for s in plan.sets if not question.here.intersection(s.members)]
    gone = sum(question.worth(formed) for formed in theirs)
    return replace(
        plan,
        sets=ours,
        bound=plan.bound - gone,
        objective=plan.objective - gone,
        unplaced=tuple(one for one in plan.unplaced if one.id in question.here),
    )


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

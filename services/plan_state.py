"""What a plan is made from and how it stands: the people, what is wished, the drafts, the reasons.

Knows how drafts are read back as sets of a plan. Must not know how a plan is made or shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b

from learning.areas import Area
from learning.forming import score
from learning.forming.explain import explain_left, explain_set
from learning.forming.plan import FormedSet, Plan, Reason, Unplaced
from learning.forming.problem import Problem
from learning.forming.relax import what_if_wider
from learning.forming.rules import broken
from learning.forming.table import Table, build
from learning.people import Person
from learning.ports import Unit
from learning.sets import Desk, LearningSet, Stage
from services.finding import coordinates, desk_for, people_of
from services.kit import Kit, Who
from services.places import areas_above, codes_under, line
from services.problem import FIRST, free_people, met_of, problem_of
from services.themes import themes_of
from services.wishes import Wishes


@dataclass(frozen=True, slots=True)
class Laid:
    """One set of a plan under its name; `fits` is False once somebody in it has changed."""

    id: str
    name: str
    formed: FormedSet
    fits: bool = True


MOST_RELAXED = 2
Whole = tuple[tuple[Laid, ...], tuple[Unplaced, ...]]


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a plan for an area is made from. `here` are the people who live in it."""

    guild_xid: int
    area: Area
    people: dict[str, Person]
    here: frozenset[str]
    problem: Problem
    wider: Question | None
    wishes: Wishes
    locked: tuple[Laid, ...]
    desk: Desk | None

    @cached_property
    def table(self) -> Table:
        """The people as numbers."""
        return build(self.problem)

    @cached_property
    def sign(self) -> str:
        """What changes as soon as anybody here comes, goes or says something else."""
        said = sorted(f"{p.id}:{p.revision}" for p in self.people.values())
        return blake2b(" ".join(said).encode(), digest_size=8).hexdigest()

    def team(self, formed: FormedSet) -> list[int]:
        """Return the rows of a set."""
        return sorted(self.table.index[m] for m in formed.members)

    def fits(self, formed: FormedSet) -> bool:
        """Say whether a set breaks no rule and could meet as it is."""
        if any(m not in self.table.index for m in formed.members):
            return False
        team = self.team(formed)
        at = self.problem.blocks.index(formed.block)
        return not broken(self.table, team) and bool(score.common(self.table, team) >> at & 1)

    def placed(self, formed: FormedSet) -> FormedSet | None:
        """Return a set in the smallest area that holds its people; None when it breaks a rule."""
        if not self.fits(formed):
            return None
        at = score.place(self.table, self.team(formed))
        return replace(formed, area=self.table.places[at].code)

    def worth(self, formed: FormedSet) -> int:
        """Return what a set counts for, as the solver counts it."""
        team = self.team(formed)
        at = self.problem.blocks.index(formed.block)
        return score.credit(self.table, team) + score.quality(self.table, team, at)

    def boost(self, formed: FormedSet) -> int:
        """Return how much of that is only because somebody is to come first."""
        first = sum(m in self.wishes.first for m in formed.members)
        return score.PLACED * FIRST * first

    def unboosted(self, plan: Plan) -> int:
        """Return the bound of a plan without what stands for coming first."""
        return plan.bound - sum(map(self.boost, plan.sets))


async def question_of(unit: Unit, kit: Kit, who: Who, area: Area, wishes: Wishes) -> Question:
    """Return what a plan for an area is made from; refuses whoever does not coordinate it."""
    await coordinates(unit, who, line(kit.atlas, area.code))
    free = await free_people(unit, who.guild_xid)
    themes = await themes_of(unit, who.guild_xid)
    if wishes.theme:
        free = tuple(p for p in free if wishes.theme in themes.get(p.xid, ()))
    cluster = kit.atlas.within(area, "cluster") or area
    near = codes_under(kit.atlas, cluster.code)
    inside = codes_under(kit.atlas, area.code)
    met = await met_of(unit, who.guild_xid)
    kept = [one for one in wishes.keep if (await _is_draft(unit, one))]
    wishes = replace(wishes, keep=tuple(kept))
    held = {m.person_id for m in await unit.memberships.where(set_id=tuple(kept))} if kept else ()
    wider = [p for p in free if p.area in near or p.id in held]
    ours = frozenset(p.id for p in free if p.area in inside)
    people = wider if wishes.wide else [p for p in wider if p.id in ours or p.id in held]
    desk = await desk_for(unit, who.guild_xid, line(kit.atlas, area.code))
    locked = await laid_out(unit, [await unit.sets.need(one) for one in kept])

    def asked(these: Sequence[Person], beyond: Question | None) -> Question:
        return Question(
            guild_xid=who.guild_xid,
            area=area,
            people={p.id: p for p in these},
            here=ours,
            problem=problem_of(kit.atlas, these, wishes, met, themes),
            wider=beyond,
            wishes=wishes,
            locked=locked,
            desk=desk,
        )

    more = asked(wider, None) if len(wider) > len(people) else None
    return asked(people, more)


async def _is_draft(unit: Unit, set_id: str) -> bool:
    found = await unit.sets.get(set_id)
    return found is not None and found.stage is Stage.DRAFT


async def drafts_of(unit: Unit, kit: Kit, guild_xid: int, code: str) -> tuple[LearningSet, ...]:
    """Return the drafts of an area by name; those made with its neighbours are among them."""
    inside = codes_under(kit.atlas, code) | {
        area.code for area in areas_above(kit.atlas, code) if area.level == "cluster"
    }
    drafts = await unit.sets.where(guild_xid=guild_xid, stage=Stage.DRAFT)
    return tuple(sorted((d for d in drafts if d.area in inside), key=lambda d: d.name))


async def laid_out(unit: Unit, drafts: Sequence[LearningSet]) -> tuple[Laid, ...]:
    """Return drafts with the people in them."""
    ids = tuple(draft.id for draft in drafts)
    places = await unit.memberships.where(set_id=ids, left_at=None) if ids else ()
    inside: dict[str, list[str]] = {}
    for place in sorted(places, key=lambda place: place.seat):
        inside.setdefault(place.set_id, []).append(place.person_id)
    return tuple(
        Laid(d.id, d.name, FormedSet(d.area, d.block, tuple(inside.get(d.id, ())))) for d in drafts
    )


async def explained(question: Question, laid: Sequence[Laid]) -> Whole:
    """Return drafts with their reasons, and everybody of the area without one, with theirs."""
    return await asyncio.to_thread(_explained, question, laid)


def _explained(question: Question, laid: Sequence[Laid]) -> Whole:
    table = question.table
    judged: list[Laid] = []
    for one in laid:
        fits = question.fits(one.formed)
        formed = one.formed
        if fits:
            at = question.problem.blocks.index(formed.block)
            why = explain_set(table, question.team(formed), at)
            formed = replace(formed, terms=why.terms, reasons=why.reasons)
        judged.append(replace(one, formed=formed, fits=fits))
    housed = {m for one in judged for m in one.formed.members}
    left = [table.index[m] for m in sorted(question.here - housed) if m in table.index]
    teams = [question.team(one.formed) for one in judged if one.fits]
    return tuple(judged), explain_left(table, left, teams)


async def to_relax(question: Question, whole: Whole) -> tuple[Reason, ...]:
    """Return the smallest things that would make one more set, best first."""
    laid, unplaced = whole
    if not unplaced or not all(one.fits for one in laid):
        return ()
    sets = tuple(one.formed for one in laid)
    plan = Plan(0, "feasible", 0, 0, 0, sets, unplaced)
    found = await asyncio.to_thread(what_if_wider, question.problem, plan)
    return tuple(one.reason for one in found[:MOST_RELAXED])


async def before(unit: Unit, guild_xid: int, laid: Sequence[Laid]) -> dict[str, str]:
    """Return sets whose people were all asked together once already, in vain: id -> old name."""
    gone = await unit.sets.where(guild_xid=guild_xid, stage=Stage.DISSOLVED)
    names = {found.id: found.name for found in gone}
    asked: dict[str, set[str]] = {}
    for place in await unit.memberships.where(set_id=tuple(names)) if names else ():
        asked.setdefault(place.set_id, set()).add(place.person_id)
    return {
        one.id: names[old]
        for one in laid
        for old, people in asked.items()
        if people.issuperset(one.formed.members)
    }


async def everybody_in(unit: Unit, laid: Sequence[Laid]) -> dict[str, Person]:
    """Return the people of sets, also those whom the question no longer holds."""
    return await people_of(unit, (m for one in laid for m in one.formed.members))

"""A plan as its coordinator sees it, drawn up from how it stands.

Knows what is shown of a plan: counts, first names and reasons. Must not know layout or words, nor
how a plan is made.
"""

from __future__ import annotations

from collections.abc import Mapping

from learning.forming.plan import Unplaced
from learning.people import Person
from services.finding import lead_is_checked
from services.kit import Kit
from services.places import short
from services.plan_state import Laid, Question, Whole
from services.set_cards import shown
from services.values import NotPlaced, PlannedSet, PlanView, Waited
from services.wishes import Wishes

MOST_WAITED = 3


def view_of(
    kit: Kit,
    question: Question,
    whole: Whole,
    people: Mapping[str, Person],
    *,
    page: int = 1,
    trying: bool = False,
    now: int = 0,
) -> PlanView:
    """Return what is shown of a plan."""
    laid, unplaced = whole
    wishes = question.wishes
    gap = _gap(question, laid)
    known = {**people, **question.people}
    names = {id: one.name for id, one in known.items()}
    ready = lead_is_checked(question.desk, kit.now().date()) and bool(laid) and not trying
    return PlanView(
        area=question.area.short,
        area_code=question.area.code,
        seed=wishes.seed,
        waiting=len(question.here),
        sets=tuple(_set(kit, one, people, wishes.keep) for one in laid),
        unplaced=tuple(_left(one, names, wishes) for one in unplaced),
        optimal=gap == 0,
        gap=gap,
        wider=0 if wishes.wide else wishes.more,
        can_publish=ready and all(one.fits for one in laid),
        waited=_waited(question, laid),
        apart=tuple((names[a], names[b]) for a, b in wishes.apart if a in names and b in names),
        first=tuple(names[one] for one in wishes.first if one in names),
        wide=wishes.wide,
        size=wishes.size,
        theme=wishes.theme,
        number=wishes.number,
        page=page,
        trying=trying,
        now=now,
        moved=wishes.sign != question.sign,
    )


def _left(one: Unplaced, names: Mapping[str, str], wishes: Wishes) -> NotPlaced:
    return NotPlaced(
        name=names[one.id],
        reason=one.reason,
        would_help=one.would_help,
        id=one.id,
        first=one.id in wishes.first,
    )


def _set(kit: Kit, one: Laid, people: Mapping[str, Person], kept: tuple[str, ...]) -> PlannedSet:
    members = [m for m in one.formed.members if m in people]
    return PlannedSet(
        name=one.name,
        block=one.formed.block,
        area=short(kit.atlas, one.formed.area),
        people=tuple(shown(people[m]) for m in members),
        reasons=one.formed.reasons,
        set_id=one.id,
        ids=tuple(members),
        kept=one.id in kept,
        fits=one.fits,
    )


def _gap(question: Question, laid: tuple[Laid, ...]) -> float | None:
    """Return by how many per cent a plan could be better at most; None when nobody knows.

    A bound holds for the people it was found for, and says nothing once a set no longer fits.
    """
    bound = question.wishes.bound
    if bound <= 0 or question.wishes.sign != question.sign or not all(one.fits for one in laid):
        return None
    worth = sum(question.worth(one.formed) - question.boost(one.formed) for one in laid)
    return 100 * (bound - worth) / bound if worth <= bound else None


def _waited(question: Question, laid: tuple[Laid, ...]) -> tuple[Waited, ...]:
    """Return who has missed most rounds, and whether this plan has a place for them."""
    houses = {m: one.name for one in laid for m in one.formed.members}
    here = [p for p in question.people.values() if p.rounds_waited and p.id in question.here]
    longest = sorted(here, key=lambda p: (-p.rounds_waited, p.joined_at))[:MOST_WAITED]
    return tuple(
        Waited(name=p.name, rounds=p.rounds_waited, set_name=houses.get(p.id, "")) for p in longest
    )

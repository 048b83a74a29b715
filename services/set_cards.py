"""A set as its members see it.

Knows names, stage and the next date. Must not know anything private to one member.
"""

from __future__ import annotations

from typing import TypedDict

from learning.meetings import Meeting
from learning.people import Person
from learning.ports import Unit
from learning.sets import LearningSet
from learning.stages import round_guide, step_of
from services.finding import meetings_of, members_of, next_meeting
from services.kit import Kit
from services.places import short
from services.values import SetCard, Somebody


def shown(person: Person) -> Somebody:
    """Return a person as others in the set may see them."""
    return Somebody(name=person.name, role=person.role, own_words=person.own_words)


async def set_card(unit: Unit, kit: Kit, found: LearningSet, *, welcome: bool = False) -> SetCard:
    """Draw up a set for its members."""
    people = {p.id: shown(p) for p in await members_of(unit, found.id)}
    upcoming = await next_meeting(unit, found.id)
    return SetCard(
        set_id=found.id,
        name=found.name,
        area=short(kit.atlas, found.area),
        block=found.block,
        stage=found.stage,
        people=tuple(people.values()),
        guide=people[found.guide_id].name if found.guide_id in people else "",
        deputy=people[found.deputy_id].name if found.deputy_id in people else "",
        next_at=upcoming.starts_at if upcoming else None,
        zone=kit.zone,
        agreement=found.agreement,
        going_well_if=found.going_well_if,
        welcome=welcome,
        **await _next(unit, kit, found, upcoming, people),
    )


class _Next(TypedDict, total=False):
    number: int
    count: int
    step: str
    next_guide: str
    round_guide: str


async def _next(
    unit: Unit,
    kit: Kit,
    found: LearningSet,
    upcoming: Meeting | None,
    people: dict[str, Somebody],
) -> _Next:
    """Return what the next meeting is on the way to leading themselves, and who guides it."""
    if upcoming is None:
        return _Next()
    second = ""
    if kit.plan(upcoming.plan_id).presenters > 1:
        second = round_guide(tuple(people), found.guide_id, upcoming.guide_id, upcoming.number)
    names = {one: somebody.name for one, somebody in people.items()}
    return _Next(
        number=upcoming.number,
        count=len(await meetings_of(unit, found.id)),
        step=step_of(upcoming.number, found.stage),
        next_guide=names.get(upcoming.guide_id, ""),
        round_guide=names.get(second, ""),
    )

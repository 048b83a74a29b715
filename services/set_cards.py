"""A set as its members see it.

Knows names, stage and the next date. Must not know anything private to one member.
"""

from __future__ import annotations

from learning.ports import Unit
from learning.sets import LearningSet
from services.finding import next_meeting, seats_of
from services.kit import Kit
from services.places import short
from services.values import SetCard, Somebody


async def somebody(unit: Unit, person_id: str) -> Somebody:
    """Return a person as others in the set may see them."""
    person = await unit.people.need(person_id)
    return Somebody(name=person.name, role=person.role, own_words=person.own_words)


async def names_of(unit: Unit, set_id: str) -> dict[str, str]:
    """Return the first names of a set's members by person id, in seat order."""
    places = await seats_of(unit, set_id)
    return {m.person_id: (await unit.people.need(m.person_id)).name for m in places}


async def set_card(unit: Unit, kit: Kit, found: LearningSet, *, welcome: bool = False) -> SetCard:
    """Draw up a set for its members."""
    people = {
        m.person_id: await somebody(unit, m.person_id) for m in await seats_of(unit, found.id)
    }
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
    )

"""From people on the list to a forming problem, and back.

Knows which people may be placed. Must not know how sets are solved.
"""

from __future__ import annotations

from collections.abc import Iterable

from learning.areas import Atlas
from learning.calendar import BLOCKS
from learning.forming.problem import Member, Problem
from learning.people import Person, Standing
from learning.ports import Unit
from learning.sets import Stage
from learning.sheet.places import places_of

HELD = (Stage.PROPOSED, Stage.RUNNING, Stage.SELF_LED)


def problem_of(atlas: Atlas, people: Iterable[Person], sizes: tuple[int, int] = (5, 7)) -> Problem:
    """Put people as a forming problem; "not with" becomes ids, either way round."""
    everybody = sorted(people, key=lambda p: p.id)
    ids = {p.xid: p.id for p in everybody}
    places = places_of(atlas, {p.area for p in everybody if atlas.get(p.area)})
    return Problem(
        areas=places,
        blocks=tuple(block.id for block in BLOCKS),
        members=tuple(_member(p, ids) for p in everybody if p.good or p.possible),
        sizes=sizes,
    )


def _member(person: Person, ids: dict[int, str]) -> Member:
    return Member(
        id=person.id,
        role=person.role.value,
        area=person.area,
        how_far=person.how_far.value,
        organisation=" ".join(person.organisation.lower().split()) or None,
        not_with=frozenset(ids[x] for x in person.not_with if x in ids and x != person.xid),
        good=frozenset(person.good),
        possible=frozenset(person.possible) - frozenset(person.good),
        can_guide=person.can_guide,
        rounds_waited=person.rounds_waited,
    )


async def free_people(unit: Unit, guild_xid: int) -> tuple[Person, ...]:
    """Return everybody who waits and is not held by a published set."""
    waiting = await unit.people.where(guild_xid=guild_xid, standing=Standing.WAITING)
    sets = tuple(s.id for s in await unit.sets.where(guild_xid=guild_xid, stage=HELD))
    places = await unit.memberships.where(set_id=sets, left_at=None) if sets else ()
    held = {place.person_id for place in places}
    return tuple(p for p in waiting if p.id not in held)

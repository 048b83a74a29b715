"""From people on the list to a forming problem, and back.

Knows which people may be placed, and who met whom. Must not know how sets are solved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from learning.areas import Atlas
from learning.calendar import BLOCKS
from learning.forming.problem import Member, Names, Problem
from learning.people import Person, Standing
from learning.ports import Unit
from learning.sets import Consent, Stage
from learning.sheet.places import places_of
from services.wishes import Wishes, both_ways

HELD = (Stage.PROPOSED, Stage.RUNNING, Stage.SELF_LED)
STOOD = (Stage.RUNNING, Stage.SELF_LED, Stage.ENDED)
FIRST = 50  # rounds: whoever comes first counts as having waited so many more
MOST_ROUNDS = 900


def problem_of(
    atlas: Atlas,
    people: Iterable[Person],
    wishes: Wishes | None = None,
    met: Mapping[str, Names] | None = None,
    themes: Mapping[int, Names] | None = None,
) -> Problem:
    """Put people as a forming problem; "not with" becomes ids, either way round.

    `themes` are the calls that each Discord user said yes to.
    """
    wishes = wishes or Wishes()
    everybody = sorted(people, key=lambda p: p.id)
    ids = {p.xid: p.id for p in everybody}
    apart = both_ways(wishes.apart)
    places = places_of(atlas, {p.area for p in everybody if atlas.get(p.area)})
    said = themes or {}
    members = (
        replace(_member(p, ids, apart, met or {}), themes=said.get(p.xid, frozenset()))
        for p in everybody
        if p.good or p.possible
    )
    return Problem(
        areas=places,
        blocks=tuple(block.id for block in BLOCKS),
        members=tuple(_first(one) if one.id in wishes.first else one for one in members),
        sizes=wishes.sizes,
    )


def _member(
    person: Person, ids: Mapping[int, str], apart: Mapping[str, Names], met: Mapping[str, Names]
) -> Member:
    known = frozenset(ids.values()) - {person.id}
    not_with = frozenset(ids[x] for x in person.not_with if x in ids)
    return Member(
        id=person.id,
        role=person.role.value,
        area=person.area,
        how_far=person.how_far.value,
        organisation=" ".join(person.organisation.lower().split()) or None,
        not_with=(not_with | apart.get(person.id, frozenset())) & known,
        good=frozenset(person.good),
        possible=frozenset(person.possible) - frozenset(person.good),
        can_guide=person.can_guide,
        rounds_waited=min(person.rounds_waited, MOST_ROUNDS),
        met=met.get(person.id, frozenset()),
    )


def _first(member: Member) -> Member:
    return replace(member, rounds_waited=member.rounds_waited + FIRST)


async def free_people(unit: Unit, guild_xid: int) -> tuple[Person, ...]:
    """Return everybody who waits and is not held by a published set."""
    waiting = await unit.people.where(guild_xid=guild_xid, standing=Standing.WAITING)
    sets = tuple(s.id for s in await unit.sets.where(guild_xid=guild_xid, stage=HELD))
    places = await unit.memberships.where(set_id=sets, left_at=None) if sets else ()
    held = {place.person_id for place in places}
    return tuple(p for p in waiting if p.id not in held)


async def met_of(unit: Unit, guild_xid: int) -> dict[str, Names]:
    """Return for each person who was with them in the last set of theirs that stood."""
    stood = await unit.sets.where(guild_xid=guild_xid, stage=STOOD)
    when = {found.id: (found.formed_at, found.id) for found in stood}
    places = await unit.memberships.where(set_id=tuple(when)) if when else ()
    agreed = [place for place in places if place.consent is Consent.YES]
    last: dict[str, str] = {}
    for place in sorted(agreed, key=lambda place: when[place.set_id]):
        last[place.person_id] = place.set_id
    inside: dict[str, set[str]] = {}
    for place in agreed:
        inside.setdefault(place.set_id, set()).add(place.person_id)
    return {person: frozenset(inside[found] - {person}) for person, found in last.items()}

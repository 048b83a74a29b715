"""Finding people, their sets and their rights, with one kind sentence when there is none.

Knows who may see what. Must not know how anything is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from learning.meetings import Meeting, MeetingState
from learning.people import Person, Standing
from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import Consent, Desk, LearningSet, Membership, Server, Stage
from services.kit import Who

LIVE = (Stage.RUNNING, Stage.SELF_LED)
CHECK_LASTS = timedelta(days=365)


async def maybe_me(unit: Unit, who: Who) -> Person | None:
    """Return the person who asks, or None when they never joined (or left)."""
    found = await unit.people.where(xid=who.xid)
    here = [
        p for p in found if who.guild_xid in {0, p.guild_xid} and p.standing is not Standing.LEFT
    ]
    return max(here, key=lambda p: p.joined_at, default=None)


async def me(unit: Unit, who: Who) -> Person:
    """Return the person who asks, or refuse with "join.first"."""
    person = await maybe_me(unit, who)
    if person is None:
        raise Refusal("join.first")
    return person


async def seats_of(unit: Unit, set_id: str) -> tuple[Membership, ...]:
    """Return the places of a set that are not given up, in seat order."""
    places = await unit.memberships.where(set_id=set_id, left_at=None)
    return tuple(sorted(places, key=lambda m: m.seat))


async def members_of(unit: Unit, set_id: str) -> tuple[Person, ...]:
    """Return the people of a set in seat order."""
    return tuple([await unit.people.need(m.person_id) for m in await seats_of(unit, set_id)])


async def set_of(unit: Unit, person: Person) -> LearningSet:
    """Return the set a person meets with now, or refuse with "set.none"."""
    for place in await unit.memberships.where(person_id=person.id, left_at=None):
        found = await unit.sets.need(place.set_id)
        if found.stage in LIVE and place.consent is Consent.YES:
            return found
    raise Refusal("set.none")


async def my_set(unit: Unit, who: Who) -> tuple[Person, LearningSet]:
    """Return who asks, and their set."""
    person = await me(unit, who)
    return person, await set_of(unit, person)


async def meetings_of(unit: Unit, set_id: str) -> tuple[Meeting, ...]:
    """Return the meetings of a set that are not cancelled, by number."""
    found = await unit.meetings.where(set_id=set_id)
    kept = [m for m in found if m.state is not MeetingState.CANCELLED]
    return tuple(sorted(kept, key=lambda m: m.number))


async def next_meeting(unit: Unit, set_id: str) -> Meeting | None:
    """Return the meeting that is planned next, or None."""
    planned = [m for m in await meetings_of(unit, set_id) if m.state is MeetingState.PLANNED]
    return planned[0] if planned else None


async def this_meeting(unit: Unit, set_id: str) -> Meeting | None:
    """Return the meeting under way, else the last one held, else None."""
    past = [
        m
        for m in await meetings_of(unit, set_id)
        if m.state in {MeetingState.RUNNING, MeetingState.HELD}
    ]
    return past[-1] if past else None


async def server_of(unit: Unit, guild_xid: int) -> Server:
    """Return what `/setup` keeps for a server (empty when nothing was set)."""
    return await unit.servers.get(str(guild_xid)) or Server(id=str(guild_xid), guild_xid=guild_xid)


async def desk_of(unit: Unit, guild_xid: int, area: str) -> Desk:
    """Return who looks after an area (an empty desk when nobody was named)."""
    name = f"{guild_xid}.{area}"
    return await unit.desks.get(name) or Desk(id=name, guild_xid=guild_xid, area=area)


async def desk_for(unit: Unit, guild_xid: int, line: Iterable[str]) -> Desk | None:
    """Return the nearest desk on the way up from an area; `line` is its code and those above."""
    desks = {d.area: d for d in await unit.desks.where(guild_xid=guild_xid)}
    return next((desks[code] for code in line if code in desks), None)


async def coordinates(unit: Unit, who: Who, line: Iterable[str] = ()) -> None:
    """Refuse unless the person coordinates this area or one above it (or any, for no line)."""
    desks = await unit.desks.where(guild_xid=who.guild_xid)
    if not desks:
        raise Refusal("setup.first")
    wanted = set(line)
    mine = [d for d in desks if who.xid in d.coordinator_xids]
    if not any(not wanted or d.area in wanted for d in mine):
        raise Refusal("not_coordinator")


def lead_is_checked(desk: Desk | None, today: date) -> bool:
    """Say whether an area has a safeguarding lead whose details were checked within a year."""
    if desk is None or not desk.lead_xid or desk.lead_checked is None:
        return False
    return today - desk.lead_checked <= CHECK_LASTS

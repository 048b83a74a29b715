"""Finding people, their sets and their rights, with one kind sentence when there is none.

Knows who may see what. Must not know how anything is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from learning.meetings import Meeting, MeetingState
from learning.people import Person, Standing
from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import Consent, Desk, LearningSet, Membership, Server, Stage
from services.kit import Kit, Who
from services.places import codes_under

LIVE = (Stage.RUNNING, Stage.SELF_LED)
STILL_HERE = tuple(standing for standing in Standing if standing is not Standing.LEFT)
CHECK_LASTS = timedelta(days=365)


async def all_of_me(unit: Unit, who: Who) -> tuple[Person, ...]:
    """Return who asks as each server they are asking in knows them, newest first.

    In a server that is one person at the most; in direct messages it may be several.
    """
    found = await unit.people.where(xid=who.xid, standing=STILL_HERE)
    here = [p for p in found if who.guild_xid in {0, p.guild_xid}]
    return tuple(sorted(here, key=lambda p: p.joined_at, reverse=True))


async def maybe_me(unit: Unit, who: Who) -> Person | None:
    """Return the person who asks, or None when they never joined (or left)."""
    return next(iter(await all_of_me(unit, who)), None)


async def me(unit: Unit, who: Who) -> Person:
    """Return the person who asks, or refuse with "join.first"."""
    person = await maybe_me(unit, who)
    if person is None:
        raise Refusal("join.first")
    return person


async def my_own(unit: Unit, who: Who, person_id: str) -> Person:
    """Return the person a thing belongs to when that is who asks, or refuse with "not_yours"."""
    person = await unit.people.get(person_id)
    if person is None or person.xid != who.xid or person.standing is Standing.LEFT:
        raise Refusal("not_yours")
    return person


async def people_of(unit: Unit, ids: Iterable[str]) -> dict[str, Person]:
    """Return people by id, in the order of the ids; those who are not known are left out."""
    wanted = tuple(dict.fromkeys(ids))
    found = {p.id: p for p in await unit.people.where(id=wanted)} if wanted else {}
    return {one: found[one] for one in wanted if one in found}


async def seats_of(unit: Unit, set_id: str) -> tuple[Membership, ...]:
    """Return the places of a set that are not given up, in seat order."""
    places = await unit.memberships.where(set_id=set_id, left_at=None)
    return tuple(sorted(places, key=lambda m: m.seat))


async def members_of(unit: Unit, set_id: str) -> tuple[Person, ...]:
    """Return the people of a set in seat order."""
    places = await seats_of(unit, set_id)
    return tuple((await people_of(unit, (m.person_id for m in places))).values())


async def names_of(unit: Unit, set_id: str) -> dict[str, str]:
    """Return the first names of a set's members by person id, in seat order."""
    return {p.id: p.name for p in await members_of(unit, set_id)}


async def my_set(unit: Unit, who: Who) -> tuple[Person, LearningSet]:
    """Return who asks and the set they meet with now; refuses with "join.first" or "set.none"."""
    everywhere = {p.id: p for p in await all_of_me(unit, who)}
    if not everywhere:
        raise Refusal("join.first")
    places = await unit.memberships.where(
        person_id=tuple(everywhere), left_at=None, consent=Consent.YES
    )
    mine = {place.set_id: everywhere[place.person_id] for place in places}
    live = await unit.sets.where(id=tuple(mine), stage=LIVE) if mine else ()
    if not live:
        raise Refusal("set.none")
    newest = max(live, key=lambda found: mine[found.id].joined_at)
    return mine[newest.id], newest


async def led_areas(unit: Unit, kit: Kit, guild_xid: int) -> frozenset[str]:
    """Return the codes of all areas in which somebody has a checked safeguarding lead to go to."""
    today = kit.now().date()
    led = [d for d in await unit.desks.where(guild_xid=guild_xid) if lead_is_checked(d, today)]
    return frozenset[str]().union(*(codes_under(kit.atlas, desk.area) for desk in led))


async def meetings_of(unit: Unit, set_id: str) -> tuple[Meeting, ...]:
    """Return the dated meetings of a set that are not cancelled, by number."""
    found = await unit.meetings.where(set_id=set_id)
    kept = [m for m in found if m.state not in (MeetingState.CANCELLED, MeetingState.WRITTEN)]
    return tuple(sorted(kept, key=lambda m: m.number))


async def next_meeting(unit: Unit, set_id: str) -> Meeting | None:
    """Return the meeting that is planned soonest, or None."""
    planned = await unit.meetings.where(set_id=set_id, state=MeetingState.PLANNED)
    return min(planned, key=lambda m: (m.starts_at, m.number), default=None)


async def this_meeting(unit: Unit, set_id: str) -> Meeting | None:
    """Return the meeting under way, else the last one held, else None."""
    past = await unit.meetings.where(set_id=set_id, state=(MeetingState.RUNNING, MeetingState.HELD))
    return max(past, key=_newest, default=None)


def _newest(meeting: Meeting) -> tuple[bool, datetime, int]:
    return meeting.state is MeetingState.RUNNING, meeting.starts_at, meeting.number


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

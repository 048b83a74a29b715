"""Many sessions that are live at once, all at the same place in the same plan, in a fresh database.

Knows how the house keeps a session that has begun. Must not know who will run it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.durability_seed import SECRET, invented
from config.plans import load_plans
from learning.meetings import Meeting, MeetingState
from learning.ports import Unit
from learning.session.commands import Begin
from learning.session.state import Mode, Seat
from learning.session.step import begin
from learning.sets import Consent, Desk, LearningSet, Membership, Server, Stage
from storage.engine import open_storage

SEATS = 6
AREA = "QJK"
PLAN = "lunch-60"
CHUNK = 50  # sessions added in one commit


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one set meets, and the Discord ids of its members."""

    text_xid: int
    voice_xid: int
    xids: tuple[int, ...]


async def seed(url: str, guild_xid: int, places: list[Place], changes_at: datetime) -> None:
    """Keep one session for each place; the first part of each is over at `changes_at`."""
    async with await open_storage(url, SECRET, upgrade=True) as storage:
        async with storage.units.write() as unit:
            await unit.servers.add(Server(id=str(guild_xid), guild_xid=guild_xid))
            await unit.desks.add(Desk(id=f"{guild_xid}.{AREA}", guild_xid=guild_xid, area=AREA))
        for first in range(0, len(places), CHUNK):
            async with storage.units.write() as unit:
                for number, place in enumerate(places[first : first + CHUNK], first):
                    await _session(unit, guild_xid, number, place, changes_at)


async def _session(
    unit: Unit, guild_xid: int, number: int, place: Place, changes_at: datetime
) -> None:
    plan = load_plans([])[PLAN]
    began_at = changes_at - timedelta(minutes=plan.parts[0].minutes)
    people = [f"p{number}x{seat}" for seat in range(SEATS)]
    await unit.sets.add(
        LearningSet(
            id=f"s{number}",
            guild_xid=guild_xid,
            name=f"Set {number}",
            area=AREA,
            block="tue-lunch",
            stage=Stage.RUNNING,
            guide_id=people[0],
            deputy_id=people[1],
            text_xid=place.text_xid,
            voice_xid=place.voice_xid,
            formed_at=began_at,
        )
    )
    for seat, person_id in enumerate(people):
        await unit.people.add(invented(person_id, guild_xid, place.xids[seat], AREA, began_at))
        row = f"s{number}.{person_id}"
        await unit.memberships.add(
            Membership(
                id=row, set_id=f"s{number}", person_id=person_id, seat=seat, consent=Consent.YES
            )
        )
    await unit.meetings.add(
        Meeting(
            id=f"m{number}",
            set_id=f"s{number}",
            number=1,
            wall=began_at.strftime("%Y-%m-%dT%H:%M"),
            zone="Europe/London",
            starts_at=began_at,
            minutes=plan.total_minutes,
            plan_id=PLAN,
            guide_id=people[0],
            state=MeetingState.RUNNING,
        )
    )
    facts = Begin(
        id=f"m{number}",
        set_id=f"s{number}",
        guide_id=people[0],
        deputy_id=people[1],
        presenter_ids=tuple(people[2 : 2 + plan.presenters]),
        ends_at=began_at + timedelta(minutes=plan.total_minutes),
    )
    seats = tuple(Seat(person_id=p, order=n, mode=Mode.HERE) for n, p in enumerate(people))
    began = begin(facts, plan, seats, began_at)
    await unit.sessions.add(began.session)
    await unit.work.add([one for one in began.effects if one.due], began_at)

"""Many sessions that are live at once, all at the same place in the same plan, in a fresh database.

Knows how the house keeps a session that has begun. Must not know who will run it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar, cast

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.durability_seed import SECRET, invented
from config.plans import load_plans
from learning.effects import Effect
from learning.meetings import Meeting, MeetingState
from learning.people import Person
from learning.protocol import Plan
from learning.session.commands import Begin
from learning.session.state import Mode, Seat, Session
from learning.session.step import begin
from learning.sets import Consent, Desk, LearningSet, Membership, Server, Stage
from storage import mapping
from storage.engine import open_storage
from storage.seal import Seal
from storage.unit import SqlUnits

T = TypeVar("T")

SEATS = 6
AREA = "QJK"
PLAN = "lunch-60"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one set meets, the Discord ids of its members, and when its first part is over."""

    text_xid: int
    voice_xid: int
    xids: tuple[int, ...]
    changes_at: datetime


@dataclass(frozen=True, slots=True)
class Seeds:
    """All that is kept, noun by noun, so that each is written in one go."""

    people: list[Person] = field(default_factory=list[Person])
    sets: list[LearningSet] = field(default_factory=list[LearningSet])
    memberships: list[Membership] = field(default_factory=list[Membership])
    meetings: list[Meeting] = field(default_factory=list[Meeting])
    sessions: list[Session] = field(default_factory=list[Session])
    effects: list[Effect] = field(default_factory=list[Effect])

    async def keep(self, connection: AsyncConnection, seal: Seal) -> None:
        """Write all but the work with one statement a table."""
        await _keep(connection, seal, mapping.PEOPLE, self.people)
        await _keep(connection, seal, mapping.SETS, self.sets)
        await _keep(connection, seal, mapping.MEMBERSHIPS, self.memberships)
        await _keep(connection, seal, mapping.MEETINGS, self.meetings)
        await _keep(connection, seal, mapping.SESSIONS, self.sessions)


async def seed(url: str, guild_xid: int, places: list[Place]) -> None:
    """Keep one session for each place."""
    plan, seeds = load_plans([])[PLAN], Seeds()
    for number, place in enumerate(places):
        _session(seeds, guild_xid, number, place, plan)
    async with await open_storage(url, SECRET, upgrade=True) as storage:
        async with storage.units.write() as unit:
            await unit.servers.add(Server(id=str(guild_xid), guild_xid=guild_xid))
            await unit.desks.add(Desk(id=f"{guild_xid}.{AREA}", guild_xid=guild_xid, area=AREA))
        units = cast("SqlUnits", storage.units)
        async with units.writer.begin() as connection:
            await seeds.keep(connection, units.seal)
        async with storage.units.write() as unit:
            await unit.work.add(seeds.effects, min(place.changes_at for place in places))


async def _keep(
    connection: AsyncConnection, seal: Seal, noun: mapping.Noun[T], things: list[T]
) -> None:
    rows = [noun.shape.row(thing, mapping.id_of(thing), seal) for thing in things]
    await connection.execute(insert(noun.shape.table), rows)
    for child in noun.children:
        rows = [row for one in things for row in child.rows(one, mapping.id_of(one), seal)]
        await connection.execute(insert(child.shape.table), rows)


def _session(seeds: Seeds, guild_xid: int, number: int, place: Place, plan: Plan) -> None:
    began_at = place.changes_at - timedelta(minutes=plan.parts[0].minutes)
    people = [f"p{number}x{seat}" for seat in range(SEATS)]
    seeds.sets.append(
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
        seeds.people.append(invented(person_id, guild_xid, place.xids[seat], AREA, began_at))
        row = f"s{number}.{person_id}"
        seeds.memberships.append(
            Membership(
                id=row, set_id=f"s{number}", person_id=person_id, seat=seat, consent=Consent.YES
            )
        )
    seeds.meetings.append(
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
    seeds.sessions.append(began.session)
    seeds.effects.extend(one for one in began.effects if one.due)

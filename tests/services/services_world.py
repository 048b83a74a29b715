"""A whole house without Discord and without a database: services, a memory, a clock that is held.

Knows how to make people and sets, how to let time pass, and how due work is done one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from fake_stage import LOBBY, FakeStage, Message

from config.areas import load_areas
from config.plans import load_plans
from config.weeks import load_weeks
from learning.areas import Atlas
from learning.closed import Closed
from learning.effects import Effect
from learning.people import HowFar, Person, Role
from learning.ports import Back, Dead, Units
from learning.protocol import Plan
from learning.sets import Consent, Desk, LearningSet, Membership, Server, Stage
from scheduling.clock import HeldClock
from scheduling.verdict import Again, after, is_too_late
from services import Kit, Services, Who, make_services
from storage.memory import MemoryUnits

START = datetime(2027, 1, 11, 9, 30, tzinfo=UTC)  # a Monday
OWNER = "t"
GUILD = 77
BOSS, LEAD, DEPUTY = 501, 502, 503  # Discord ids of coordinator, safeguarding lead, deputy
DEVON = "QJK"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@cache
def atlas() -> Atlas:
    """Return the South West."""
    return load_areas()


@cache
def plans() -> dict[str, Plan]:
    """Return the shipped session plans."""
    return load_plans()


@cache
def home() -> str:
    """Return a council area in Devon."""
    return next(area.code for area in atlas().locals_under(DEVON))


class TurnedDice:
    """Chance that is the same every time."""

    def __init__(self) -> None:
        self._number = 0

    def id(self) -> str:
        """Return the next id."""
        self._number += 1
        return f"id{self._number:04}"

    def seed(self) -> int:
        """Return a seed."""
        return 7


def person(number: int, **more: Any) -> Person:
    """Make somebody up: odd numbers are GPs, even ones artists; all can make two evenings."""
    known: dict[str, Any] = {
        "id": f"p{number:02}",
        "guild_xid": GUILD,
        "xid": 1000 + number,
        "name": f"Name{number}",
        "role": Role.GP if number % 2 else Role.ARTIST,
        "own_words": "",
        "area": home(),
        "how_far": HowFar.ICB,
        "good": ("tue-evening",),
        "possible": ("thu-evening",),
        "joined_at": START - DAY * number,
    }
    return Person(**{**known, **more})


@dataclass(slots=True)
class World:
    """Services over a memory and a stage, with one area set up."""

    units: Units
    clock: HeldClock = field(default_factory=lambda: HeldClock(START))
    stage: FakeStage = field(default_factory=FakeStage)
    budget: int = 40
    closed: tuple[Closed, ...] = ()

    def __post_init__(self) -> None:
        """Build the services."""
        kit = Kit(
            units=self.units,
            clock=self.clock,
            dice=TurnedDice(),
            areas=atlas(),
            plans=plans(),
            zone="Europe/London",
            budget=self.budget,
            weeks=load_weeks(),
            closed=self.closed,
        )
        self.kit = kit
        self.services: Services = make_services(kit, self.stage)
        self.lost: list[tuple[str, str]] = []  # keys of work that was given up, and why

    kit: Kit = field(init=False)
    services: Services = field(init=False)
    lost: list[tuple[str, str]] = field(init=False)

    @property
    def now(self) -> datetime:
        """The present instant."""
        return self.clock.now()

    async def set_up(self, *areas: str) -> None:
        """Give areas a coordinator and a safeguarding lead who was checked lately."""
        async with self.units.write() as unit:
            await unit.servers.add(Server(id=str(GUILD), guild_xid=GUILD, lobby_xid=LOBBY))
            for area in areas or (DEVON,):
                await unit.desks.add(
                    Desk(
                        id=f"{GUILD}.{area}",
                        guild_xid=GUILD,
                        area=area,
                        coordinator_xids=(BOSS,),
                        lead_xid=LEAD,
                        deputy_xid=DEPUTY,
                        lead_checked=date(2026, 12, 1),
                    )
                )

    async def join(self, *people: Person) -> None:
        """Put people on the list."""
        async with self.units.write() as unit:
            for one in people:
                await unit.people.add(one)

    async def proposed(self, members: int = 6, **more: Any) -> LearningSet:
        """Publish one set of the first so many people, and send the questions."""
        known: dict[str, Any] = {"area": home(), "block": "tue-evening"}
        found = LearningSet(
            id="s1",
            guild_xid=GUILD,
            name="Kestrel",
            stage=Stage.DRAFT,
            formed_at=self.now,
            **{**known, **more},
        )
        async with self.units.write() as unit:
            await unit.sets.add(found)
            for seat in range(members):
                one = f"p{seat + 1:02}"
                await unit.memberships.add(
                    Membership(id=f"s1.{one}", set_id="s1", person_id=one, seat=seat)
                )
        await self.services.publishing.publish(self.boss, DEVON)
        await self.pass_time(timedelta(minutes=1))
        return await self.get("sets", "s1")

    async def running(self, members: int = 6, people: int = 6) -> LearningSet:
        """Make people, and a set of them that stands, with rooms and dates."""
        await self.set_up()
        await self.join(*(person(n, can_guide=n == 1) for n in range(1, people + 1)))
        await self.proposed(members)
        for number in range(1, members + 1):
            await self.say(number, Consent.YES)
        await self.settle()
        return await self.get("sets", "s1")

    @property
    def boss(self) -> Who:
        """The coordinator."""
        return Who(xid=BOSS, guild_xid=GUILD, manages=True)

    def who(self, number: int, guild_xid: int = GUILD) -> Who:
        """Return a person as they ask."""
        return Who(xid=1000 + number, guild_xid=guild_xid)

    async def say(self, number: int, said: Consent, set_id: str = "s1") -> None:
        """Answer the newest card of a person."""
        place = await self.get("memberships", f"{set_id}.p{number:02}")
        revision = place.revision if place is not None else 1
        await self.services.consenting.answer(
            self.who(number), f"{set_id}.p{number:02}", revision, said
        )

    async def get(self, kind: str, id: str) -> Any:
        """Look at one thing."""
        async with self.units.read() as unit:
            return await getattr(unit, kind).get(id)

    async def where(self, kind: str, **equals: object) -> tuple[Any, ...]:
        """Look at things."""
        async with self.units.read() as unit:
            return await getattr(unit, kind).where(**equals)

    async def save(self, kind: str, thing: Any) -> Any:
        """Change a thing behind everybody's back."""
        async with self.units.write() as unit:
            return await getattr(unit, kind).save(thing)

    async def pending(self, prefix: str = "") -> tuple[Effect, ...]:
        """Look at what is still due."""
        async with self.units.read() as unit:
            return await unit.work.pending(prefix)

    async def settle(self) -> None:
        """Do all that is due by now."""
        while True:
            async with self.units.write() as unit:
                works = await unit.work.claim(
                    self.now, owner=OWNER, limit=100, lease=timedelta(minutes=1)
                )
            if not works:
                return
            for work in works:
                await self._do(work)

    async def _do(self, work: Any) -> None:
        posted, verdict = None, None
        if is_too_late(work, self.now):
            verdict = "too_late"
        else:
            try:
                posted = await self.services.telling.perform(work, self.now)
            except Exception as error:
                judged = after(work, error, self.now, 0)
                verdict = judged if isinstance(judged, Again) else judged.why
                if isinstance(judged, Again) and judged.why == "bug":
                    raise
        async with self.units.write() as unit:
            if isinstance(verdict, Again):
                back = Back(work.effect.key, verdict.at, verdict.why)
                await unit.work.settle([back], owner=OWNER)
            elif verdict is not None:
                await unit.work.settle([Dead(work.effect.key, self.now, verdict)], owner=OWNER)
                self.lost.append((work.effect.key, verdict))
            else:
                await unit.work.finish(work.effect.key, self.now, posted)

    async def pass_time(self, length: timedelta) -> None:
        """Let time pass, with everything done at its own instant."""
        await self.go_to(self.now + length)

    async def go_to(self, at: datetime) -> None:
        """Go to an instant, with everything on the way done at its own."""
        await self.settle()
        while True:
            async with self.units.read() as unit:
                due = await unit.work.next_due()
            if due is None or due > at:
                break
            self.clock.move(max(due, self.now))
            await self.settle()
        self.clock.move(max(at, self.now))

    def dms(self, number: int) -> list[Message]:
        """Return somebody's direct messages as they stand."""
        return self.stage.seen_by(1000 + number)

    def room(self, name: str = "Kestrel") -> list[Message]:
        """Return what stands in the room of a set."""
        rooms = self.stage.rooms.get(name)
        return self.stage.seen_in(rooms.text_xid) if rooms else []


def fresh(units: Units | None = None, *, closed: tuple[Closed, ...] = ()) -> World:
    """Return a new world, in memory unless it is given a database."""
    return World(units or MemoryUnits(), closed=closed)

"""A keeper: a house's memory with a clock that stands still until a test moves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from config.areas import load_areas
from learning.ports import Units, Work
from learning.retention import Retention
from scheduling.clock import HeldClock, SureDice
from services.dating import Dating
from services.erasing import Erasing
from services.kit import Kit
from services.leaving import Leaving
from services.mending import Mending
from services.retiring import Retiring
from services.sessions import Sessions
from services.starting import Starting

START = datetime(2027, 1, 4, 12, tzinfo=UTC)
SECRET = "a long enough key for these tests"


@dataclass
class Keeper:
    """A kit, its clock, and the service that removes what is past its time."""

    kit: Kit
    clock: HeldClock
    retiring: Retiring

    @property
    def units(self) -> Units:
        """The memory."""
        return self.kit.units

    def wait(self, **time: float) -> None:
        """Let time pass."""
        self.clock.move(self.clock.now() + timedelta(**time))

    async def add(self, shelf: str, *things: object) -> None:
        """Keep things."""
        async with self.units.write() as unit:
            for thing in things:
                await getattr(unit, shelf).add(thing)

    async def ids(self, shelf: str) -> list[str]:
        """Return the ids of what is kept."""
        async with self.units.read() as unit:
            return [one.id for one in await getattr(unit, shelf).where()]

    async def due(self) -> list[Work]:
        """Take all work that is due, and call it done."""
        async with self.units.write() as unit:
            now = self.clock.now()
            work = await unit.work.claim(now, owner="test", limit=100, lease=timedelta(minutes=1))
            for one in work:
                await unit.work.finish(one.effect.key, now)
        return list(work)


def keeper_over(units: Units) -> Keeper:
    """Return a keeper over a memory, with the shipped times."""
    clock = HeldClock(START)
    kit = Kit(
        units=units,
        clock=clock,
        dice=SureDice(),
        areas=load_areas(None),
        plans={},
        zone="Europe/London",
        retention=Retention(),
    )
    stage = None  # nothing is told to Discord here
    sessions = Sessions(kit, Starting(kit, stage))  # type: ignore[arg-type]
    leaving = Leaving(kit, Mending(kit, Dating(kit)), sessions)
    return Keeper(kit, clock, Retiring(kit, Erasing(kit, leaving)))

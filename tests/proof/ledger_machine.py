"""The real ledger and pump under any sequence of wishes, faults and crashes, on a held clock.

Knows a Discord that drops repeats for three minutes and can be looked at, processes that die before
or after any commit, and another process that freezes with work in hand. Must not know cards.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ledger_life import Crash, Discord, Life

from learning.effects import Card, Effect, Place, To, post
from learning.ports import Back, Dead, Done, Ending, Posted, Unit, Units, Work
from learning.refusals import Unavailable, Unreachable
from scheduling.clock import HeldClock
from scheduling.due import Pump
from scheduling.limits import Limits
from scheduling.worker import Perform
from storage.engine import Storage, open_storage

START = datetime(2027, 1, 11, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LEASE = timedelta(seconds=60)
LIMITS = Limits(lease=LEASE, rest=0.0, grace=0.5)
SECRET = "a long enough key for this proof"
STRANGER = "stranger"


class Proof:
    """One run: what was wished for, and what came of it."""

    def __init__(self, ready: Path) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="setwise-machine-")
        self._file = Path(self._folder.name) / "x.db"
        shutil.copy(ready, self._file)
        self.clock = HeldClock(START)
        self.discord = Discord(self.clock)
        self.wanted: dict[str, Effect] = {}  # by key; those taken back are not in it any more
        self.every: set[str] = set()
        self.taken_back: set[str] = set()
        self.versions: Counter[str] = Counter()
        self.in_strange_hands: list[tuple[Work, Ending]] = []
        self._storage: Storage | None = None
        self._pump: Pump | None = None
        self._life: Life | None = None

    @property
    def life(self) -> Life:
        """The process that is alive."""
        assert self._life is not None
        return self._life

    @property
    def units(self) -> Units:
        """The memory itself, which outlives processes."""
        assert self._storage is not None
        return self._storage.units

    async def open(self) -> None:
        """Open the memory and start a process."""
        self._storage = await open_storage(f"sqlite+aiosqlite:///{self._file}", SECRET)
        await self._begin()

    async def close(self) -> None:
        """End everything."""
        await self._bury()
        assert self._storage is not None
        await self._storage.close()
        self._folder.cleanup()

    # -- what people wish for ----------------------------------------------------------------

    async def wish(self, about: str, after: int, useful: int | None) -> None:
        """Want something new about a thing: what was wanted about it before is taken back."""
        version = self.versions[about] + 1
        due = self.clock.now() + SECOND * after
        until = due + SECOND * useful if useful is not None else None
        key = f"{about}:{version}"
        effect = post(key, Place(To.PERSON, f"p{about}"), Card("f", about), due=due, until=until)

        async def change(unit: Unit) -> None:
            await unit.work.void(f"{about}:", self.clock.now())
            await unit.work.add([effect], self.clock.now())

        if await self._commit(change):
            self._take_back(about)
            self.versions[about] = version
            self.wanted[key] = effect
            self.every.add(key)

    async def cancel(self, about: str) -> None:
        """Want nothing about a thing any more."""

        async def change(unit: Unit) -> None:
            await unit.work.void(f"{about}:", self.clock.now())

        if await self._commit(change):
            self._take_back(about)

    def _take_back(self, about: str) -> None:
        for key in [key for key in self.wanted if key.startswith(f"{about}:")]:
            self.taken_back.add(key)
            if not self.discord.sent.get(key):
                del self.wanted[key]

    async def _commit(self, change: Callable[[Unit], Awaitable[None]]) -> bool:
        """Make one change as the living process; say whether it was kept."""
        after = self.life.fatal == (0, True)
        try:
            async with self.life.write() as unit:
                await change(unit)
        except Crash:
            return after
        finally:
            await self.rest()
        return True

    # -- what befalls the processes -----------------------------------------------------------

    async def pass_time(self, seconds: int) -> None:
        """Let time go by and everything due be done."""
        await self.rest()
        self.clock.move(SECOND * seconds)
        await self.rest()

    async def stranger(self, *, sends: bool, ending: str) -> None:
        """Let another process take work in hand, perhaps send it, and freeze."""
        now = self.clock.now()
        async with self.units.write() as unit:
            works = await unit.work.claim(now, owner=STRANGER, limit=2, lease=LEASE)
        for work in works:
            key, posted = work.effect.key, None
            with suppress(Unavailable, Unreachable):
                posted = self.discord.send(work) if sends else None
            if posted is not None:
                self.in_strange_hands.append((work, Done(key, now, posted)))
            elif ending == "dead":
                self.in_strange_hands.append((work, Dead(key, now, "strange")))
            else:
                tried = sends or ending == "tried"  # it may have got through without an answer
                self.in_strange_hands.append((work, Back(key, now, "strange", tried)))

    async def stranger_wakes(self) -> None:
        """Let the other process write down what it knows, however long ago that was."""
        endings = [ending for _, ending in self.in_strange_hands]
        self.in_strange_hands.clear()
        async with self.units.write() as unit:
            await unit.work.settle(endings, owner=STRANGER)
        await self.rest()

    async def rest(self) -> None:
        """Wait until nothing is due or the process has died; in its place a new one begins."""
        while True:
            assert self._pump is not None
            idle = asyncio.ensure_future(self._pump.idle())
            died = asyncio.ensure_future(self.life.dead.wait())
            async with asyncio.timeout(20):
                await asyncio.wait({idle, died}, return_when=asyncio.FIRST_COMPLETED)
            idle.cancel()
            died.cancel()
            if not self.life.dead.is_set():
                return
            await self._bury()
            await self._begin()

    async def _begin(self) -> None:
        while True:
            fatal = self._life.fatal if self._life else None
            self._life = life = Life(self.units)
            life.fatal = fatal
            pump = Pump(life, self.clock, self._perform(life), owner="one", limits=LIMITS)
            try:
                await pump.start()
            except Crash:
                continue
            pump.open()
            self._pump = pump
            assert self._storage is not None
            self._storage.listen(pump.nudge)
            return

    def _perform(self, life: Life) -> Perform:
        async def perform(work: Work, now: datetime) -> Posted | None:
            del now
            life.must_live()
            return self.discord.send(work)

        return perform

    async def _bury(self) -> None:
        """Take away what is left of a process, without any of the manners of a clean end."""
        pump, self._pump = self._pump, None
        assert pump is not None
        assert self._storage is not None
        pump.alarm.stop()
        inside(self._storage, "_units").listeners.remove(pump.nudge)
        writing = inside(pump, "_book", "_writing")
        found = (inside(pump, "_task"), writing, *inside(pump, "_at_it"))
        tasks = [one for one in found if one is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # -- what must be so ------------------------------------------------------------------------

    async def end_well(self) -> None:
        """Let all trouble end and time go by; then each wish was met once or has its reason."""
        self.discord.faults.clear()
        self.life.fatal = None
        await self.rest()
        for _ in range(12):
            await self.pass_time(61)
        await self.stranger_wakes()
        for _ in range(3):
            await self.pass_time(600)
        await self.check()
        async with self.units.read() as unit:
            assert await unit.work.pending() == (), "something is never done"
            dead = {one.key: one.why for one in await unit.work.buried()}
            for key in self.wanted:
                sent, posted = self.discord.sent.get(key), await unit.work.posted(key)
                # Taken back before its answer came: it was read, but nobody knows where it stands.
                known = posted or key in self.taken_back
                assert (sent and known) or dead.get(key), f"{key} is lost"

    async def check(self) -> None:
        """At any moment: nothing is doubled, nothing was sent early, and nothing is forgotten."""
        for key, times in self.discord.sent.items():
            assert len(times) <= 1, f"{key} is doubled"
        async with self.units.read() as unit:
            for key, effect in self.wanted.items():
                kept = await unit.work.effect(key)
                assert kept is not None, f"{key} is forgotten"
                assert kept == replace(effect, due=effect.due)
                times = self.discord.sent.get(key, [])
                assert all(effect.due is not None and at >= effect.due for at in times)


def inside(thing: Any, *names: str) -> Any:
    """Reach into something that dies without manners: nobody may do this but death."""
    for name in names:
        thing = getattr(thing, name)
    return thing

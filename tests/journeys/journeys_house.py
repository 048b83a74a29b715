"""The house and the practice server in one process, with clocks that stand still.

Everything goes over real sockets and real SQLite. The house's clock stands still until a test
moves the practice clock; the two always show the same instant.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.house import House, build
from config.settings import Settings
from learning.ports import Unit
from practice import cast
from practice.hands import text_of
from practice.theatre import Theatre
from practice.world import P
from scheduling.clock import HeldClock

Json = dict[str, Any]
START = datetime(2027, 1, 11, 9, 30, tzinfo=UTC)  # a Monday; six dates from here cross 28 March
SECRET = "a long enough key for these tests"
PATIENCE = 20.0
HANDLING = {"discord.py: on_interaction", "CommandTree-invoker"}  # presses, forms and commands


class StageSet(Theatre):
    """A theatre whose bot lives in this very process, and whose clocks stand still."""

    def __init__(self, folder: Path, fresh: Path, start: datetime = START) -> None:
        super().__init__(folder, start, speed=0)
        self._fresh = fresh
        self._number = self.clock.follow()
        self._held: HeldClock | None = None
        self._running: asyncio.Task[None] | None = None
        self._house: House | None = None
        self.plans: Path | None = None
        self.feed_url = ""  # where calendar links begin; a test asks for what they give itself
        self.secret = SECRET
        self.shared_url = ""  # a database of several machines, instead of the file
        self.clock.on_change(self._move)

    @property
    def house(self) -> House:
        """The house, which has to be open."""
        assert self._house is not None, "start_bot first"
        return self._house

    @property
    def database(self) -> Path:
        """The file in which the house keeps everything."""
        return self.folder / "setwise.db"

    @property
    def settings(self) -> Settings:
        """What the house is built from."""
        return Settings(
            token=self.server.token,
            database_url=self.shared_url or f"sqlite+aiosqlite:///{self.database}",
            secret_key=self.secret,
            discord_api=self.server.api_url,
            discord_gateway=self.server.gateway_url,
            plans=self.plans,
            feed_url=self.feed_url,
            feed_port=0 if self.feed_url else None,
        )

    async def start_bot(self) -> None:
        """Build the house and wait until it is there and at rest."""
        if self.secret == SECRET and not self.database.exists():
            shutil.copy(self._fresh, self.database)
        self._held = HeldClock(self.clock.now())
        self._house = await build(self.settings, clock=self._held)
        self._running = asyncio.create_task(self._house.run())
        await self.until(lambda: self._house is None or self._house.client.is_ready())
        await self.rest()

    async def stop_bot(self) -> None:
        """Close the house in good order."""
        if self._house is None or self._running is None:
            return
        if not self._running.done():
            with contextlib.suppress(TimeoutError):
                await self.rest()  # so that nothing is cut off in the middle
        house, self._house = self._house, None
        await house.client.close()
        await self._running

    async def restart(self) -> None:
        """Close the house and open it again over the same database."""
        await self.stop_bot()
        await self.start_bot()

    async def rest(self, *, until_commands: bool = False) -> None:
        """Wait until nothing is due, and note what is due next."""
        del until_commands
        assert self._running is not None
        if self._running.done():
            self._running.result()
        async with asyncio.timeout(PATIENCE):
            while handling := [one for one in asyncio.all_tasks() if one.get_name() in HANDLING]:
                await asyncio.wait(handling)
            await self.house.idle()
        async with self.house.storage.units.read() as unit:
            due = await unit.work.next_due()
        self.clock.told(self._number, self.clock.epoch())
        self.clock.report(
            self._number,
            next_due=due.timestamp() if due else None,
            busy=False,
            seen=self.clock.epoch(),
        )

    async def until(self, done: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait until this is so; fails when it is not in time."""
        async with asyncio.timeout(seconds):
            while not done():
                if self._running is not None and self._running.done():
                    self._running.result()
                await asyncio.sleep(0.005)

    def _move(self) -> None:
        if self._held is not None and self._held.now() != self.clock.now():
            self._held.move(self.clock.now())

    def leave_the_clock(self) -> None:
        """Follow the clock no longer: a process of its own does from now on."""
        self.clock.unfollow(self._number)

    def _environment(self) -> dict[str, str]:
        return {**super()._environment(), "SETWISE_SECRET_KEY": self.secret}

    def seat(self, name: str, rights: P) -> None:
        """Let one more person into the server, with these rights."""
        self._members[name] = self.world.add_member(name, permissions=rights).user.id

    # -- looking inside, where a test has to know more than a member can see -----------------

    async def look(self, how: Callable[[Unit], Awaitable[Any]]) -> Any:
        """Read something from the memory of the house."""
        async with self.house.storage.units.read() as unit:
            return await how(unit)

    async def dead(self) -> tuple[tuple[str, str], ...]:
        """Return what was given up, as (key, why)."""

        async def letters(unit: Unit) -> tuple[tuple[str, str], ...]:
            return tuple((one.key, one.why) for one in await unit.work.buried())

        return await self.look(letters)

    def seen_by(self, name: str) -> list[Json]:
        """Return every message that somebody can read anywhere, their private ones included."""
        hand = self.hand(name)
        return [m for channel in hand.channels() for m in hand.messages(channel["id"])]

    def reads(self, name: str, text: str) -> list[Json]:
        """Return the messages in which somebody can read this text."""
        return [message for message in self.seen_by(name) if text in text_of(message)]

    def everybody(self) -> list[str]:
        """Return the names of all the cast."""
        return [*cast.STAFF, *(one.name for one in cast.EVERYBODY)]

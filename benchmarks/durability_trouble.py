"""What goes wrong in a run: kills, freezes, cuts and restarts, in an order that chance decides.

Knows processes and the two servers that bots depend on. Must not know what is sent or counted.
"""

from __future__ import annotations

import asyncio
import random
import signal
from collections import Counter
from dataclasses import dataclass

from benchmarks.durability_nursery import Nursery
from benchmarks.durability_pg import Postgres
from practice.server import PracticeServer


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One run: where, how many bots, how many reminders, and how much goes wrong."""

    name: str
    driver: str = ""  # "" is SQLite, else PostgreSQL by this driver
    bots: int = 1
    reminders: int = 4000
    kills: int = 200
    freezes: int = 24
    restarts: int = 0
    drops: int = 10
    lease: float = 6.0  # seconds
    gap: float = 1.0  # seconds between kills
    blunt: bool = False  # without the nonce and the look before a second try
    seed: int = 1

    @property
    def seconds(self) -> float:
        """How long the reminders are spread over: while anything still goes wrong."""
        frozen = self.freezes * (self.lease + 2) / self.bots
        return self.kills * self.gap + frozen + self.restarts


class Trouble:
    """Makes things go wrong, so many times each, until all of it has happened."""

    def __init__(
        self, form: Form, nursery: Nursery, server: PracticeServer, store: Postgres | None
    ) -> None:
        self._form = form
        self._nursery = nursery
        self._server = server
        self._store = store
        self._dice = random.Random(form.seed)
        self.done: Counter[str] = Counter()

    async def make(self) -> None:
        """Let it all happen, in an order that chance decides."""
        form = self._form
        acts = (
            ["kill"] * form.kills + ["freeze"] * form.freezes + ["drop"] * form.drops
            + ["restart"] * form.restarts
        )  # fmt: skip
        self._dice.shuffle(acts)
        frozen: set[asyncio.Task[None]] = set()
        for act in acts:
            await asyncio.sleep(self._dice.uniform(0.4, 1.6) * form.gap * (act == "kill"))
            if act == "kill":
                await self._kill()
            elif act == "drop":
                self._server.faults.drop_gateway()
            elif act == "restart" and self._store is not None:
                await asyncio.to_thread(self._store.restart)
            elif act == "freeze":
                task = asyncio.create_task(self._freeze())
                frozen.add(task)
                if len(frozen) >= form.bots:  # with one bot, wait: nobody else is at work
                    await asyncio.gather(*frozen)
                    frozen.clear()
            self.done[act] += 1
        await asyncio.gather(*frozen)

    async def _kill(self) -> None:
        pid = self._nursery.any_awake(self._dice)
        if pid is None:
            await asyncio.sleep(self._form.lease)
            pid = self._nursery.any_awake(self._dice)
        assert pid is not None, "all are frozen"
        self._nursery.signal(pid, signal.SIGKILL)
        await self._nursery.start()

    async def _freeze(self) -> None:
        pid = self._nursery.any_awake(self._dice)
        if pid is None:
            return
        self._nursery.frozen.add(pid)
        self._nursery.signal(pid, signal.SIGSTOP)
        await asyncio.sleep(self._form.lease + 1)
        self._nursery.signal(pid, signal.SIGCONT)
        self._nursery.frozen.discard(pid)

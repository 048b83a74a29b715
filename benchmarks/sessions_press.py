"""How soon a press is answered while many sessions are live, beside a bare bot of discord.py.

Knows real processes, the practice server and people who press "Hand up" at a steady rate. Must not
know how the bot answers. All sets share one channel, because a server has at most 500.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

from benchmarks.durability_crash import practice_server
from benchmarks.durability_nursery import Nursery
from benchmarks.sessions_seed import SEATS, Place, seed
from practice.hands.answer import Answer
from practice.server import PracticeServer
from practice.world import Channel, Draft
from practice.world.talks import COMPONENT
from practice.world.things import Message

EVERY = 30.0  # seconds between two presses of one person
MOST_RATE = 100.0  # presses a second; more would measure the practice server
BEGAN = timedelta(seconds=30)  # so long ago
FIRST_PART = timedelta(minutes=3)
HEAD = (
    "\n| sessions | presses | a second | floor p50 | p99 | ours p50 | p99 | unanswered | memory |"
    " Discord calls per session-hour |\n|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
)


class Crowd:
    """The people of all sessions, one channel, and what they press."""

    def __init__(self, server: PracticeServer, sessions: int) -> None:
        self.server, self.sessions = server, sessions
        world = server.world
        world.found_guild("Rehearsal")
        self.channel: Channel = world.add_channel("room")
        self.voice: Channel = world.add_voice("talk")
        self.xids = [world.add_member(f"N{n}").user.id for n in range(sessions * SEATS)]
        self.calls: Counter[str] = Counter()
        server.door.on_reply = lambda route, _: self.calls.update([route.template])
        self._board: Message | None = None

    def places(self) -> list[Place]:
        """Say where each set meets."""
        text, voice = self.channel.id, self.voice.id
        groups = (self.xids[n : n + SEATS] for n in range(0, len(self.xids), SEATS))
        return [Place(text_xid=text, voice_xid=voice, xids=tuple(one)) for one in groups]

    async def press(self, member: int) -> float:
        """Press "Hand up"; returns seconds until it was answered."""
        world = self.server.world
        if self._board is None:
            self._board = world.post(self.channel, world.bot, Draft("board"))
        thing = f"m{member // SEATS}"
        data = {"component_type": 2, "custom_id": f"b:floor.hand:{thing}:1", "id": 0}
        began = time.perf_counter()
        one = world.interact(COMPONENT, self.xids[member], self.channel, data, source=self._board)
        await Answer(world, one).acknowledged()
        return time.perf_counter() - began

    async def press_all(self, presses: int) -> tuple[list[float], float]:
        """Press at a steady rate; returns how long each took, and how long it all took."""
        rate = min(MOST_RATE, len(self.xids) / EVERY)
        dice, tasks = random.Random(1), list[asyncio.Task[float]]()
        self.calls.clear()
        began = time.perf_counter()
        for number in range(presses):
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            tasks.append(asyncio.create_task(self.press(dice.randrange(len(self.xids)))))
        found = await asyncio.gather(*tasks, return_exceptions=True)
        took = time.perf_counter() - began
        return [one for one in found if isinstance(one, float)], took


async def measure(folder: Path, sessions: int, presses: int) -> str:
    """Measure the floor and ours, one after the other; returns a line of the table."""
    async with practice_server() as server, _bare(server):
        server.faults.delay = 0.0
        floor, _ = await Crowd(server, sessions).press_all(presses)
    async with practice_server() as server:
        server.faults.delay = 0.0
        crowd = Crowd(server, sessions)
        url = f"sqlite+aiosqlite:///{folder / f'press{sessions}.db'}"
        changes_at = datetime.now(UTC) - BEGAN + FIRST_PART
        await seed(url, server.world.guild.id, crowd.places(), changes_at)
        nursery = Nursery(folder, url, server, 60.0)
        try:
            await nursery.open()
            pid = await nursery.start()
            await _connected(server)
            ours, took = await crowd.press_all(presses)
            memory = _memory(pid)
        finally:
            await nursery.close()
    calls = crowd.calls.total() / sessions / (took / 3600)
    rate = min(MOST_RATE, sessions * SEATS / EVERY)
    missing = presses - len(ours)
    cells = (*_cuts(floor), *_cuts(ours), missing, f"{memory} MiB", f"{calls:.0f}")
    return f"| {sessions} | {presses} | {rate:.0f} | {' | '.join(map(str, cells))} |"


@asynccontextmanager
async def _bare(server: PracticeServer) -> AsyncGenerator[None]:
    addresses = (server.token, server.api_url, server.gateway_url)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.sessions_floor", *addresses
    )
    try:
        await _connected(server)
        yield
    finally:
        process.kill()
        await process.wait()


async def _connected(server: PracticeServer) -> None:
    async with asyncio.timeout(60):
        while not server.hub.connected:  # noqa: ASYNC110 (it has no event of its own)
            await asyncio.sleep(0.05)
    await asyncio.sleep(1)


def _cuts(found: list[float]) -> tuple[str, str]:
    cuts = quantiles(found, n=100) if len(found) > 1 else [float("nan")] * 99
    return f"{cuts[49] * 1000:.1f} ms", f"{cuts[98] * 1000:.1f} ms"


def _memory(pid: int) -> int:
    """Return the most memory that a process ever held, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(one for one in status.splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) // 1024

"""Many live sessions in one bot, with six people each who press buttons: how late, how soon?

Knows real processes, the practice server and people who press "Hand up". Must not know how the bot
answers. A server has at most 500 channels, so many sets share a room. Two forms, each a row: in
`steady`, presses come at random at a lifelike rate, and each session changes part once, at a moment
of its own; in `burst`, all sessions change part at one instant and one of each presses just then.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

from benchmarks.durability_crash import practice_server
from benchmarks.durability_seed import SECRET
from benchmarks.sessions_bot import LIVE
from benchmarks.sessions_seed import SEATS, Place, seed
from practice.hands.answer import Answer
from practice.server import PracticeServer
from practice.world import Draft
from practice.world.talks import COMPONENT
from practice.world.things import Message

FORMS = ("steady", "burst")
EVERY = 120.0  # seconds between two presses of one person: about a turn and a hand in each
MOST_ROOMS = 400
LEAD, LEAD_EACH = 15.0, 0.05  # seconds to begin in, and more of them for each session
LAST_CHANCE = 20  # seconds after the last press in which a change is still counted
HEAD = (
    "\n| sessions | form | presses | a second | floor p50 | p99 | ours p50 | p99 | unanswered"
    " | changed | p50 late | p99 | memory | Discord calls per session-hour |\n|--:|---"
    + "|--:" * 12
    + "|"
)


@dataclass(slots=True)
class Pressed:
    """What came of all presses; those that nobody answered in time are counted apart."""

    took: list[float] = field(default_factory=list[float])
    unanswered: int = 0
    seconds: float = 0.0


class Crowd:
    """The people of all sessions, their rooms, and what they press."""

    def __init__(
        self, server: PracticeServer, sessions: int, form: str, seconds: float, every: float
    ) -> None:
        self.server, self.sessions, self.seconds = server, sessions, seconds
        self._steady, self._dice = form == "steady", random.Random(1)
        world = server.world
        self.rooms = [world.add_channel(f"room-{n}") for n in range(min(sessions, MOST_ROOMS))]
        self.voice = world.add_voice("talk")
        self.xids = [world.add_member(f"N{n}").user.id for n in range(sessions * SEATS)]
        self.rate = len(self.xids) / every
        self._boards = [world.post(room, world.bot, Draft("board")) for room in self.rooms]
        self.calls: Counter[str] = Counter()
        server.door.on_reply = lambda route, _: self.calls.update([route.template])

    def places(self, first: datetime) -> list[Place]:
        """Say where each set meets, and when its part is over: at whole seconds, as in life."""
        spread = range(int(self.seconds)) if self._steady else range(1)
        return [
            Place(
                text_xid=self.rooms[n % len(self.rooms)].id,
                voice_xid=self.voice.id,
                xids=tuple(self.xids[n * SEATS : (n + 1) * SEATS]),
                changes_at=first + timedelta(seconds=self._dice.choice(spread)),
            )
            for n in range(self.sessions)
        ]

    async def press_all(self) -> Pressed:
        """Let all presses happen, each whether or not those before it were answered."""
        found, tasks = Pressed(), list[asyncio.Task[None]]()
        self.calls.clear()
        began = time.perf_counter()
        for at, member in self._presses():
            if (wait := began + at - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            tasks.append(asyncio.create_task(self._press(member, found)))
        await asyncio.gather(*tasks)
        found.seconds = time.perf_counter() - began
        return found

    def _presses(self) -> list[tuple[float, int]]:
        if not self._steady:
            one_of_six = self._dice.randrange
            return [(0.0, n * SEATS + one_of_six(SEATS)) for n in range(self.sessions)]
        presses, at = list[tuple[float, int]](), self._dice.expovariate(self.rate)
        while at < self.seconds:
            presses.append((at, self._dice.randrange(len(self.xids))))
            at += self._dice.expovariate(self.rate)
        return presses

    async def _press(self, member: int, found: Pressed) -> None:
        """Press "Hand up" and wait until it is answered, three seconds at most."""
        world, number = self.server.world, member // SEATS
        board: Message = self._boards[number % len(self.rooms)]
        data = {"component_type": 2, "custom_id": f"b:floor.hand:m{number}:1", "id": 0}
        room = self.rooms[number % len(self.rooms)]
        began = time.perf_counter()
        one = world.interact(COMPONENT, self.xids[member], room, data, source=board)
        answer = await Answer(world, one).acknowledged()
        if answer.failed:
            found.unanswered += 1
        else:
            found.took.append(time.perf_counter() - began)


async def measure(folder: Path, sessions: int, form: str, seconds: float, every: float) -> str:
    """Measure the floor and ours, one after the other; returns a line of the table."""
    async with practice_server() as server:
        server.faults.delay = 0.0
        crowd = Crowd(server, sessions, form, seconds, every)
        async with _bare(server):
            floor = await crowd.press_all()
    async with practice_server() as server:
        server.faults.delay = 0.0
        crowd = Crowd(server, sessions, form, seconds, every)
        place = folder / f"{form}{sessions}"
        place.mkdir()
        lead = timedelta(seconds=LEAD + LEAD_EACH * sessions)
        first = (datetime.now(UTC) + lead).replace(microsecond=0)
        places = crowd.places(first)
        url = f"sqlite+aiosqlite:///{place / 'press.db'}"
        await seed(url, server.world.guild.id, places)
        async with _bot(server, place, url) as pid:
            if (wait := (first - datetime.now(UTC)).total_seconds()) < 0:
                raise SystemExit(f"the bot was ready {-wait:.0f} s too late: raise LEAD_EACH")
            await asyncio.sleep(wait)
            ours = await crowd.press_all()
            calls = crowd.calls.total() / sessions / (ours.seconds / 3600)
            late = await _late(place / "kept", places)
            memory = _memory(pid)
    presses = len(ours.took) + ours.unanswered
    rate = f"{crowd.rate:.0f}" if form == "steady" else "at once"
    cells = (
        *(sessions, form, presses, rate, *_cuts(floor.took), *_cuts(ours.took)),
        *(f"{ours.unanswered} (floor {floor.unanswered})", f"{len(late)} of {sessions}"),
        *(*_cuts(late), f"{memory} MiB", f"{calls:.0f}" if form == "steady" else "-"),
    )
    return f"| {' | '.join(map(str, cells))} |"


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


@asynccontextmanager
async def _bot(server: PracticeServer, folder: Path, url: str) -> AsyncGenerator[int]:
    """Start the bot and wait until it says that it is live; gives its process number."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SETWISE_")}
    told = {
        "SETWISE_TOKEN": server.token,
        "SETWISE_DATABASE_URL": url,
        "SETWISE_SECRET_KEY": SECRET,
        "SETWISE_DISCORD_API": server.api_url,
        "SETWISE_DISCORD_GATEWAY": server.gateway_url,
    }
    says = folder / "bot.log"
    with says.open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "benchmarks.sessions_bot", str(folder / "kept")),
            env={**kept, **told}, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        async with asyncio.timeout(300):
            while LIVE not in says.read_bytes():
                if process.returncode is not None:
                    raise SystemExit(says.read_text())
                await asyncio.sleep(0.2)
        yield process.pid
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _connected(server: PracticeServer) -> None:
    async with asyncio.timeout(60):
        while not server.hub.connected:  # noqa: ASYNC110 (it has no event of its own)
            await asyncio.sleep(0.05)
    await asyncio.sleep(1)


async def _late(file: Path, places: list[Place]) -> list[float]:
    """Return how long after its moment each change was kept, once all are or time is up."""
    changes = {f"m{n}": place.changes_at.timestamp() for n, place in enumerate(places)}
    for _ in range(LAST_CHANCE):
        if len(_kept(file, changes)) == len(changes):
            break
        await asyncio.sleep(1)
    return list(_kept(file, changes).values())


def _kept(file: Path, changes: Mapping[str, float]) -> dict[str, float]:
    """Read how late each of these changes was kept; a session has other moments too."""
    late: dict[str, float] = {}
    for line in file.read_text(encoding="ascii").splitlines():
        name, due, kept = line.split()
        if float(due) == changes[name]:
            late.setdefault(name, float(kept) - changes[name])
    return late


def _cuts(found: list[float]) -> tuple[str, str]:
    cuts = quantiles(found, n=100) if len(found) > 1 else [float("nan")] * 99
    return f"{cuts[49] * 1000:.1f} ms", f"{cuts[98] * 1000:.1f} ms"


def _memory(pid: int) -> int:
    """Return the most memory that a process ever held, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(one for one in status.splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) // 1024

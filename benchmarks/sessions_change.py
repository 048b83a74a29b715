"""How late parts of sessions begin when all of them change at the same moment; Discord is left out.

Knows the house's own services, pump and ledger, over a stage that only counts. Must not know
Discord: its 50 requests a second are arithmetic.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles

from benchmarks.durability_seed import SECRET
from benchmarks.sessions_seed import SEATS, Place, seed
from bot.running import tidy_memory
from config.areas import load_areas
from config.plans import load_plans
from learning.effects import Kind
from learning.hearing import Voice
from learning.ports import Posted, Rooms, Work
from scheduling.clock import SureDice, SystemClock
from scheduling.due import Pump
from scheduling.watch import Watch
from services import Kit, make_services
from storage.engine import open_storage

GUILD = 1
HEAD_START = 12.0  # seconds from when all processes are ready to the change: two looks ahead
CATCH_UP = 0.02  # seconds more for each session: what is overdue at the start is done first
CHANGES_AT = datetime(2027, 3, 9, 12, 33, tzinfo=UTC)


class ShiftedClock(SystemClock):
    """The machine's clock, moved so that the change comes when everything is ready."""

    def __init__(self) -> None:
        self._shift = timedelta()

    def set(self, changes: float) -> None:
        """Let the change come at this instant of the machine's clock, in seconds."""
        self._shift = CHANGES_AT - datetime.fromtimestamp(changes, UTC)

    def now(self) -> datetime:
        """Return the shifted instant."""
        return super().now() + self._shift


@dataclass(slots=True)
class CountingStage:
    """Counts what Discord would be asked; nothing is sent."""

    calls: int = 0

    async def post(self, channel_xid: int, face: object, *, key: str, again: bool) -> Posted:
        """Count a message."""
        self.calls += 1
        return Posted(channel_xid, self.calls)

    async def direct(self, user_xid: int, face: object, *, key: str, again: bool) -> Posted:
        """Count a direct message."""
        self.calls += 1
        return Posted(user_xid, self.calls)

    async def edit(self, posted: Posted, face: object) -> None:
        """Count an edit."""
        self.calls += 1

    async def remove(self, posted: Posted) -> None:
        """Count a removal."""
        self.calls += 1

    async def open_rooms(
        self, guild_xid: int, name: str, topic: str, member_xids: Sequence[int], category_xid: int
    ) -> Rooms:
        """Open nothing."""
        return Rooms(1, 2)

    async def admit(self, guild_xid: int, rooms: Rooms, member_xids: Sequence[int]) -> None:
        """Let nobody in."""

    async def close_rooms(self, guild_xid: int, rooms: Rooms) -> None:
        """Close nothing."""

    async def put_event(self, guild_xid: int, event_xid: int, facts: Mapping[str, object]) -> int:
        """Make nothing."""
        return 1

    def hears(self, guild_xid: int) -> bool:
        """Hear every server."""
        del guild_xid
        return True

    async def picture(self, address: str) -> bytes | None:
        """Have no picture."""
        return None

    async def in_voice(self, guild_xid: int, voice_xid: int) -> tuple[int, ...]:
        """Say that nobody is there."""
        return ()

    async def voices(self, guild_xid: int) -> Mapping[int, Voice]:
        """Say that nobody is in voice."""
        return {}

    async def mute(self, guild_xid: int, user_xid: int, *, on: bool) -> bool:
        """Mute nobody."""
        return False

    async def may_mute(self, guild_xid: int, voice_xid: int) -> bool:
        """Say that it may not."""
        return False


@dataclass(slots=True)
class Changes:
    """When each part began, in seconds after it ought to have."""

    late: list[float] = field(default_factory=list[float])
    told: int = 0  # messages for Discord in the same time
    ready: int = 0  # changes that were made ready ahead
    cpu: float = 0.0  # seconds
    memory: int = 0  # MiB

    def line(self, name: str, sessions: int) -> str:
        """Write a line of the table."""
        cuts = quantiles(self.late, n=100) if len(self.late) > 1 else [0.0] * 99
        cells = (f"{cuts[49] * 1000:.0f} ms", f"{cuts[98] * 1000:.0f} ms", f"{self.cpu:.2f} s")
        done = f"{len(self.late)} of {sessions}"
        return f"| {name} | {done} | {' | '.join(cells)} | {self.memory} MiB |"


async def serve(url: str, sessions: int, seconds: float) -> Changes:
    """Be one process of the house until so long after the change."""
    found, stage = Changes(), CountingStage()
    async with await open_storage(url, SECRET) as storage:
        clock = ShiftedClock()
        kit = Kit(
            units=storage.units,
            clock=clock,
            dice=SureDice(),
            areas=load_areas(None),
            plans=load_plans([]),
            zone="Europe/London",
        )
        services = make_services(kit, stage)

        async def perform(work: Work, now: datetime) -> Posted | None:
            done = await services.telling.perform(work, now)
            if work.effect.kind is Kind.WAKE and work.due_at >= CHANGES_AT:
                found.late.append((clock.now() - work.due_at).total_seconds())
            return done

        async def together() -> int:
            done = await services.ticking.together()
            if clock.now() >= CHANGES_AT:
                found.late += [(clock.now() - CHANGES_AT).total_seconds()] * done
            return done

        async def ahead() -> None:
            found.ready += await services.ticking.ahead()

        def share(alive: int) -> None:
            pump.hands = storage.hands(alive)

        pump = Pump(
            storage.units, clock, perform, owner=storage.owner, together=together,
        )  # fmt: skip
        storage.listen(pump.nudge)
        watch = Watch(
            storage.news, storage.units, clock,
            ring=pump.nudge, share=share, chores=(ahead,),
        )  # fmt: skip
        tidy_memory()
        clock.set(await asyncio.to_thread(_start.wait))
        await pump.start()
        watch.start()
        pump.open()
        await asyncio.sleep((CHANGES_AT - clock.now()).total_seconds() - 0.1)
        began = time.process_time()
        await asyncio.sleep(seconds)
        found.cpu = time.process_time() - began
        await watch.stop()
        await pump.stop()
    found.told = stage.calls
    found.memory = _most_memory()
    return found


def _most_memory() -> int:
    """Return the most that this process ever held, in MiB; not what it had from its parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


class Start:
    """Lets all processes begin together, when the last of them is ready."""

    def __init__(self, processes: int, sessions: int) -> None:
        self._lead = HEAD_START + CATCH_UP * sessions
        context = get_context("spawn")
        self._ready = context.Barrier(processes)
        self._at = context.Value("d", 0.0)

    def wait(self) -> float:
        """Return the instant of the change, the same for all."""
        self._ready.wait(timeout=120)
        with self._at.get_lock():
            self._at.value = self._at.value or time.time() + self._lead
            return self._at.value


_start: Start


def _born(start: Start) -> None:
    global _start
    _start = start


def _serve(url: str, sessions: int, seconds: float) -> Changes:
    return asyncio.run(serve(url, sessions, seconds))


def measure(url: str, sessions: int, processes: int, seconds: float) -> Changes:
    """Let so many sessions change at once and return how late they did."""
    places = [
        Place(
            text_xid=10**6 + n,
            voice_xid=2 * 10**6 + n,
            xids=tuple(n * SEATS + s + 1 for s in range(SEATS)),
            changes_at=CHANGES_AT,
        )
        for n in range(sessions)
    ]
    asyncio.run(seed(url, GUILD, places))
    with get_context("spawn").Pool(processes, _born, (Start(processes, sessions),)) as pool:
        parts = pool.starmap(_serve, [(url, sessions, seconds)] * processes, chunksize=1)
    whole = Changes(cpu=sum(p.cpu for p in parts), memory=max(p.memory for p in parts))
    whole.late = [late for part in parts for late in part.late]
    whole.told = sum(part.told for part in parts)
    whole.ready = sum(part.ready for part in parts)
    return whole

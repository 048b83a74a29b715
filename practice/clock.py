"""Practice time: one clock that can be held, run fast, or jump, and what its followers report.

It knows real time and virtual time. It must not know who follows it or what is due there; the
websocket on which followers listen and report is in `practice.clockdoor`.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass
class Follower:
    """One listening process: what it was last told, and what it last reported."""

    told: float
    generation: int
    next_due: float | None = None
    busy: bool = False
    seen: float | None = None

    def has_seen(self, generation: int) -> bool:
        """Say whether the newest message (by `generation`) was sent to it and processed."""
        if self.generation != generation or self.seen is None:
            return False
        return abs(self.seen - self.told) < 1e-6


class PracticeClock:
    """Virtual time: anchor + (real time since) x speed; speed 0 holds it still."""

    def __init__(self, anchor: datetime | None = None, speed: float = 1.0) -> None:
        self._real = time.time()
        self._virtual = anchor.timestamp() if anchor else self._real
        self._speed = _sane(speed)
        self._listeners: list[Callable[[], None]] = []
        self._followers: dict[int, Follower] = {}
        self._numbers = 0
        self._news = asyncio.Event()
        self.generation = 0

    @property
    def speed(self) -> float:
        """How many virtual seconds pass in one real second."""
        return self._speed

    def epoch(self) -> float:
        """Virtual seconds since 1970, UTC."""
        return self._virtual + (time.time() - self._real) * self._speed

    def now(self) -> datetime:
        """The virtual moment, aware, UTC."""
        return datetime.fromtimestamp(self.epoch(), UTC)

    def set_speed(self, speed: float) -> None:
        """Run at `speed` from this moment on: 0 holds, 1 is life, 60 is a minute a second."""
        self._change(self.epoch(), _sane(speed))

    def jump(self, to: datetime) -> None:
        """Move on to the moment `to`; ValueError when that is in the past."""
        target = to.timestamp()
        if target < self.epoch() - 1e-6:
            raise ValueError("practice time never runs backwards")
        self._change(max(target, self.epoch()), self._speed)

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call `callback` after each change of speed and each jump."""
        self._listeners.append(callback)

    def message(self) -> dict[str, float]:
        """What a follower is told: real and virtual epoch seconds, and the speed."""
        real = time.time()
        virtual = self._virtual + (real - self._real) * self._speed
        return {"real": real, "virtual": virtual, "speed": self._speed}

    # -- followers ---------------------------------------------------------------------------

    @property
    def followers(self) -> int:
        """How many processes follow this clock now."""
        return len(self._followers)

    @property
    def next_due(self) -> float | None:
        """The earliest moment (virtual epoch seconds) at which a follower has something to do."""
        due = [f.next_due for f in self._followers.values() if f.next_due is not None]
        return min(due, default=None)

    @property
    def busy(self) -> bool:
        """Whether any follower says it is working."""
        return any(f.busy for f in self._followers.values())

    def follow(self) -> int:
        """Enter a follower and return its number."""
        self._numbers += 1
        self._followers[self._numbers] = Follower(0.0, -1)
        return self._numbers

    def told(self, number: int, virtual: float) -> None:
        """Note that follower `number` was sent the newest message, with this virtual time."""
        self._followers[number].told = virtual
        self._followers[number].generation = self.generation

    def report(
        self, number: int, *, next_due: float | None, busy: bool, seen: float | None
    ) -> None:
        """Keep the latest report of follower `number`."""
        follower = self._followers[number]
        follower.next_due, follower.busy, follower.seen = next_due, busy, seen
        self._news.set()

    def unfollow(self, number: int) -> None:
        """Forget a follower whose connection is gone."""
        self._followers.pop(number, None)
        self._news.set()

    def is_settled(self, followers: int = 1) -> bool:
        """Say whether `followers` or more follow, all up to date and none of them busy."""
        if len(self._followers) < followers:
            return False
        return not self.busy and all(f.has_seen(self.generation) for f in self._followers.values())

    async def settled(self, timeout: float = 10.0, followers: int = 1) -> bool:  # noqa: ASYNC109 (a yes or no is wanted, not an exception)
        """Wait until `is_settled`; False when `timeout` real seconds pass first."""
        end = time.monotonic() + timeout
        while not self.is_settled(followers):
            self._news.clear()
            left = end - time.monotonic()
            if left <= 0:
                return False
            try:
                await asyncio.wait_for(self._news.wait(), left)
            except TimeoutError:
                return self.is_settled(followers)
        return True

    async def jump_to_next(self) -> datetime | None:
        """Jump to the next thing a follower has due; None when nothing is."""
        due = self.next_due
        if due is None:
            return None
        if due > self.epoch():
            self._change(due, self._speed)
        return self.now()

    def _change(self, virtual: float, speed: float) -> None:
        self._real, self._virtual, self._speed = time.time(), virtual, speed
        self.generation += 1
        for callback in list(self._listeners):
            callback()
        self._news.set()


def _sane(speed: float) -> float:
    if not 0 <= speed <= 100_000:
        raise ValueError("speed is between 0 (held) and 100000")
    return float(speed)

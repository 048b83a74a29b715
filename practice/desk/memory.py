"""What the REST side remembers between requests: nonces, old edits, renames, and its buckets.

Real seconds for buckets and nonces, as the bot's library counts them.
"""

import time
from collections import deque
from dataclasses import dataclass, field

NONCE_SECONDS = 300.0


@dataclass(frozen=True)
class Pace:
    """At most `times` requests in `seconds`."""

    times: int
    seconds: float


@dataclass
class Window:
    """One bucket: the moments at which its requests came."""

    hits: deque[float] = field(default_factory=deque[float])

    def wait(self, pace: Pace, now: float) -> float:
        """Seconds until another request fits; 0 when it fits now. Does not count it."""
        while self.hits and self.hits[0] <= now - pace.seconds:
            self.hits.popleft()
        if len(self.hits) < pace.times:
            return 0.0
        return self.hits[0] + pace.seconds - now


DISCORD_LIKE = {
    ("POST", "/channels/{channel_id}/messages"): Pace(5, 5.0),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): Pace(5, 5.0),
    ("PATCH", "/channels/{channel_id}"): Pace(5, 15.0),
    ("POST", "/guilds/{guild_id}/scheduled-events"): Pace(5, 60.0),
}


@dataclass
class Memory:
    """Buckets, nonces, edits of old messages and renames. `default` is generous on purpose."""

    default: Pace = field(default_factory=lambda: Pace(2000, 1.0))
    paces: dict[tuple[str, str], Pace] = field(default_factory=dict[tuple[str, str], Pace])
    whole_bot: Pace = field(default_factory=lambda: Pace(5000, 1.0))
    old_edits: Pace = field(default_factory=lambda: Pace(3, 20.0))
    renames: Pace = field(default_factory=lambda: Pace(2, 600.0))
    members_intent: bool = False
    message_content: bool = False
    windows: dict[str, Window] = field(default_factory=dict[str, Window])
    _nonces: dict[tuple[int, str], tuple[int, float]] = field(
        default_factory=dict[tuple[int, str], tuple[int, float]]
    )

    def like_discord(self) -> None:
        """Use limits of about Discord's size instead of the generous ones."""
        self.default, self.whole_bot = Pace(10, 10.0), Pace(50, 1.0)
        self.paces = dict(DISCORD_LIKE)

    def window(self, key: str) -> Window:
        """The bucket of that name; when there are thousands, the older half is forgotten."""
        if len(self.windows) > 4000:
            for name in list(self.windows)[:2000]:
                del self.windows[name]
        return self.windows.setdefault(key, Window())

    def pause(self, key: str, pace: Pace, virtual: float, speed: float) -> float:
        """Count an act, or say how long to wait: practice time and real time both heal.

        Returns 0 when the act fits. `virtual` is practice time in epoch seconds.
        """
        real = time.monotonic()
        lived, timed = self.window(f"{key} real"), self.window(f"{key} virtual")
        left, due = lived.wait(pace, real), timed.wait(pace, virtual)
        if left > 0 and due > 0:
            return min(left, due / speed) if speed > 0 else left
        lived.hits.append(real)
        timed.hits.append(virtual)
        return 0.0

    def said_before(self, channel_id: int, nonce: str) -> int | None:
        """The message sent with this nonce in the last minutes, if any."""
        found = self._nonces.get((channel_id, nonce))
        if found is None or time.monotonic() - found[1] > NONCE_SECONDS:
            return None
        return found[0]

    def remember_nonce(self, channel_id: int, nonce: str, message_id: int) -> None:
        """Keep which message a nonce made."""
        self._nonces[(channel_id, nonce)] = (message_id, time.monotonic())

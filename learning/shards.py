"""Shards: the parts into which Discord divides the servers of a bot, and which of them are ours.

Knows Discord's rule of division. Must not know connections, nor who keeps the other parts.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Shards:
    """How many there are, and the numbers of those that this process keeps now.

    A server is of shard `(id >> 22) % count`; direct messages are of shard 0, and so is whatever
    is of no server at all (id 0). Source: Discord's documentation, "Gateway", under "Sharding".
    """

    count: int = 1
    ours: set[int] = field(default_factory=set[int])

    def of(self, guild_xid: int) -> int:
        """Return the number of the shard that a server is of."""
        return (guild_xid >> 22) % self.count

    @property
    def undivided(self) -> bool:
        """Whether there is nothing to tell apart: all of them are ours, or there is but one."""
        return self.count == 1 or len(self.ours) == self.count

"""Our connections to Discord, one client for each shard that this process keeps.

Knows how they are begun and ended. Must not know why a shard is ours.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.client import SetwiseBot
from bot.stage import DiscordStage
from scheduling.serving import Serving


class Connections:
    """The clients of this process; when one ends by itself, all end.

    `make` makes a client. One is made at once, so that a fault in a room is met before any door.
    """

    def __init__(
        self, make: Callable[[], SetwiseBot], token: Callable[[], str], stage: DiscordStage
    ) -> None:
        self._make = make
        self._token = token
        self._stage = stage
        self._first: SetwiseBot | None = make()
        self._clients: dict[int, SetwiseBot] = {}
        self._serving = Serving()

    @property
    def clients(self) -> tuple[SetwiseBot, ...]:
        """All of them, that of the lowest shard first; also the one that waits for its shard."""
        waiting = (self._first,) if self._first else ()
        return (*(self._clients[shard] for shard in sorted(self._clients)), *waiting)

    def take(self, shard: int) -> None:
        """Begin to serve a shard."""
        self._serving.begin(shard, self._serve(self.introduce(shard)))

    def introduce(self, shard: int) -> SetwiseBot:
        """Let a client be that of a shard, and say so to the stage; it is not begun yet."""
        client, self._first = self._first or self._make(), None
        if client.shard_count:
            client.shard_id = shard
        self._clients[shard] = client
        self._stage.open(client, shard)
        return client

    async def leave(self, shard: int) -> None:
        """Serve a shard no more; that of the last ends them all."""
        client = self._clients[shard]
        if len(self._clients) == 1:
            await client.close()
            return
        self._stage.shut(shard)
        del self._clients[shard]
        await self._serving.end(shard, client.close)

    async def serve(self) -> None:
        """Wait until one has ended by itself; raises what ended it."""
        await self._serving.over()

    async def close(self) -> None:
        """End them all."""
        for client in self.clients:
            if not client.is_closed():
                await client.close()
        await self._serving.all_ended()

    # -- how they are, all together -----------------------------------------------------------

    def is_ready(self) -> bool:
        """Whether Discord is there, for every shard of ours."""
        return all(client.is_ready() for client in self.clients)

    def is_closed(self) -> bool:
        """Whether one of them has ended."""
        return any(client.is_closed() for client in self.clients)

    @property
    def latency(self) -> float:
        """The slowest one's time for a heartbeat to be answered, in seconds."""
        return max(client.latency for client in self.clients)

    async def _serve(self, client: SetwiseBot) -> None:
        async with client:
            await client.start(self._token())

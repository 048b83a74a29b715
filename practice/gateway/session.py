"""One bot session: numbered dispatches kept for a while, so that a lost connection can resume.

And one connection: frames in order, compressed when asked. They must not know the world.
"""

import asyncio
import json
import time
import zlib
from collections import deque
from typing import Any

from aiohttp import web

from practice.gateway.dispatch import Dispatch
from practice.world.wiretypes import Json

KEPT = 2000


def hears(shard: list[int] | None, server: int) -> bool:
    """Whether a session is told of a server; of what is in no server (0), the first shard is.

    https://docs.discord.com/developers/events/gateway#sharding
    """
    return shard is None or (server >> 22) % shard[1] == shard[0]


class Connection:
    """A websocket with a writer of its own, as compression needs the frames in one order.

    zlib-stream is what discord.py asks for; any other compression is answered with plain text
    frames, which it reads as well.
    """

    def __init__(self, socket: web.WebSocketResponse, compress: str | None) -> None:
        self.socket = socket
        self._zlib = zlib.compressobj() if compress == "zlib-stream" else None
        self._queue: asyncio.Queue[str | int] = asyncio.Queue()
        self.writer = asyncio.create_task(self._write())

    def send(
        self, op: int, data: Any = None, *, event: str | None = None, seq: int | None = None
    ) -> None:
        """Queue one payload."""
        self._queue.put_nowait(json.dumps({"op": op, "d": data, "s": seq, "t": event}))

    def send_text(self, text: str) -> None:
        """Queue one payload that is already written."""
        self._queue.put_nowait(text)

    def close(self, code: int) -> None:
        """Close with `code` once everything queued is sent."""
        self._queue.put_nowait(code)

    async def _write(self) -> None:
        while True:
            item = await self._queue.get()
            try:
                if isinstance(item, int):
                    await self.socket.close(code=item)
                    return
                await self._frame(item)
            except (ConnectionError, RuntimeError):
                return

    async def _frame(self, text: str) -> None:
        if self._zlib is None:
            await self.socket.send_str(text)
        else:
            packed = self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
            await self.socket.send_bytes(packed)


class Session:
    """What a bot identified as, and what it has been told so far."""

    def __init__(self, ident: str, asked: int, shard: list[int] | None) -> None:
        self.id = ident
        self.intents = asked
        self.shard = shard
        self.seq = 0
        self.connection: Connection | None = None
        self.left = time.monotonic()
        self._kept: deque[tuple[int, str]] = deque(maxlen=KEPT)

    def tell(self, one: Dispatch) -> None:
        """Number a dispatch, keep it, and send it if the bot is connected and asked for it."""
        data = one.seen_with(self.intents)
        if data is not None and hears(self.shard, one.server):
            self.tell_raw(one.event, data)

    def tell_raw(self, event: str, data: Json) -> None:
        """Number and send an event whatever the intents."""
        self.seq += 1
        text = json.dumps({"op": 0, "d": data, "s": self.seq, "t": event})
        self._kept.append((self.seq, text))
        if self.connection is not None:
            self.connection.send_text(text)

    def can_resume(self, seq: int) -> bool:
        """Whether everything after `seq` is still kept."""
        oldest = self._kept[0][0] if self._kept else self.seq + 1
        return oldest - 1 <= seq <= self.seq

    def resume(self, seq: int, connection: Connection) -> None:
        """Tell again everything after `seq`, then RESUMED."""
        self.connection = connection
        for number, text in self._kept:
            if number > seq:
                connection.send_text(text)
        self.tell_raw("RESUMED", {})

    def leave(self, connection: Connection) -> None:
        """Note that a connection is gone; the session stays for a while."""
        if self.connection is connection:
            self.connection = None
            self.left = time.monotonic()

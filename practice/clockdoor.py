"""The websocket on which a process follows practice time and says what it has due.

It knows the clock and sockets. It must not know what followers do with the time.
"""

import asyncio
import json
from typing import Any

from aiohttp import WSMsgType, web

from practice.clock import PracticeClock

PATH = "/practice/clock"


class ClockDoor:
    """Tells each follower every change of the clock, and keeps what it reports."""

    def __init__(self, clock: PracticeClock) -> None:
        self.clock = clock
        self._queues: dict[int, asyncio.Queue[None]] = {}
        clock.on_change(self._ring)

    def _ring(self) -> None:
        for queue in self._queues.values():
            queue.put_nowait(None)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one follower until it goes."""
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        number = self.clock.follow()
        queue: asyncio.Queue[None] = asyncio.Queue()
        self._queues[number] = queue
        queue.put_nowait(None)
        teller = asyncio.create_task(self._tell(number, queue, socket))
        try:
            await self._listen(number, socket)
        finally:
            teller.cancel()
            self._queues.pop(number, None)
            self.clock.unfollow(number)
        return socket

    async def _tell(
        self, number: int, queue: "asyncio.Queue[None]", socket: web.WebSocketResponse
    ) -> None:
        while True:
            await queue.get()
            message = self.clock.message()
            self.clock.told(number, message["virtual"])
            await socket.send_str(json.dumps(message))

    async def _listen(self, number: int, socket: web.WebSocketResponse) -> None:
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            said: dict[str, Any] = json.loads(frame.data)
            self.clock.report(
                number,
                next_due=said.get("next_due"),
                busy=bool(said.get("busy")),
                seen=said.get("seen"),
            )

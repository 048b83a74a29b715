"""The live line to each open page: what happens in the world, as far as that person may see it.

It turns the world's news into pushes. It must not change the world, nor answer requests.
"""

import asyncio
import contextlib
from dataclasses import dataclass, field

from aiohttp import WSCloseCode, web

from practice.pageapi_acts import NO_ANSWER
from practice.pageapi_view import View
from practice.world import Json

LOOK = 0.4  # real seconds between looks at what is due next and how the bot is

KINDS = {
    "event_create": "events",
    "event_update": "events",
    "event_delete": "events",
    "event_interest": "events",
    "voice": "voice",
    "voice_status": "voice",
    "commands": "commands",
    "thread_members": "channels",
    "member_join": "channels",
    "member_leave": "channels",
    "member_update": "channels",
    "role_create": "channels",
    "role_update": "channels",
    "channel_create": "channels",
    "channel_update": "channels",
    "channel_delete": "channels",
}


@dataclass(eq=False)
class Line:
    """One open page: who it is, what waits to be sent, and the clock as last told."""

    viewer: int
    socket: web.WebSocketResponse
    waiting: "asyncio.Queue[Json]" = field(default_factory=asyncio.Queue[Json])
    told: tuple[object, ...] = ()


class Lives:
    """All open pages."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.lines: set[Line] = set()
        view.world.watch(self._news)
        view.clock.on_change(self._clock_changed)

    async def serve(self, request: web.Request, viewer: int) -> web.WebSocketResponse:
        """Push to one page until it goes."""
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        line = Line(viewer, socket)
        self.lines.add(line)
        sender = asyncio.create_task(self._send(line))
        try:
            async for _ in socket:
                continue
        finally:
            self.lines.discard(line)
            sender.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await sender
        return socket

    async def close(self, _app: web.Application) -> None:
        """Hang up on every page, as the server stops."""
        for line in list(self.lines):
            await line.socket.close(code=WSCloseCode.GOING_AWAY)

    async def _send(self, line: Line) -> None:
        while not line.socket.closed:
            with contextlib.suppress(TimeoutError):
                push = await asyncio.wait_for(line.waiting.get(), LOOK)
                await line.socket.send_json(push)
            self._look(line)

    def _look(self, line: Line) -> None:
        now = self.view.clock_now()
        seen = (now["speed"], now["next_due"], now["bot"])
        if line.told and seen != line.told:
            line.waiting.put_nowait({"t": "clock", "clock": now})
        line.told = seen

    def _clock_changed(self) -> None:
        for line in self.lines:
            line.waiting.put_nowait({"t": "clock", "clock": self.view.clock_now()})

    def _news(self, kind: str, payload: Json) -> None:
        for line in self.lines:
            push = self._push(kind, payload, line.viewer)
            if push is not None:
                line.waiting.put_nowait(push)

    def _push(self, kind: str, payload: Json, viewer: int) -> Json | None:
        if kind in KINDS:
            return {"t": KINDS[kind]}
        if kind in ("message_create", "message_update", "message_delete"):
            return self._message(kind, payload, viewer)
        if payload.get("user_id") not in (viewer, str(viewer)):
            return None
        if kind == "modal_opened":
            opened = {"interaction": str(payload["interaction_id"]), "modal": payload["modal"]}
            return {"t": "modal", **opened}
        return {"t": "failed", "message": NO_ANSWER} if kind == "interaction_failed" else None

    def _message(self, kind: str, payload: Json, viewer: int) -> Json | None:
        if payload.get("only_for") not in (None, str(viewer)):
            return None
        channel = self.view.world.channels.get(int(payload["channel_id"]))
        if channel is None or not self.view.world.can_see(channel, viewer):
            return None
        return {"t": kind, **payload}

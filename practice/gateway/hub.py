"""The gateway's door: lets bots in, keeps their sessions, and passes on what happens.

It must not know REST. Opcodes and close codes are Discord's.
"""

import asyncio
import json
import secrets
import time
from contextlib import suppress

from aiohttp import WSMsgType, web

from practice.gateway import hello, intents
from practice.gateway.dispatch import Dispatch, told
from practice.gateway.session import Connection, Session
from practice.world import World, wire
from practice.world.wiretypes import Json, items, obj, whole, words, xid, xids

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT = 1, 2, 3, 4, 6, 7
MEMBERS, INVALID, HELLO, ACK = 8, 9, 10, 11
MEMORY_SECONDS = 180.0


class Hub:
    """All sessions and connections of the gateway."""

    def __init__(self, world: World, token: str, *, privileged: int = 0) -> None:
        self.world = world
        self.token = token
        self.privileged = privileged
        self.url = ""
        self.heartbeat = 41.25
        self.answer_heartbeats = True
        self.identifies = 0
        self.resumes = 0
        self.sessions: dict[str, Session] = {}
        self._open: dict[Connection, web.Request] = {}
        world.watch(self._happened)

    # -- what tests and tours do to it -------------------------------------------------------

    @property
    def connected(self) -> int:
        """How many sessions have a live connection."""
        return sum(1 for one in self.sessions.values() if one.connection is not None)

    def drop(self) -> None:
        """Cut every connection without a word; the sessions can be resumed."""
        for connection, request in list(self._open.items()):
            self._gone(connection)
            if request.transport is not None:
                request.transport.abort()

    def ask_reconnect(self) -> None:
        """Ask every bot to reconnect (opcode 7)."""
        for connection in list(self._open):
            connection.send(RECONNECT)

    def forget_sessions(self) -> None:
        """Forget all sessions, so that the next RESUME is answered INVALID_SESSION."""
        self.sessions.clear()

    async def close(self) -> None:
        """Close every connection."""
        for connection in list(self._open):
            connection.close(1001)
        for connection in list(self._open):
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(asyncio.shield(connection.writer), 1)

    def _happened(self, kind: str, payload: Json) -> None:
        if not self.sessions:
            return
        for one in told(self.world, kind, payload):
            for session in self.sessions.values():
                session.tell(one)

    # -- connections -------------------------------------------------------------------------

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it goes."""
        socket = web.WebSocketResponse(max_msg_size=1 << 20, timeout=1.0)
        await socket.prepare(request)
        connection = Connection(socket, request.query.get("compress"))
        self._open[connection] = request
        connection.send(HELLO, {"heartbeat_interval": int(self.heartbeat * 1000)})
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._received(connection, frame.data)
        finally:
            self._gone(connection)
            connection.writer.cancel()
        return socket

    def _gone(self, connection: Connection) -> None:
        self._open.pop(connection, None)
        for session in self.sessions.values():
            session.leave(connection)

    def _session(self, connection: Connection) -> Session | None:
        for session in self.sessions.values():
            if session.connection is connection:
                return session
        return None

    def _received(self, connection: Connection, text: str) -> None:
        try:
            said: Json = json.loads(text)
            op, data = int(said["op"]), obj(said, "d")
        except (ValueError, KeyError, TypeError):
            connection.close(4002)
            return
        session = self._session(connection)
        if op == HEARTBEAT:
            if self.answer_heartbeats:
                connection.send(ACK)
        elif op == IDENTIFY:
            self._identify(connection, session, data)
        elif op == RESUME:
            self._resume(connection, data)
        elif session is None:
            connection.close(4003)
        elif op == VOICE:
            self._voice(data)
        elif op == MEMBERS:
            self._chunk(session, data)
        elif op != PRESENCE:
            connection.close(4001)

    def _identify(self, connection: Connection, session: Session | None, data: Json) -> None:
        asked = data.get("intents")
        if session is not None:
            connection.close(4005)
        elif words(data, "token") != self.token:
            connection.close(4004)
        elif not isinstance(asked, int) or asked & ~intents.EVERY:
            connection.close(4013)
        elif asked & intents.PRIVILEGED & ~self.privileged:
            connection.close(4014)
        elif (shard := _shard(data)) == []:
            connection.close(4010)
        else:
            self._enter(connection, asked, shard)

    def _enter(self, connection: Connection, asked: int, shard: list[int] | None) -> None:
        self._forget_old()
        self.identifies += 1
        session = Session(secrets.token_hex(16), asked, shard)
        session.connection = connection
        self.sessions[session.id] = session
        world = self.world
        session.tell_raw("READY", hello.ready(world, session.id, self.url, shard))
        for guild in world.guilds.values():
            if world.bot.id in guild.members:
                body = hello.guild_create(world, guild, asked)
                session.tell(Dispatch("GUILD_CREATE", body, intents.GUILDS))

    def _forget_old(self) -> None:
        now = time.monotonic()
        for one in list(self.sessions.values()):
            if one.connection is None and now - one.left > MEMORY_SECONDS:
                del self.sessions[one.id]

    def _resume(self, connection: Connection, data: Json) -> None:
        if words(data, "token") != self.token:
            connection.close(4004)
            return
        session = self.sessions.get(words(data, "session_id"))
        seq = data.get("seq")
        if session is None or not isinstance(seq, int) or not session.can_resume(seq):
            connection.send(INVALID, False)
            return
        self.resumes += 1
        session.resume(seq, connection)

    def _voice(self, data: Json) -> None:
        channel = self.world.channels.get(xid(data.get("channel_id")) or 0)
        guild = xid(data.get("guild_id"))
        if guild in self.world.guilds:
            self.world.move(guild, self.world.bot.id, channel)

    def _chunk(self, session: Session, data: Json) -> None:
        guild = self.world.guilds.get(xid(data.get("guild_id")) or 0)
        if guild is None:
            return
        named, start = xids(data, "user_ids"), words(data, "query").lower()
        found = [guild.members[one] for one in named if one in guild.members]
        if not named:
            found = [one for one in guild.members.values() if one.user.name.startswith(start)]
        limit = whole(data, "limit", 0) or len(found)
        body: Json = {
            "guild_id": str(guild.id),
            "members": [wire.member(one) for one in found[:limit]],
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": [str(one) for one in named if one not in guild.members],
        }
        session.tell_raw("GUILD_MEMBERS_CHUNK", body | {"nonce": data.get("nonce")})


def _shard(data: Json) -> list[int] | None:
    """The shard that is asked for, as (number, how many); None: all; empty: there is no such."""
    asked = items(data, "shard")
    if not asked:
        return None
    right = len(asked) == 2 and all(isinstance(one, int) for one in asked)
    return asked if right and 0 <= asked[0] < asked[1] else []

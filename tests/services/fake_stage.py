"""A Discord for services that keeps what it is told: a small, honest stage without a network.

Knows messages, rooms, events and voice as Discord would keep them. It draws nothing: a message is
the value it was given. A message sent twice under one key is one message, as a nonce makes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from learning.hearing import Voice
from learning.ports import Posted, Rooms
from learning.refusals import Misconfigured, Unavailable, Unreachable

DIRECT = 1_000_000_000  # the channel of somebody's direct messages is this plus their id


@dataclass(slots=True)
class Message:
    """One message as it stands: what it was sent as and what it shows now."""

    key: str
    first: object
    face: object
    edits: int = 0


@dataclass(slots=True)
class FakeStage:
    """See `learning.ports.Stage`."""

    messages: dict[Posted, Message] = field(default_factory=dict[Posted, Message])
    rooms: dict[str, Rooms] = field(default_factory=dict[str, Rooms])
    access: dict[int, tuple[int, ...]] = field(default_factory=dict[int, tuple[int, ...]])
    events: dict[int, Mapping[str, object]] = field(default_factory=dict[int, Mapping[str, object]])
    voices_in: dict[int, tuple[int, ...]] = field(default_factory=dict[int, tuple[int, ...]])
    closed: set[int] = field(default_factory=set[int])  # who takes no direct messages
    pictures: dict[str, bytes] = field(default_factory=dict[str, bytes])
    muted: set[int] = field(default_factory=set[int])  # for the server: it outlasts leaving voice
    mutes: list[tuple[int, bool]] = field(default_factory=list[tuple[int, bool]])  # as asked for
    forbidden: bool = False  # to mute anybody
    fail: list[Exception | None] = field(default_factory=list["Exception | None"])  # mutes to come
    plug: Callable[[], None] | None = None  # called before and after each mute
    removed: list[Posted] = field(default_factory=list[Posted])  # as asked for
    left: set[int] = field(default_factory=set[int])  # who is in the server no more
    of_others: set[int] = field(default_factory=set[int])  # servers that another process hears
    away: bool = False
    _xids: count[int] = field(default_factory=lambda: count(5000))

    async def post(self, channel_xid: int, face: object, *, key: str, again: bool) -> Posted:
        """Send a message once."""
        self._need_discord()
        if channel_xid not in {room.text_xid for room in self.rooms.values()} | {LOBBY}:
            raise Unreachable("channel_gone")
        return self._send(channel_xid, face, key)

    async def direct(self, user_xid: int, face: object, *, key: str, again: bool) -> Posted:
        """Send a direct message once."""
        self._need_discord()
        if user_xid in self.left:
            raise Unreachable("person_gone")
        if user_xid in self.closed or user_xid <= 0:
            raise Unreachable("dm_closed")
        return self._send(DIRECT + user_xid, face, key)

    async def edit(self, posted: Posted, face: object) -> None:
        """Redraw a message whole."""
        self._need_discord()
        message = self.messages.get(posted)
        if message is None:
            raise Unreachable("message_gone")
        message.face = face
        message.edits += 1

    async def remove(self, posted: Posted) -> None:
        """Delete a message; one that is gone already is fine."""
        self._need_discord()
        self.messages.pop(posted, None)
        self.removed.append(posted)

    async def picture(self, address: str) -> bytes | None:
        """Return a picture, as long as it is there."""
        self._need_discord()
        return self.pictures.get(address)

    async def open_rooms(
        self, guild_xid: int, name: str, topic: str, member_xids: Sequence[int], category_xid: int
    ) -> Rooms:
        """Make or find the rooms of a set, which are known by their topic."""
        self._need_discord()
        if topic not in self.rooms:
            self.rooms[topic] = Rooms(next(self._xids), next(self._xids))
        await self.admit(guild_xid, self.rooms[topic], member_xids)
        return self.rooms[topic]

    async def admit(self, guild_xid: int, rooms: Rooms, member_xids: Sequence[int]) -> None:
        """Give exactly these people access."""
        self._need_discord()
        self.access[rooms.text_xid] = self.access[rooms.voice_xid] = tuple(sorted(member_xids))

    async def close_rooms(self, guild_xid: int, rooms: Rooms) -> None:
        """Delete the rooms with all that stands in them."""
        self._need_discord()
        self.rooms = {topic: kept for topic, kept in self.rooms.items() if kept != rooms}
        self.access.pop(rooms.text_xid, None)
        self.access.pop(rooms.voice_xid, None)

    async def put_event(self, guild_xid: int, event_xid: int, facts: Mapping[str, object]) -> int:
        """Make, change or delete a native event."""
        self._need_discord()
        if facts["gone"]:
            self.events.pop(event_xid, None)
            return 0
        event_xid = event_xid if event_xid in self.events else next(self._xids)
        self.events[event_xid] = facts
        return event_xid

    async def in_voice(self, guild_xid: int, voice_xid: int) -> tuple[int, ...]:
        """Return who is in a voice channel."""
        self._need_discord()
        return self.voices_in.get(voice_xid, ())

    async def voices(self, guild_xid: int) -> Mapping[int, Voice]:
        """Return who is in voice, and whether they are muted."""
        self._need_discord()
        return {
            xid: Voice(channel, xid in self.muted)
            for channel, people in self.voices_in.items()
            for xid in people
        }

    async def mute(self, guild_xid: int, user_xid: int, *, on: bool) -> bool:
        """Mute somebody who is in voice, or let them speak."""
        self._need_discord()
        self._step()
        if self.fail and (error := self.fail.pop(0)) is not None:
            raise error
        self.mutes.append((user_xid, on))
        if user_xid in self.left:
            raise Unreachable("person_gone")
        if self.forbidden:
            raise Misconfigured("rights.mute_members", permission="mute_members", channel=0)
        if not any(user_xid in people for people in self.voices_in.values()):
            return False
        (self.muted.add if on else self.muted.discard)(user_xid)
        self._step()
        return True

    def hears(self, guild_xid: int) -> bool:
        """Hear every server, but for those of another process."""
        return guild_xid not in self.of_others

    async def may_mute(self, guild_xid: int, voice_xid: int) -> bool:
        """Say whether muting is allowed."""
        self._need_discord()
        return not self.forbidden

    # -- for tests: what people see ------------------------------------------------------------

    def seen_by(self, user_xid: int) -> list[Message]:
        """Return the direct messages of a person, oldest first, as they stand."""
        return self.seen_in(DIRECT + user_xid)

    def seen_in(self, channel_xid: int) -> list[Message]:
        """Return the messages of a channel, oldest first, as they stand."""
        return [m for at, m in self.messages.items() if at.channel_xid == channel_xid]

    def _send(self, channel_xid: int, face: object, key: str) -> Posted:
        for at, message in self.messages.items():
            if at.channel_xid == channel_xid and message.key == key:
                return at
        posted = Posted(channel_xid, next(self._xids))
        self.messages[posted] = Message(key, face, face)
        return posted

    def _step(self) -> None:
        if self.plug is not None:
            self.plug()

    def _need_discord(self) -> None:
        if self.away:
            raise Unavailable("discord_away")


LOBBY = 900

"""What one person sees on the page: people, places, commands, events, and what is unread.

It reads the world for one viewer at a time. It must not change the world, nor know requests.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from practice.clock import PracticeClock
from practice.hands import Hands
from practice.pageapi_commands import flat
from practice.world import DM, Channel, Json, P, ScheduledEvent, World
from practice.world.things import CATEGORY, THREADS
from practice.world.wiretypes import iso


@dataclass
class View:
    """The world through one person's eyes, and how far each person has read."""

    world: World
    hands: Hands
    clock: PracticeClock
    cast: Mapping[int, str] | None = None
    bot_state: Callable[[], str] | None = None
    welcome: tuple[str, ...] = ()
    marks: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])

    def people(self) -> dict[int, str]:
        """Everybody one can be, with a line about each: the cast given, or all who are no bots."""
        if self.cast is not None:
            return {one: about for one, about in self.cast.items() if one in self.world.users}
        guild = self.world.guild
        return {
            one.id: ""
            for one in guild.members.values()
            if not one.user.bot and one.id != guild.owner_id
        }

    def state(self, viewer: int) -> Json:
        """Everything the page shows round the messages."""
        people = self.people()
        return {
            "me": self._person(viewer, people.get(viewer, "")),
            "cast": [
                self._person(one, about) | {"unread": self._waiting(one)}
                for one, about in people.items()
            ],
            "clock": self.clock_now(),
            "channels": [self._channel(one, viewer) for one in self.places(viewer)],
            "commands": flat(self.hands.of(viewer).commands()),
            "events": [self._event(one, viewer) for one in self._events(viewer)],
            "members": self._members(people),
            "roles": [
                {"id": str(one.id), "name": one.name.removeprefix("@")}
                for one in self.world.guild.roles.values()
            ],
            "welcome": list(self.welcome),
        }

    def clock_now(self) -> Json:
        """Practice time, its speed, what is due next, and how the bot is."""
        due = self.clock.next_due
        return {
            "now": iso(self.clock.now()),
            "speed": self.clock.speed,
            "next_due": None if due is None else iso(datetime.fromtimestamp(due, UTC)),
            "bot": self._bot(),
        }

    def _bot(self) -> str:
        if self.bot_state is not None:
            return self.bot_state()
        return "ready" if self.world.commands else "starting"

    def places(self, viewer: int) -> list[Channel]:
        """The channels shown to somebody, without threads that are archived."""
        return [
            one
            for one in self.world.visible(viewer)
            if one.thread is None or not one.thread.archived
        ]

    def read(self, viewer: int, channel_id: int, last: int) -> None:
        """Note that somebody has read a channel up to the message `last`."""
        key = (viewer, channel_id)
        self.marks[key] = max(self.marks.get(key, 0), last)

    def unread(self, channel: Channel, viewer: int) -> int:
        """How many messages of others somebody has not read in a channel."""
        mark = self.marks.get((viewer, channel.id), 0)
        return sum(
            1
            for one in self.world.said_in(channel.id, viewer)
            if one.id > mark and one.author.id != viewer
        )

    def _waiting(self, viewer: int) -> int:
        private = (one for one in self.places(viewer) if self._is_private(one))
        return sum(self.unread(one, viewer) for one in private)

    def _is_private(self, channel: Channel) -> bool:
        if channel.guild_id is None:
            return True
        place = self.world.channels.get(channel.parent_id or 0) if channel.thread else channel
        line = (place or channel).overwrites.get(channel.guild_id)
        return bool(line and line.deny & P.VIEW_CHANNEL)

    def _person(self, ident: int, about: str) -> Json:
        return {"id": str(ident), "name": self._name(ident), "about": about}

    def _name(self, ident: int) -> str:
        member = self.world.member(self.world.guild.id, ident)
        return member.shown if member else self.world.users[ident].shown

    def _members(self, people: Mapping[int, str]) -> list[Json]:
        return [
            self._person(one.id, people.get(one.id, "")) | {"bot": one.user.bot}
            for one in self.world.guild.members.values()
            if one.user.bot or one.id in people
        ]

    def _channel(self, one: Channel, viewer: int) -> Json:
        body: Json = {
            "id": str(one.id),
            "name": one.name,
            "type": _kind(one),
            "parent": str(one.parent_id) if one.parent_id else None,
            "topic": one.topic or "",
            "unread": self.unread(one, viewer),
            "may_write": self.world.may_talk(one, viewer),
        }
        if one.kind == DM:
            other = next((each for each in one.recipients if each != viewer), viewer)
            body |= {"name": self._name(other), "with": str(other)}
        if one.is_voice:
            inside = [each for each in self.world.voices.values() if each.channel_id == one.id]
            body["voice"] = [self._name(each.user_id) for each in inside]
            body["here"] = any(each.user_id == viewer for each in inside)
            body["topic"] = one.status or ""
        return body

    def _events(self, viewer: int) -> list[ScheduledEvent]:
        def seen(one: ScheduledEvent) -> bool:
            place = self.world.channels.get(one.channel_id or 0)
            return one.status in (1, 2) and (place is None or self.world.can_see(place, viewer))

        return sorted(filter(seen, self.world.events.values()), key=lambda one: one.start)

    def _event(self, one: ScheduledEvent, viewer: int) -> Json:
        place = self.world.channels.get(one.channel_id or 0)
        return {
            "id": str(one.id),
            "name": one.name,
            "start": iso(one.start),
            "end": iso(one.end) if one.end else None,
            "where": one.location or (place.name if place else ""),
            "interested": len(one.interested),
            "mine": viewer in one.interested,
            "active": one.status == 2,
        }


def _kind(one: Channel) -> str:
    if one.kind == DM:
        return "dm"
    if one.kind in THREADS:
        return "thread"
    if one.kind == CATEGORY:
        return "category"
    return "voice" if one.is_voice else "text"

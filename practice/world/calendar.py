"""Scheduled events, voice rooms and typing: what the world knows of time together.

It must not know who may do so.
"""

from practice.clock import PracticeClock
from practice.world import wire
from practice.world.messages import Messages
from practice.world.things import Channel, ScheduledEvent, VoiceState
from practice.world.wiretypes import Json


class Calendar(Messages):
    """The world's scheduled events and voice states."""

    def __init__(self, clock: PracticeClock, bot_name: str = "Setwise", *, seed: int = 1) -> None:
        super().__init__(clock, bot_name, seed=seed)
        self.events: dict[int, ScheduledEvent] = {}
        self.voices: dict[int, VoiceState] = {}

    def event_wire(self, event: ScheduledEvent) -> Json:
        """A scheduled event as JSON."""
        return wire.event(event, self.users.get(event.creator_id))

    def add_event(self, event: ScheduledEvent) -> None:
        """Put an event in the guild's list."""
        self.events[event.id] = event
        self.tell("event_create", {"event": self.event_wire(event)})

    def event_changed(self, event: ScheduledEvent) -> None:
        """Tell watchers that an event was changed."""
        self.tell("event_update", {"event": self.event_wire(event)})

    def drop_event(self, event: ScheduledEvent) -> None:
        """Take an event off the list."""
        self.events.pop(event.id, None)
        self.tell("event_delete", {"event": self.event_wire(event)})

    def interest(self, event: ScheduledEvent, user_id: int, *, interested: bool) -> None:
        """Note that somebody pressed Interested, or took it back."""
        if interested == (user_id in event.interested):
            return
        if interested:
            event.interested.append(user_id)
        else:
            event.interested.remove(user_id)
        self.tell("event_interest", {
            "event_id": str(event.id),
            "guild_id": str(event.guild_id),
            "user_id": str(user_id),
            "interested": interested,
        })  # fmt: skip

    def move(self, guild_id: int, user_id: int, channel: Channel | None) -> None:
        """Put somebody into a voice channel, or out of voice."""
        state = self.voices.get(user_id)
        if state is None:
            if channel is None:
                return
            state = VoiceState(user_id, guild_id, None, f"voice{self.next_id():x}")
        state.channel_id = channel.id if channel else None
        if channel:
            self.voices[user_id] = state
        else:
            self.voices.pop(user_id, None)
        self.voice_changed(state)

    def voice_changed(self, state: VoiceState) -> None:
        """Tell watchers where somebody is in voice, and whether they are muted."""
        self.tell("voice", {"state": self.voice_wire(state)})

    def voice_wire(self, state: VoiceState) -> Json:
        """A voice state as JSON."""
        return wire.voice_state(state, self.member(state.guild_id, state.user_id))

    def set_status(self, channel: Channel, status: str | None) -> None:
        """Set the line shown under a voice channel's name."""
        channel.status = status or None
        self.tell("voice_status", {
            "id": str(channel.id),
            "channel_id": str(channel.id),
            "guild_id": str(channel.guild_id),
            "status": channel.status,
        })  # fmt: skip

    def typing(self, channel: Channel, user_id: int) -> None:
        """Say that somebody is typing."""
        member = self.member(channel.guild_id, user_id) if channel.guild_id else None
        body: Json = {
            "channel_id": str(channel.id),
            "user_id": str(user_id),
            "timestamp": int(self.now().timestamp()),
        }
        if member:
            body |= {"guild_id": str(channel.guild_id), "member": wire.member(member)}
        self.tell("typing", body)

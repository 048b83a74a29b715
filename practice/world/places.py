"""Channels, threads and DMs: where things are said, and who may do what there.

It must not know what is said, nor the wire the request came on.
"""

from practice.clock import PracticeClock
from practice.world import wire
from practice.world.people import People
from practice.world.permissions import NOTHING, Overwrite, P, implied, within
from practice.world.things import (
    DM,
    PRIVATE_THREAD,
    TEXT,
    VOICE,
    Channel,
    ThreadState,
    User,
)
from practice.world.wiretypes import Json

IN_DM = (
    P.VIEW_CHANNEL | P.SEND_MESSAGES | P.READ_MESSAGE_HISTORY | P.ADD_REACTIONS
    | P.EMBED_LINKS | P.ATTACH_FILES | P.USE_APPLICATION_COMMANDS | P.PIN_MESSAGES
)  # fmt: skip


class Places(People):
    """The world's channels."""

    def __init__(self, clock: PracticeClock, bot_name: str = "Setwise", *, seed: int = 1) -> None:
        super().__init__(clock, bot_name, seed=seed)
        self.channels: dict[int, Channel] = {}

    def add_channel(
        self,
        name: str,
        kind: int = TEXT,
        *,
        parent_id: int | None = None,
        overwrites: tuple[Overwrite, ...] = (),
        guild_id: int | None = None,
        topic: str | None = None,
    ) -> Channel:
        """Make a guild channel; a child without overwrites of its own takes its category's."""
        home = guild_id or self.guild.id
        lines = {line.id: line for line in overwrites}
        parent = self.channels.get(parent_id) if parent_id else None
        if not lines and parent:
            lines = {
                key: Overwrite(line.id, line.kind, line.allow, line.deny)
                for key, line in parent.overwrites.items()
            }
        position = sum(1 for one in self.channels.values() if one.kind == kind)
        made = Channel(
            self.next_id(), kind, name, home, parent_id, topic, position, overwrites=lines
        )
        self.channels[made.id] = made
        self.tell("channel_create", {"channel": self.channel_wire(made)})
        return made

    def add_voice(self, name: str, **options: int | None) -> Channel:
        """Make a voice channel."""
        return self.add_channel(name, VOICE, parent_id=options.get("parent_id"))

    def add_thread(self, parent: Channel, name: str, kind: int, owner_id: int) -> Channel:
        """Start a thread; its owner is its first member."""
        state = ThreadState(owner_id, self.now(), self.now(), members={owner_id: self.now()})
        made = Channel(self.next_id(), kind, name, parent.guild_id, parent.id, thread=state)
        self.channels[made.id] = made
        self.tell("channel_create", {"channel": self.channel_wire(made)})
        return made

    def thread_members(self, thread: Channel, add: int | None, remove: int | None) -> None:
        """Add or take one member of a thread; nothing happens when nothing changes."""
        if thread.thread is None:
            return
        held = thread.thread.members
        if add is not None and add not in held:
            held[add] = self.now()
        elif remove is not None and remove in held:
            del held[remove]
        else:
            return
        self.tell("thread_members", {
            "id": str(thread.id),
            "guild_id": str(thread.guild_id),
            "member_count": len(held),
            "added": [str(add)] if add is not None else [],
            "removed": [str(remove)] if remove is not None else [],
        })  # fmt: skip

    def dm(self, one: int, other: int) -> Channel:
        """The DM between two people, opened when there was none."""
        pair = tuple(sorted((one, other)))
        for channel in self.channels.values():
            if channel.kind == DM and channel.recipients == pair:
                return channel
        made = Channel(self.next_id(), DM, recipients=pair)
        self.channels[made.id] = made
        self.tell("channel_create", {"channel": self.channel_wire(made)})
        return made

    def changed(self, channel: Channel) -> None:
        """Tell watchers that a channel is no longer what it was."""
        self.tell("channel_update", {"channel": self.channel_wire(channel)})

    def drop_channel(self, channel: Channel) -> None:
        """Delete a channel with its threads; children of a category stay, without one."""
        for child in list(self.channels.values()):
            if child.parent_id != channel.id:
                continue
            if child.thread is not None:
                self.drop_channel(child)
            else:
                child.parent_id = None
                self.changed(child)
        self.channels.pop(channel.id, None)
        self.tell("channel_delete", {"channel": self.channel_wire(channel)})

    def channel_wire(self, channel: Channel, viewer: int | None = None) -> Json:
        """The channel as JSON; in a DM the recipients are those who are not `viewer` (the bot)."""
        return wire.channel(channel, tuple(self._others(channel, viewer or self.bot.id)))

    def _others(self, channel: Channel, viewer: int) -> list[User]:
        return [self.users[one] for one in channel.recipients if one != viewer]

    # -- who may do what ---------------------------------------------------------------------

    def permissions(self, channel: Channel, user_id: int) -> P:
        """Everything somebody may do in a channel, overwrites and implied losses included."""
        if channel.guild_id is None:
            return IN_DM if user_id in channel.recipients else NOTHING
        member = self.member(channel.guild_id, user_id)
        if member is None:
            return NOTHING
        place = channel
        if channel.thread is not None:
            place = self.channels.get(channel.parent_id or 0, channel)
        start = self.base_permissions(channel.guild_id, user_id)
        total = within(start, place.overwrites, channel.guild_id, member.roles, user_id)
        total = implied(total, voice=place.is_voice, thread=channel.thread is not None)
        if self._shut_out(channel, total, user_id):
            return NOTHING
        timed_out = member.timed_out_until is not None and member.timed_out_until > self.now()
        if timed_out and not total & P.ADMINISTRATOR:
            total &= P.VIEW_CHANNEL | P.READ_MESSAGE_HISTORY
        return total

    def _shut_out(self, channel: Channel, total: P, user_id: int) -> bool:
        if channel.kind != PRIVATE_THREAD or channel.thread is None:
            return False
        return not (total & P.MANAGE_THREADS) and user_id not in channel.thread.members

    def can_see(self, channel: Channel, user_id: int) -> bool:
        """Whether the channel is there at all for somebody."""
        return bool(self.permissions(channel, user_id) & P.VIEW_CHANNEL)

    def may_talk(self, channel: Channel, user_id: int) -> bool:
        """Whether somebody may post here."""
        needed = P.SEND_MESSAGES if channel.thread is None else P.SEND_MESSAGES_IN_THREADS
        return bool(self.permissions(channel, user_id) & needed)

    def visible(self, user_id: int) -> list[Channel]:
        """The channels somebody sees, categories first, in the order they are shown."""
        seen = [one for one in self.channels.values() if self.can_see(one, user_id)]
        return sorted(seen, key=lambda one: (one.guild_id is None, one.position, one.id))

"""The whole practice world in one object, and the short way to fill it.

Rights are asked with `permissions`, `can_see` and `may_talk`; nothing here refuses by itself.
"""

from practice.world.permissions import BOT, P
from practice.world.talks import Talks
from practice.world.things import TEXT, Channel, Guild


class World(Talks):
    """Users, guild, channels, messages, events, voice, commands and interactions."""

    def build_guild(
        self,
        name: str = "Practice",
        *,
        channels: tuple[str, ...] = ("general",),
        bot_permissions: P = BOT,
    ) -> Guild:
        """Make a guild with the bot in it and one text channel for each name in `channels`."""
        guild = self.found_guild(name, bot_permissions)
        for each in channels:
            self.add_channel(each, TEXT, guild_id=guild.id)
        return guild

    def channel_named(self, name: str) -> Channel:
        """The first guild channel of that name; LookupError when there is none."""
        for channel in self.channels.values():
            if channel.name == name and channel.guild_id is not None:
                return channel
        raise LookupError(f"no channel named {name}")

    def user_named(self, shown: str) -> int:
        """The id of the person shown under that name; LookupError when there is none."""
        for user in self.users.values():
            if user.shown == shown:
                return user.id
        raise LookupError(f"nobody is called {shown}")

"""Finding what a request names and asking whether the bot may: each miss is Discord's own error."""

from practice.desk.call import Call
from practice.desk.errors import ApiError
from practice.world import Channel, Guild, Member, Message, P
from practice.world.messages import is_private


def guild_of(call: Call) -> Guild:
    """The guild in the path; 10004 when the bot is not in such a one."""
    guild = call.world.guilds.get(call.xid("guild_id"))
    if guild is None or call.bot.id not in guild.members:
        raise ApiError(10004)
    return guild


def member_of(call: Call, guild: Guild) -> Member:
    """The member in the path; 10013 for nobody, 10007 for somebody who is not here."""
    ident = call.xid("user_id")
    if ident in guild.members:
        return guild.members[ident]
    raise ApiError(10007 if ident in call.world.users else 10013)


def channel_of(call: Call) -> Channel:
    """The channel in the path; 10003 when there is none, 50001 when the bot cannot see it."""
    channel = call.world.channels.get(call.xid("channel_id"))
    if channel is None:
        raise ApiError(10003)
    if not call.world.can_see(channel, call.bot.id):
        raise ApiError(50001)
    return channel


def need(call: Call, channel: Channel, bits: P) -> None:
    """50013 unless the bot holds every one of `bits` in the channel."""
    if call.world.permissions(channel, call.bot.id) & bits != bits:
        raise ApiError(50013)


def holds(call: Call, channel: Channel, bits: P) -> bool:
    """Whether the bot holds every one of `bits` in the channel."""
    return call.world.permissions(channel, call.bot.id) & bits == bits


def need_base(call: Call, guild: Guild, bits: P) -> None:
    """50013 unless the bot holds every one of `bits` in the guild."""
    if call.world.base_permissions(guild.id, call.bot.id) & bits != bits:
        raise ApiError(50013)


def message_of(call: Call, channel: Channel) -> Message:
    """The message in the path; 10008 also for ephemeral ones, which only their token reaches."""
    found = call.world.find(channel.id, call.xid("message_id"))
    if found is None or is_private(found):
        raise ApiError(10008)
    return found

"""Discord's permission bits, and how they add up for one member in one channel.

Follows https://docs.discord.com/developers/topics/permissions. Knows bits only: who a member is and
which overwrites a channel has are passed in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import KEEP, IntFlag


class P(IntFlag, boundary=KEEP):
    """Permission bits by Discord's own names."""

    CREATE_INSTANT_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    PRIORITY_SPEAKER = 1 << 8
    STREAM = 1 << 9
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    VIEW_GUILD_INSIGHTS = 1 << 19
    CONNECT = 1 << 20
    SPEAK = 1 << 21
    MUTE_MEMBERS = 1 << 22
    DEAFEN_MEMBERS = 1 << 23
    MOVE_MEMBERS = 1 << 24
    USE_VAD = 1 << 25
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    MANAGE_GUILD_EXPRESSIONS = 1 << 30
    USE_APPLICATION_COMMANDS = 1 << 31
    REQUEST_TO_SPEAK = 1 << 32
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    USE_EXTERNAL_STICKERS = 1 << 37
    SEND_MESSAGES_IN_THREADS = 1 << 38
    USE_EMBEDDED_ACTIVITIES = 1 << 39
    MODERATE_MEMBERS = 1 << 40
    USE_SOUNDBOARD = 1 << 42
    CREATE_GUILD_EXPRESSIONS = 1 << 43
    CREATE_EVENTS = 1 << 44
    USE_EXTERNAL_SOUNDS = 1 << 45
    SEND_VOICE_MESSAGES = 1 << 46
    SET_VOICE_CHANNEL_STATUS = 1 << 48
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51
    BYPASS_SLOWMODE = 1 << 52


EVERYTHING = P((1 << 53) - 1)
NOTHING = P(0)

EVERYONE = (
    P.VIEW_CHANNEL | P.SEND_MESSAGES | P.READ_MESSAGE_HISTORY | P.ADD_REACTIONS
    | P.EMBED_LINKS | P.ATTACH_FILES | P.CONNECT | P.SPEAK | P.USE_VAD | P.STREAM
    | P.CHANGE_NICKNAME | P.USE_APPLICATION_COMMANDS | P.SEND_MESSAGES_IN_THREADS
    | P.CREATE_PUBLIC_THREADS | P.CREATE_PRIVATE_THREADS | P.CREATE_INSTANT_INVITE
)  # fmt: skip

BOT = (
    EVERYONE | P.MANAGE_CHANNELS | P.MANAGE_ROLES | P.MANAGE_MESSAGES | P.PIN_MESSAGES
    | P.MANAGE_THREADS | P.CREATE_EVENTS | P.MANAGE_EVENTS | P.MUTE_MEMBERS | P.MOVE_MEMBERS
    | P.MENTION_EVERYONE | P.SET_VOICE_CHANNEL_STATUS
)  # fmt: skip

_SPEAKING = P.SEND_TTS_MESSAGES | P.MENTION_EVERYONE | P.EMBED_LINKS | P.ATTACH_FILES | P.SEND_POLLS
_VOICE = (
    P.PRIORITY_SPEAKER | P.STREAM | P.SPEAK | P.MUTE_MEMBERS | P.DEAFEN_MEMBERS | P.MOVE_MEMBERS
    | P.USE_VAD | P.REQUEST_TO_SPEAK | P.USE_EMBEDDED_ACTIVITIES | P.USE_SOUNDBOARD
    | P.SET_VOICE_CHANNEL_STATUS | P.MANAGE_CHANNELS | P.MANAGE_ROLES | P.SEND_MESSAGES
)  # fmt: skip


@dataclass
class Overwrite:
    """One line of a channel's own permissions: for a role (kind 0) or a member (kind 1)."""

    id: int
    kind: int
    allow: P = NOTHING
    deny: P = NOTHING


def base(everyone: P, roles: Iterable[P], *, owner: bool) -> P:
    """What a member may do in the guild before any channel has its say."""
    if owner:
        return EVERYTHING
    total = everyone
    for role in roles:
        total |= role
    return EVERYTHING if total & P.ADMINISTRATOR else total


def within(
    start: P, overwrites: Mapping[int, Overwrite], guild_id: int, roles: Iterable[int], user_id: int
) -> P:
    """Apply overwrites in Discord's order: everyone, then roles together, then the member."""
    if start & P.ADMINISTRATOR:
        return EVERYTHING
    total = start
    if line := overwrites.get(guild_id):
        total = (total & ~line.deny) | line.allow
    allow, deny = NOTHING, NOTHING
    for role in roles:
        if role != guild_id and (line := overwrites.get(role)):
            allow |= line.allow
            deny |= line.deny
    total = (total & ~deny) | allow
    if line := overwrites.get(user_id):
        total = (total & ~line.deny) | line.allow
    return total


def implied(total: P, *, voice: bool, thread: bool = False) -> P:
    """Take away what Discord denies without saying: nothing works where one cannot look."""
    if total & P.ADMINISTRATOR:
        return total
    if not total & P.VIEW_CHANNEL:
        return NOTHING
    if voice and not total & P.CONNECT:
        total &= ~_VOICE
    if not total & (P.SEND_MESSAGES_IN_THREADS if thread else P.SEND_MESSAGES):
        total &= ~_SPEAKING
    return total


def names(bits: P) -> str:
    """The permissions in `bits`, in words, for findings and test messages."""
    return ", ".join(flag.name or "?" for flag in P if flag & bits)

"""The practice world: a Discord in memory, without sockets and without rights enforced."""

from practice.world.core import Watcher
from practice.world.messages import Draft
from practice.world.permissions import BOT, EVERYONE, Overwrite, P
from practice.world.talks import Interaction
from practice.world.texts import text_of
from practice.world.things import (
    CATEGORY,
    DM,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    TEXT,
    VOICE,
    Attachment,
    Channel,
    Command,
    Guild,
    Member,
    Message,
    Role,
    ScheduledEvent,
    User,
    VoiceState,
)
from practice.world.wiretypes import Json
from practice.world.world import World

__all__ = [
    "BOT",
    "CATEGORY",
    "DM",
    "EVERYONE",
    "PRIVATE_THREAD",
    "PUBLIC_THREAD",
    "TEXT",
    "VOICE",
    "Attachment",
    "Channel",
    "Command",
    "Draft",
    "Guild",
    "Interaction",
    "Json",
    "Member",
    "Message",
    "Overwrite",
    "P",
    "Role",
    "ScheduledEvent",
    "User",
    "VoiceState",
    "Watcher",
    "World",
    "text_of",
]

"""The nouns of a practice Discord: people, places, messages, events, as plain objects.

They hold facts only. What may be done to them, and by whom, is decided elsewhere.
"""

from dataclasses import dataclass, field
from datetime import datetime

from practice.world.permissions import NOTHING, Overwrite, P
from practice.world.wiretypes import Json

TEXT, DM, VOICE, CATEGORY, NEWS, STAGE, FORUM = 0, 1, 2, 4, 5, 13, 15
NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD = 10, 11, 12
THREADS = frozenset({NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD})
VOICES = frozenset({VOICE, STAGE})
TALKING = THREADS | VOICES | {TEXT, DM, NEWS}

CROSSPOSTED, SUPPRESS_EMBEDS, EPHEMERAL, LOADING = 1 << 0, 1 << 2, 1 << 6, 1 << 7
SUPPRESS_NOTIFICATIONS, COMPONENTS_V2 = 1 << 12, 1 << 15


@dataclass
class User:
    """A person or a bot. `dms_open` False answers 50007 to bots that write to them."""

    id: int
    name: str
    shown: str
    bot: bool = False
    dms_open: bool = True
    locale: str = "en-GB"


@dataclass
class Role:
    """A named bundle of permissions; the role with the guild's own id is @everyone."""

    id: int
    name: str
    permissions: P = NOTHING
    position: int = 0
    managed: bool = False


@dataclass
class Member:
    """A user in a guild."""

    user: User
    guild_id: int
    joined: datetime
    roles: list[int] = field(default_factory=list[int])
    nick: str | None = None
    mute: bool = False
    deaf: bool = False
    timed_out_until: datetime | None = None

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id

    @property
    def shown(self) -> str:
        """The name others see here."""
        return self.nick or self.user.shown


@dataclass
class Guild:
    """A server, in Discord's word a guild."""

    id: int
    name: str
    owner_id: int
    roles: dict[int, Role] = field(default_factory=dict[int, Role])
    members: dict[int, Member] = field(default_factory=dict[int, Member])


@dataclass
class ThreadState:
    """What a thread has that other channels have not."""

    owner_id: int
    created: datetime
    archive_changed: datetime
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    auto_archive: int = 4320
    members: dict[int, datetime] = field(default_factory=dict[int, datetime])
    message_count: int = 0


@dataclass
class Channel:
    """A place: text, voice, category, thread or DM. DMs have `recipients` and no guild."""

    id: int
    kind: int
    name: str = ""
    guild_id: int | None = None
    parent_id: int | None = None
    topic: str | None = None
    position: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=dict[int, Overwrite])
    nsfw: bool = False
    slowmode: int = 0
    bitrate: int = 64000
    user_limit: int = 0
    status: str | None = None
    last_message_id: int | None = None
    recipients: tuple[int, ...] = ()
    thread: ThreadState | None = None

    @property
    def is_voice(self) -> bool:
        """Whether people can speak aloud here."""
        return self.kind in VOICES


@dataclass
class Attachment:
    """A file that came with a message or a form; served back from the practice server."""

    id: int
    filename: str
    content: bytes
    content_type: str
    description: str | None = None


@dataclass
class Message:
    """One message. `only_for` names the single reader of an ephemeral one."""

    id: int
    channel_id: int
    author: User
    when: datetime
    content: str = ""
    flags: int = 0
    kind: int = 0
    edited: datetime | None = None
    embeds: list[Json] = field(default_factory=list[Json])
    components: list[Json] = field(default_factory=list[Json])
    attachments: list[Attachment] = field(default_factory=list[Attachment])
    mentions: list[int] = field(default_factory=list[int])
    mention_roles: list[int] = field(default_factory=list[int])
    mention_everyone: bool = False
    nonce: str | int | None = None
    pinned: datetime | None = None
    tts: bool = False
    reference: Json | None = None
    reactions: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    interaction: Json | None = None
    application_id: int | None = None
    only_for: int | None = None
    thread_id: int | None = None
    poll: Json | None = None


@dataclass
class ScheduledEvent:
    """A guild scheduled event and the people who pressed Interested."""

    id: int
    guild_id: int
    name: str
    start: datetime
    entity_type: int
    creator_id: int
    end: datetime | None = None
    description: str | None = None
    channel_id: int | None = None
    location: str | None = None
    status: int = 1
    interested: list[int] = field(default_factory=list[int])


@dataclass
class VoiceState:
    """Where somebody is in voice; `channel_id` None once they have left."""

    user_id: int
    guild_id: int
    channel_id: int | None
    session: str
    self_mute: bool = False
    self_deaf: bool = False


@dataclass
class Command:
    """An application command as the bot registered it; `guild_id` None when global."""

    id: int
    version: int
    guild_id: int | None
    body: Json

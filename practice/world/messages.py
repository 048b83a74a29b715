"""What was said: posting, editing, deleting and reading messages, and how they look on the wire.

It must not know who may do so, nor the requests that ask for it.
"""

from dataclasses import dataclass, field
from urllib.parse import quote

from practice.clock import PracticeClock
from practice.world import texts, wire
from practice.world.places import Places
from practice.world.things import (
    EPHEMERAL,
    Attachment,
    Channel,
    Message,
    User,
)
from practice.world.wiretypes import Json, iso, obj, objs


@dataclass
class Draft:
    """A message about to be posted: content, flags and the rest, already judged."""

    content: str = ""
    embeds: list[Json] = field(default_factory=list[Json])
    components: list[Json] = field(default_factory=list[Json])
    attachments: list[Attachment] = field(default_factory=list[Attachment])
    flags: int = 0
    tts: bool = False
    nonce: str | int | None = None
    allowed_mentions: Json | None = None
    reference: Json | None = None
    poll: Json | None = None
    interaction: Json | None = None
    only_for: int | None = None
    kind: int = 0


class Messages(Places):
    """The world's messages, ephemeral ones included."""

    def __init__(self, clock: PracticeClock, bot_name: str = "Setwise", *, seed: int = 1) -> None:
        super().__init__(clock, bot_name, seed=seed)
        self.messages: dict[int, dict[int, Message]] = {}
        self.files: dict[int, Attachment] = {}

    def post(self, channel: Channel, author: User, draft: Draft) -> Message:
        """Say something in a channel; an archived thread wakes, as it does on Discord."""
        made = Message(
            self.next_id(), channel.id, author, self.now(), draft.content, draft.flags, draft.kind
        )
        made.tts, made.nonce, made.reference = draft.tts, draft.nonce, draft.reference
        made.interaction, made.only_for, made.poll = draft.interaction, draft.only_for, draft.poll
        made.application_id = self.application_id if author.bot else None
        self._fill(made, draft)
        self.messages.setdefault(channel.id, {})[made.id] = made
        if made.only_for is None:
            channel.last_message_id = made.id
            self._wake(channel)
        self._told("message_create", made)
        return made

    def _fill(self, message: Message, draft: Draft) -> None:
        message.embeds = [{"type": "rich", **embed} for embed in draft.embeds]
        message.components = draft.components
        message.attachments = draft.attachments
        for file in draft.attachments:
            self.files[file.id] = file
        texts.number(message.components)
        self._resolve_media(message)
        self._mentions(message, draft.allowed_mentions)

    def _mentions(self, message: Message, allowed: Json | None) -> None:
        text = texts.words(message.content, message.components)
        users, roles, everyone = texts.mentioned(text, allowed)
        message.mentions = [one for one in users if one in self.users]
        message.mention_roles, message.mention_everyone = roles, everyone

    def _resolve_media(self, message: Message) -> None:
        by_name = {file.filename: file for file in message.attachments}
        found = list(texts.media(message.components))
        for embed in message.embeds:
            found += [part for key in ("image", "thumbnail") if (part := obj(embed, key))]
        for item in found:
            url = str(item.get("url", ""))
            file = by_name.get(url.removeprefix("attachment://"))
            if file is not None and url.startswith("attachment://"):
                item["url"] = self.file_url(message.channel_id, file)
            item.setdefault("proxy_url", item.get("url"))

    def edit(self, message: Message, changes: Json, files: list[Attachment]) -> None:
        """Change what `changes` names (content, embeds, components, flags, kept attachments)."""
        if "content" in changes:
            message.content = changes["content"] or ""
        if "embeds" in changes:
            message.embeds = [{"type": "rich", **one} for one in objs(changes, "embeds")]
        if "components" in changes:
            message.components = objs(changes, "components")
        if "attachments" in changes or files:
            message.attachments = self._kept(message, changes) + files
        for file in files:
            self.files[file.id] = file
        if "flags" in changes:
            settable = (1 << 2) | (1 << 15)
            wanted = int(changes["flags"] or 0) & settable
            message.flags = (message.flags & ~(1 << 2)) | wanted
        texts.number(message.components)
        self._resolve_media(message)
        self._mentions(message, changes.get("allowed_mentions"))
        message.edited = self.now()
        self._told("message_update", message)

    def _kept(self, message: Message, changes: Json) -> list[Attachment]:
        if "attachments" not in changes:
            return message.attachments
        keep = {str(one.get("id")) for one in objs(changes, "attachments")}
        return [file for file in message.attachments if str(file.id) in keep]

    def refresh(self, message: Message) -> None:
        """Tell watchers that a message changed without being edited (pinned, thread started)."""
        self._told("message_update", message)

    def delete(self, message: Message) -> None:
        """Take a message away; for an ephemeral one this is its reader's Dismiss."""
        self.messages.get(message.channel_id, {}).pop(message.id, None)
        channel = self.channels.get(message.channel_id)
        guild = channel.guild_id if channel else None
        self.tell("message_delete", {
            "id": str(message.id),
            "channel_id": str(message.channel_id),
            "guild_id": str(guild) if guild else None,
            "only_for": str(message.only_for) if message.only_for else None,
        })  # fmt: skip

    def find(self, channel_id: int, message_id: int) -> Message | None:
        """A message by its place and id, ephemeral ones included."""
        return self.messages.get(channel_id, {}).get(message_id)

    def said_in(self, channel_id: int, reader: int) -> list[Message]:
        """What somebody sees in a channel, oldest first: their own ephemeral messages too."""
        held = self.messages.get(channel_id, {}).values()
        return [one for one in held if one.only_for in (None, reader)]

    def react(self, message: Message, emoji: str, user_id: int, *, add: bool) -> None:
        """Add or take one person's reaction."""
        held = message.reactions.setdefault(emoji, [])
        if add == (user_id in held):
            return
        if add:
            held.append(user_id)
        else:
            held.remove(user_id)
        if not held:
            del message.reactions[emoji]
        self.tell("reaction", {
            "channel_id": str(message.channel_id),
            "message_id": str(message.id),
            "user_id": str(user_id),
            "author_id": str(message.author.id),
            "emoji": emoji_wire(emoji),
            "added": add,
        })  # fmt: skip

    def file_url(self, channel_id: int, file: Attachment) -> str:
        """Where the practice server serves a file."""
        name = quote(file.filename)
        return f"{self.base_url}/cdn/attachments/{channel_id}/{file.id}/{name}"

    def attachment_wire(self, channel_id: int, file: Attachment) -> Json:
        """An attachment object."""
        url = self.file_url(channel_id, file)
        body: Json = {
            "id": str(file.id),
            "filename": file.filename,
            "size": len(file.content),
            "url": url,
            "proxy_url": url,
            "content_type": file.content_type,
            "flags": 0,
        }
        return body | ({"description": file.description} if file.description else {})

    def message_wire(self, message: Message, viewer: int | None = None) -> Json:
        """The message as REST gives it to `viewer` (the bot when None)."""
        body: Json = {
            "id": str(message.id),
            "channel_id": str(message.channel_id),
            "type": message.kind,
            "author": wire.user(message.author),
            "content": message.content,
            "timestamp": iso(message.when),
            "edited_timestamp": iso(message.edited) if message.edited else None,
            "tts": message.tts,
            "mention_everyone": message.mention_everyone,
            "mentions": [wire.user(self.users[one]) for one in message.mentions],
            "mention_roles": [str(one) for one in message.mention_roles],
            "attachments": [
                self.attachment_wire(message.channel_id, file) for file in message.attachments
            ],
            "embeds": message.embeds,
            "components": message.components,
            "pinned": message.pinned is not None,
            "flags": message.flags,
        }
        return body | self._extras(message, viewer or self.bot.id)

    def _extras(self, message: Message, viewer: int) -> Json:
        more: Json = {}
        if message.nonce is not None and viewer == message.author.id:
            more["nonce"] = message.nonce
        if message.application_id is not None:
            more["application_id"] = str(message.application_id)
        if message.interaction is not None:
            more["interaction_metadata"] = message.interaction
            more["webhook_id"] = str(self.application_id)
        if message.reference is not None:
            more["message_reference"] = message.reference
            more["referenced_message"] = self._referenced(message.reference)
        if message.reactions:
            more["reactions"] = [
                _reaction(emoji, held, viewer) for emoji, held in message.reactions.items()
            ]
        if message.poll is not None:
            more["poll"] = message.poll
        if message.thread_id and message.thread_id in self.channels:
            more["thread"] = self.channel_wire(self.channels[message.thread_id])
        return more

    def _referenced(self, reference: Json) -> Json | None:
        found = self.find(int(reference["channel_id"]), int(reference["message_id"]))
        if found is None:
            return None
        body = self.message_wire(found)
        body.pop("referenced_message", None)
        return body

    def _wake(self, channel: Channel) -> None:
        state = channel.thread
        if state is None:
            return
        state.message_count += 1
        if state.archived and not state.locked:
            state.archived, state.archive_changed = False, self.now()
            self.changed(channel)

    def _told(self, kind: str, message: Message) -> None:
        self.tell(kind, {
            "message": self.message_wire(message),
            "channel_id": str(message.channel_id),
            "only_for": str(message.only_for) if message.only_for else None,
        })  # fmt: skip


def is_private(message: Message) -> bool:
    """Whether only its one reader sees the message."""
    return message.only_for is not None or bool(message.flags & EPHEMERAL)


def emoji_wire(emoji: str) -> Json:
    """An emoji object from a request's path: `name:id` for custom ones, the sign itself else."""
    name, _, ident = emoji.partition(":")
    return {"id": ident or None, "name": name}


def _reaction(emoji: str, held: list[int], viewer: int) -> Json:
    return {
        "emoji": emoji_wire(emoji),
        "count": len(held),
        "count_details": {"normal": len(held), "burst": 0},
        "me": viewer in held,
        "me_burst": False,
        "burst_colors": [],
    }

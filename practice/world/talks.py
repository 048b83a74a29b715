"""Commands and interactions: what people ask of the bot, and how far its answer has come.

It must not know sockets: watchers carry interactions out, requests bring answers in.
"""

import asyncio
import time
from dataclasses import dataclass, field

from practice.clock import PracticeClock
from practice.world import wire
from practice.world.calendar import Calendar
from practice.world.things import DM, Channel, Command, Message
from practice.world.wiretypes import Json

PING, COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 1, 2, 3, 4, 5


@dataclass
class Interaction:
    """One press, command or form on its way to the bot and back. Times are real seconds."""

    id: int
    token: str
    kind: int
    user_id: int
    channel_id: int
    data: Json
    guild_id: int | None = None
    source: Message | None = None
    started: float = field(default_factory=time.monotonic)
    answered: int | None = None
    original: Message | None = None
    loading: bool = False
    made: list[Message] = field(default_factory=list[Message])
    modal: Json | None = None
    choices: list[Json] | None = None
    failed: bool = False
    cause: Json | None = None
    latest: Message | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)
    revision: int = 0

    def touch(self, latest: Message | None = None) -> None:
        """Note that something came of it: a message made or changed; wakes whoever waits."""
        self.latest = latest or self.latest
        self.revision += 1
        self.news.set()

    def age(self) -> float:
        """Real seconds since it was sent."""
        return time.monotonic() - self.started


class Talks(Calendar):
    """The world's commands and interactions."""

    def __init__(self, clock: PracticeClock, bot_name: str = "Setwise", *, seed: int = 1) -> None:
        super().__init__(clock, bot_name, seed=seed)
        self.commands: dict[int, Command] = {}
        self.interactions: dict[int, Interaction] = {}
        self.by_token: dict[str, Interaction] = {}
        self.patience = 3.0
        self.token_life = 900.0

    # -- commands ----------------------------------------------------------------------------

    def commands_of(self, guild_id: int | None) -> list[Command]:
        """The commands registered for a guild, or globally (None)."""
        return [one for one in self.commands.values() if one.guild_id == guild_id]

    def put_commands(self, guild_id: int | None, bodies: list[Json]) -> list[Command]:
        """Replace all commands of a guild, or all global ones; same names keep their ids."""
        before = {
            (one.body.get("type", 1), one.body["name"]): one for one in self.commands_of(guild_id)
        }
        for one in before.values():
            del self.commands[one.id]
        made: list[Command] = []
        for body in bodies:
            old = before.get((body.get("type", 1), body["name"]))
            made.append(self._keep(old.id if old else self.next_id(), guild_id, body))
        self.tell("commands", {"guild_id": str(guild_id) if guild_id else None})
        return made

    def put_command(self, guild_id: int | None, body: Json) -> tuple[Command, bool]:
        """Add one command, or replace the one of that name; True when it is new."""
        for one in self.commands_of(guild_id):
            if (one.body.get("type", 1), one.body["name"]) == (body.get("type", 1), body["name"]):
                made = self._keep(one.id, guild_id, body)
                self.tell("commands", {"guild_id": str(guild_id) if guild_id else None})
                return made, False
        made = self._keep(self.next_id(), guild_id, body)
        self.tell("commands", {"guild_id": str(guild_id) if guild_id else None})
        return made, True

    def _keep(self, ident: int, guild_id: int | None, body: Json) -> Command:
        made = Command(ident, self.next_id(), guild_id, body)
        self.commands[ident] = made
        return made

    # -- interactions ------------------------------------------------------------------------

    def interact(
        self,
        kind: int,
        user_id: int,
        channel: Channel,
        data: Json,
        *,
        source: Message | None = None,
        cause: Json | None = None,
    ) -> Interaction:
        """Send an interaction to the bot; its answer will be found in the object returned."""
        ident = self.next_id()
        made = Interaction(ident, f"practice-{ident:x}", kind, user_id, channel.id, data)
        made.guild_id, made.source, made.cause = channel.guild_id, source, cause
        self.interactions[ident] = made
        self.by_token[made.token] = made
        self._forget_old()
        self.tell("interaction", {"interaction": self.interaction_wire(made)})
        return made

    def _forget_old(self) -> None:
        for one in list(self.interactions.values()):
            if one.age() <= self.token_life + 60:
                break
            del self.interactions[one.id]
            self.by_token.pop(one.token, None)

    def interaction_wire(self, one: Interaction) -> Json:
        """The interaction as the gateway carries it."""
        channel = self.channels[one.channel_id]
        body: Json = {
            "id": str(one.id),
            "application_id": str(self.application_id),
            "type": one.kind,
            "token": one.token,
            "version": 1,
            "data": one.data,
            "channel_id": str(channel.id),
            "channel": self._place(channel, one.user_id),
            "app_permissions": str(int(self.permissions(channel, self.bot.id))),
            "locale": self.users[one.user_id].locale,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": {"0": str(one.guild_id or 0)},
            "context": 0 if one.guild_id else 1,
            "attachment_size_limit": 10 * 1024 * 1024,
        }
        if one.source is not None:
            body["message"] = self.message_wire(one.source)
        return body | self._who(one, channel)

    def _who(self, one: Interaction, channel: Channel) -> Json:
        member = self.member(one.guild_id, one.user_id) if one.guild_id else None
        if one.guild_id is None or member is None:
            return {"user": wire.user(self.users[one.user_id])}
        granted = str(int(self.permissions(channel, one.user_id)))
        return {
            "guild_id": str(one.guild_id),
            "guild": {"id": str(one.guild_id), "locale": "en-GB", "features": []},
            "guild_locale": "en-GB",
            "member": wire.member(member) | {"permissions": granted},
        }

    def _place(self, channel: Channel, user_id: int) -> Json:
        body = self.channel_wire(channel)
        if channel.kind != DM:
            body["permissions"] = str(int(self.permissions(channel, user_id)))
        return body

    def metadata(self, one: Interaction) -> Json:
        """What a message says of the interaction that made it."""
        body: Json = {
            "id": str(one.id),
            "type": one.kind,
            "user": wire.user(self.users[one.user_id]),
            "authorizing_integration_owners": {"0": str(one.guild_id or 0)},
        }
        if one.kind == COMMAND:
            body["name"] = one.data["name"]
        if one.kind == COMPONENT and one.source is not None:
            body["interacted_message_id"] = str(one.source.id)
        if one.kind == MODAL:
            body["triggering_interaction_metadata"] = one.cause
        return body

    def answered(self, one: Interaction, response_type: int) -> None:
        """Note that the bot acknowledged, and wake whoever waits for it."""
        one.answered = response_type
        self.tell("interaction_answered", {"id": str(one.id), "type": response_type})
        one.touch()

    def give_up(self, one: Interaction) -> None:
        """Note that no acknowledgement came in time: the member sees that it failed."""
        one.failed = True
        self.tell("interaction_failed", {
            "id": str(one.id),
            "user_id": str(one.user_id),
            "channel_id": str(one.channel_id),
            "reason": "This interaction failed",
        })  # fmt: skip
        one.touch()

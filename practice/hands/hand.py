"""Acting as one member, as their Discord client would: seeing, saying, pressing, filling in.

It refuses what the client would refuse, by `RefusedError`. It must not know the bot or the wire.
"""

from collections.abc import Iterable
from typing import Any

from practice.hands import controls, forms, typed
from practice.hands.answer import Answer
from practice.hands.refused import RefusedError
from practice.hands.resolve import Resolver
from practice.world import Channel, Draft, Message, P, World, wire
from practice.world.talks import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL
from practice.world.wiretypes import Json


class Hand:
    """One person at their screen. Ids may be ints or the wire's text."""

    def __init__(self, world: World, user_id: int) -> None:
        self.world = world
        self.user = world.users[user_id]
        self.id = user_id

    # -- looking -----------------------------------------------------------------------------

    def channels(self) -> list[Json]:
        """The channels and DMs this person sees, raw, with their `permissions` in each."""
        return [
            self.world.channel_wire(one, self.id)
            | {"permissions": str(int(self.world.permissions(one, self.id)))}
            for one in self.world.visible(self.id)
        ]

    def messages(self, channel_id: int | str) -> list[Json]:
        """The messages they see in a channel, oldest first, their ephemeral ones included."""
        channel = self._place(channel_id)
        return [
            self.world.message_wire(one, self.id) for one in self.world.said_in(channel.id, self.id)
        ]

    def message(self, seen: Json) -> Json:
        """A message as it stands now; refused when it is gone."""
        return self.world.message_wire(self._live(seen), self.id)

    def commands(self, channel_id: int | str | None = None) -> list[Json]:
        """The slash commands they may use (in a DM: the global ones for DMs), raw."""
        channel = self.world.channels.get(int(channel_id)) if channel_id else None
        guild_id = self.world.guild.id if channel is None else channel.guild_id
        held = self.world.commands_of(None)
        if guild_id is not None:
            held = held + self.world.commands_of(guild_id)
        found = [wire.command(one, self.world.application_id) for one in held]
        return [one for one in found if self._may_use(one, guild_id)]

    def _may_use(self, command: Json, guild_id: int | None) -> bool:
        contexts = command.get("contexts")
        if guild_id is None:
            return command.get("dm_permission") is not False and (not contexts or 1 in contexts)
        if contexts and 0 not in contexts:
            return False
        needed = command.get("default_member_permissions")
        held = self.world.base_permissions(guild_id, self.id)
        if needed is None or held & P.ADMINISTRATOR:
            return True
        bits = P(int(needed))
        return bool(bits) and held & bits == bits

    # -- acting ------------------------------------------------------------------------------

    def open_dm(self) -> int:
        """Open the DM with the bot; returns its channel id."""
        return self.world.dm(self.id, self.world.bot.id).id

    async def say(self, channel_id: int | str, text: str) -> Json:
        """Write a message; returns it."""
        channel = self._place(channel_id)
        if not self.world.may_talk(channel, self.id):
            raise RefusedError("you cannot write here")
        if not text.strip() or len(text) > 2000:
            raise RefusedError("a message has 1 to 2000 characters")
        return self.world.message_wire(self.world.post(channel, self.user, Draft(text)), self.id)

    async def command(self, channel_id: int | str, words: str, /, **options: Any) -> Answer:
        """Use a slash command, as in `command(channel, "sets plan", area="…")`."""
        channel = self._asking_place(channel_id)
        found = typed.find(self.commands(channel.id), words)
        resolver = Resolver(self.world, channel, self.id)
        filled = typed.fill(found.options, options, resolver)
        return await self._send(COMMAND, channel, found.data(filled, resolver.body))

    async def autocomplete(
        self, channel_id: int | str, words: str, options: dict[str, Any], focused: str
    ) -> list[Json]:
        """The suggestions for `focused` while the options stand as given: [{name, value}]."""
        channel = self._asking_place(channel_id)
        found = typed.find(self.commands(channel.id), words)
        filled = typed.half_filled(found.options, options, focused)
        answer = await self._send(AUTOCOMPLETE, channel, found.data(filled, {}))
        return answer.interaction.choices or []

    async def press(
        self,
        message: Json,
        label: str | None = None,
        *,
        custom_id: str | None = None,
        as_seen: bool = False,
    ) -> Answer:
        """Press a button. `as_seen` presses it as it stood in `message`, even if changed since."""
        live = self._live(message)
        shown = message if as_seen else self.world.message_wire(live, self.id)
        found = controls.button(shown, label, custom_id)
        data = {"component_type": 2, "custom_id": found["custom_id"], "id": found.get("id", 0)}
        return await self._click(live, data)

    async def choose(
        self, message: Json, custom_id: str | None, values: Iterable[str | int]
    ) -> Answer:
        """Choose in a menu: option values or labels, or ids of people, roles or channels."""
        live = self._live(message)
        found = controls.menu(self.world.message_wire(live, self.id), custom_id)
        chosen = list(values)
        controls.count_fits(found, chosen)
        resolver = Resolver(self.world, self._place(live.channel_id), self.id)
        data: Json = {
            "component_type": found["type"],
            "custom_id": found["custom_id"],
            "id": found.get("id", 0),
            "values": _picked(found, chosen, resolver),
        }
        if resolver.body:
            data["resolved"] = resolver.body
        return await self._click(live, data)

    async def submit(self, modal: Json, values: dict[str, Any]) -> Answer:
        """Fill in and send a form; `values` by custom_id or label (see `forms`)."""
        opener = self.world.interactions.get(int(modal["interaction_id"]))
        if opener is None:
            raise RefusedError("that form was closed long ago")
        channel = self._place(opener.channel_id)
        resolver = Resolver(self.world, channel, self.id)
        parts = forms.submission(modal, values, resolver)
        data: Json = {"custom_id": modal["custom_id"], "components": parts}
        if resolver.body:
            data["resolved"] = resolver.body
        source = opener.source if opener.kind == COMPONENT else None
        cause = self.world.metadata(opener)
        one = self.world.interact(MODAL, self.id, channel, data, source=source, cause=cause)
        return await Answer(self.world, one).acknowledged()

    async def voice(self, channel_id: int | str | None) -> None:
        """Go into a voice channel, or leave voice with None."""
        guild = self.world.guild
        if channel_id is None:
            self.world.move(guild.id, self.id, None)
            return
        channel = self._place(channel_id)
        if not channel.is_voice or not self.world.permissions(channel, self.id) & P.CONNECT:
            raise RefusedError("you cannot join that channel")
        inside = [one for one in self.world.voices.values() if one.channel_id == channel.id]
        if channel.user_limit and len(inside) >= channel.user_limit:
            raise RefusedError("that channel is full")
        self.world.move(guild.id, self.id, channel)

    async def react_event(self, event_id: int | str, interested: bool = True) -> None:
        """Press Interested on a scheduled event, or take it back."""
        event = self.world.events.get(int(event_id))
        if event is None:
            raise RefusedError("that event is not there")
        place = self.world.channels.get(event.channel_id or 0)
        if place is not None and not self.world.can_see(place, self.id):
            raise RefusedError("you cannot see that event")
        self.world.interest(event, self.id, interested=interested)

    async def react(self, message: Json, emoji: str, *, add: bool = True) -> None:
        """Put an emoji under a message, or take it off."""
        live = self._live(message)
        if not self.world.permissions(self._place(live.channel_id), self.id) & P.ADD_REACTIONS:
            raise RefusedError("you cannot react here")
        self.world.react(live, emoji, self.id, add=add)

    def leave_guild(self) -> None:
        """Leave the server; DMs stay readable, but nothing new reaches them."""
        if self.id not in self.world.guild.members:
            raise RefusedError("you are not in the server")
        self.world.move(self.world.guild.id, self.id, None)
        self.world.drop_member(self.world.guild.id, self.id)

    def dismiss(self, message: Json) -> None:
        """Dismiss an ephemeral message."""
        live = self._live(message)
        if live.only_for != self.id:
            raise RefusedError("only messages that only you can see can be dismissed")
        self.world.delete(live)

    # -- inside ------------------------------------------------------------------------------

    async def _send(self, kind: int, channel: Channel, data: Json) -> Answer:
        one = self.world.interact(kind, self.id, channel, data)
        return await Answer(self.world, one).acknowledged()

    async def _click(self, live: Message, data: Json) -> Answer:
        channel = self._place(live.channel_id)
        if channel.thread is not None and channel.thread.archived:
            raise RefusedError("this thread is archived: presses are swallowed")
        if live.author.id != self.world.bot.id:
            raise RefusedError("that message is not the bot's")
        one = self.world.interact(COMPONENT, self.id, channel, data, source=live)
        return await Answer(self.world, one).acknowledged()

    def _place(self, channel_id: int | str) -> Channel:
        channel = self.world.channels.get(int(channel_id))
        if channel is None or not self.world.can_see(channel, self.id):
            raise RefusedError("you cannot see that channel")
        return channel

    def _asking_place(self, channel_id: int | str) -> Channel:
        channel = self._place(channel_id)
        if not self.world.permissions(channel, self.id) & P.USE_APPLICATION_COMMANDS:
            raise RefusedError("you cannot use commands here")
        return channel

    def _live(self, seen: Json) -> Message:
        channel = self._place(seen["channel_id"])
        live = self.world.find(channel.id, int(seen["id"]))
        if live is None or live.only_for not in (None, self.id):
            raise RefusedError("that message is gone")
        return live


def _picked(found: Json, chosen: list[str | int], resolver: Resolver) -> list[str]:
    kind = controls.SELECTS[found["type"]]
    if kind == "string":
        return controls.options(found, [str(one) for one in chosen])
    ids = [int(one) for one in chosen]
    if kind == "user":
        return resolver.users(ids)
    if kind == "role":
        return resolver.roles(ids)
    return resolver.channels(ids) if kind == "channel" else resolver.mentionables(ids)


class Hands:
    """Everybody's hands, by user id."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._held: dict[int, Hand] = {}

    def of(self, user_id: int | str) -> Hand:
        """The hand of one person; LookupError when there is nobody of that id."""
        ident = int(user_id)
        if ident not in self.world.users:
            raise LookupError(f"nobody has the id {ident}")
        return self._held.setdefault(ident, Hand(self.world, ident))

    def named(self, shown: str) -> Hand:
        """The hand of the person shown under that name."""
        return self.of(self.world.user_named(shown))

"""What happened in the world, told as the gateway events a bot receives.

It reads the world and the watchers' kinds. It must not know sessions or sockets.
"""

from collections.abc import Callable
from dataclasses import dataclass

from practice.gateway import intents
from practice.world import DM, World, wire
from practice.world.things import THREADS
from practice.world.wiretypes import Json, items


@dataclass
class Dispatch:
    """One event: its name, its data, the intent it needs (0: none), and its blanked form."""

    event: str
    data: Json
    intent: int
    blanked: Json | None = None

    @property
    def server(self) -> int:
        """The id of the server that it is about; 0 for none."""
        about = self.data["id"] if self.event == "GUILD_CREATE" else self.data.get("guild_id")
        return int(about or 0)

    def seen_with(self, asked: int) -> Json | None:
        """The data a session with intents `asked` gets; None when it gets nothing."""
        if self.intent and not asked & self.intent:
            return None
        if self.blanked is not None and not asked & intents.CONTENT:
            return self.blanked
        return self.data


def told(world: World, kind: str, payload: Json) -> list[Dispatch]:
    """The dispatches for one happening; most happenings have one, some have none."""
    teller = _TELLERS.get(kind)
    return teller(world, kind, payload) if teller else []


def _seen(world: World, channel_id: str | None) -> bool:
    channel = world.channels.get(int(channel_id or 0))
    return channel is not None and world.can_see(channel, world.bot.id)


def _is_dm(world: World, channel_id: str) -> bool:
    return world.channels[int(channel_id)].kind == DM


def _message(world: World, kind: str, payload: Json) -> list[Dispatch]:
    if payload["only_for"] is not None or not _seen(world, payload["channel_id"]):
        return []
    data: Json = dict(payload["message"])
    dm = _is_dm(world, payload["channel_id"])
    author = int(data["author"]["id"])
    if not dm:
        guild_id = world.channels[int(payload["channel_id"])].guild_id or 0
        data["guild_id"] = str(guild_id)
        if member := world.member(guild_id, author):
            data["member"] = wire.member(member, with_user=False)
    mentioned = any(one["id"] == str(world.bot.id) for one in data["mentions"])
    open_to_bot = dm or mentioned or author == world.bot.id
    blank: Json = {"content": "", "embeds": [], "attachments": [], "components": []}
    intent = intents.DM_MESSAGES if dm else intents.MESSAGES
    return [Dispatch(kind.upper(), data, intent, None if open_to_bot else data | blank)]


def _message_delete(world: World, _: str, payload: Json) -> list[Dispatch]:
    if payload["only_for"] is not None or not _seen(world, payload["channel_id"]):
        return []
    data = {key: payload[key] for key in ("id", "channel_id", "guild_id") if payload[key]}
    dm = _is_dm(world, payload["channel_id"])
    return [Dispatch("MESSAGE_DELETE", data, intents.DM_MESSAGES if dm else intents.MESSAGES)]


def _reaction(world: World, _: str, payload: Json) -> list[Dispatch]:
    if not _seen(world, payload["channel_id"]):
        return []
    channel = world.channels[int(payload["channel_id"])]
    data: Json = {key: payload[key] for key in ("user_id", "channel_id", "message_id", "emoji")}
    data |= {"burst": False, "type": 0}
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
        member = world.member(channel.guild_id, int(payload["user_id"]))
        if payload["added"] and member:
            data["member"] = wire.member(member)
    if payload["added"]:
        data["message_author_id"] = payload["author_id"]
    name = "MESSAGE_REACTION_ADD" if payload["added"] else "MESSAGE_REACTION_REMOVE"
    dm = channel.guild_id is None
    return [Dispatch(name, data, intents.DM_REACTIONS if dm else intents.REACTIONS)]


def _channel(world: World, kind: str, payload: Json) -> list[Dispatch]:
    data: Json = dict(payload["channel"])
    if data["type"] == DM:
        return []
    verb = kind.partition("_")[2].upper()
    if data["type"] not in THREADS:
        return [Dispatch(f"CHANNEL_{verb}", data, intents.GUILDS)]
    if verb == "DELETE":
        brief = {key: data[key] for key in ("id", "guild_id", "parent_id", "type")}
        return [Dispatch("THREAD_DELETE", brief, intents.GUILDS)]
    if not _seen(world, data["id"]):
        return []
    if verb == "CREATE":
        data["newly_created"] = True
        data |= _own_membership(world, data["id"])
    return [Dispatch(f"THREAD_{verb}", data, intents.GUILDS)]


def _own_membership(world: World, thread_id: str) -> Json:
    thread = world.channels[int(thread_id)]
    if thread.thread is None or world.bot.id not in thread.thread.members:
        return {}
    return {"member": wire.thread_member(thread.id, world.bot.id, thread.thread)}


def _thread_members(world: World, _: str, payload: Json) -> list[Dispatch]:
    thread = world.channels[int(payload["id"])]
    if str(world.bot.id) in items(payload, "added"):
        data = world.channel_wire(thread) | _own_membership(world, payload["id"])
        return [Dispatch("THREAD_CREATE", data, intents.GUILDS)]
    if thread.thread is None or not world.can_see(thread, world.bot.id):
        return []
    added = [
        wire.thread_member(thread.id, int(one), thread.thread) for one in items(payload, "added")
    ]
    data = {key: payload[key] for key in ("id", "guild_id", "member_count")}
    data |= {"added_members": added, "removed_member_ids": payload["removed"]}
    return [Dispatch("THREAD_MEMBERS_UPDATE", data, intents.MEMBERS)]


def _member(world: World, kind: str, payload: Json) -> list[Dispatch]:
    member, guild = payload["member"], {"guild_id": payload["guild_id"]}
    if kind == "member_leave":
        data = guild | {"user": member["user"]}
        return [Dispatch("GUILD_MEMBER_REMOVE", data, intents.MEMBERS)]
    if kind == "member_join":
        return [Dispatch("GUILD_MEMBER_ADD", guild | member, intents.MEMBERS)]
    own = member["user"]["id"] == str(world.bot.id)
    return [Dispatch("GUILD_MEMBER_UPDATE", guild | member, 0 if own else intents.MEMBERS)]


def _role(__: World, kind: str, payload: Json) -> list[Dispatch]:
    return [Dispatch(f"GUILD_{kind.upper()}", dict(payload), intents.GUILDS)]


def _event(world: World, kind: str, payload: Json) -> list[Dispatch]:
    data = payload["event"]
    if data["channel_id"] and not _seen(world, data["channel_id"]):
        return []
    verb = kind.partition("_")[2].upper()
    return [Dispatch(f"GUILD_SCHEDULED_EVENT_{verb}", data, intents.EVENTS)]


def _interest(_: World, __: str, payload: Json) -> list[Dispatch]:
    verb = "ADD" if payload["interested"] else "REMOVE"
    data = {
        "guild_scheduled_event_id": payload["event_id"],
        "user_id": payload["user_id"],
        "guild_id": payload["guild_id"],
    }
    return [Dispatch(f"GUILD_SCHEDULED_EVENT_USER_{verb}", data, intents.EVENTS)]


def _voice(world: World, _: str, payload: Json) -> list[Dispatch]:
    state = payload["state"]
    if state["channel_id"] and not _seen(world, state["channel_id"]):
        return []
    return [Dispatch("VOICE_STATE_UPDATE", state, intents.VOICE)]


def _voice_status(_: World, __: str, payload: Json) -> list[Dispatch]:
    data = {key: payload[key] for key in ("id", "guild_id", "status")}
    return [Dispatch("VOICE_CHANNEL_STATUS_UPDATE", data, intents.GUILDS)]


def _typing(world: World, _: str, payload: Json) -> list[Dispatch]:
    if not _seen(world, payload["channel_id"]):
        return []
    dm = "guild_id" not in payload
    return [Dispatch("TYPING_START", payload, intents.DM_TYPING if dm else intents.TYPING)]


def _pins(world: World, _: str, payload: Json) -> list[Dispatch]:
    if not _seen(world, payload["channel_id"]):
        return []
    data = {key: value for key, value in payload.items() if key != "guild_id" or value}
    return [Dispatch("CHANNEL_PINS_UPDATE", data, intents.GUILDS)]


def _interaction(_: World, __: str, payload: Json) -> list[Dispatch]:
    return [Dispatch("INTERACTION_CREATE", payload["interaction"], 0)]


_TELLERS: dict[str, Callable[[World, str, Json], list[Dispatch]]] = {
    "message_create": _message,
    "message_update": _message,
    "message_delete": _message_delete,
    "reaction": _reaction,
    "channel_create": _channel,
    "channel_update": _channel,
    "channel_delete": _channel,
    "thread_members": _thread_members,
    "member_join": _member,
    "member_leave": _member,
    "member_update": _member,
    "role_create": _role,
    "role_update": _role,
    "event_create": _event,
    "event_update": _event,
    "event_delete": _event,
    "event_interest": _interest,
    "voice": _voice,
    "voice_status": _voice_status,
    "typing": _typing,
    "pins": _pins,
    "interaction": _interaction,
}

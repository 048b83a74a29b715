"""People, guilds and places as Discord writes them on the wire.

It reads things and makes JSON. It must not change anything, nor decide who may see it.
"""

from practice.world.permissions import Overwrite
from practice.world.things import (
    CATEGORY,
    DM,
    Channel,
    Command,
    Guild,
    Member,
    Role,
    ScheduledEvent,
    ThreadState,
    User,
    VoiceState,
)
from practice.world.wiretypes import Json, iso


def user(one: User) -> Json:
    """A user object."""
    return {
        "id": str(one.id),
        "username": one.name,
        "discriminator": "0000" if one.bot else "0",
        "global_name": one.shown,
        "avatar": None,
        "bot": one.bot,
        "system": False,
        "public_flags": 0,
        "flags": 0,
        "avatar_decoration_data": None,
        "primary_guild": None,
        "collectibles": None,
    }


def member(one: Member, *, with_user: bool = True) -> Json:
    """A guild member object, with its user unless told otherwise."""
    body: Json = {
        "nick": one.nick,
        "avatar": None,
        "banner": None,
        "roles": [str(role) for role in one.roles],
        "joined_at": iso(one.joined),
        "premium_since": None,
        "deaf": one.deaf,
        "mute": one.mute,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": iso(one.timed_out_until) if one.timed_out_until else None,
    }
    if with_user:
        body["user"] = user(one.user)
    return body


def role(one: Role) -> Json:
    """A role object."""
    return {
        "id": str(one.id),
        "name": one.name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": one.position,
        "permissions": str(int(one.permissions)),
        "managed": one.managed,
        "mentionable": False,
        "flags": 0,
        "description": None,
    }


def overwrite(one: Overwrite) -> Json:
    """A permission overwrite object."""
    return {
        "id": str(one.id),
        "type": one.kind,
        "allow": str(int(one.allow)),
        "deny": str(int(one.deny)),
    }


def channel(one: Channel, recipients: tuple[User, ...] = ()) -> Json:
    """A channel, thread or DM object; `recipients` are the other people in a DM."""
    body: Json = {
        "id": str(one.id),
        "type": one.kind,
        "flags": 0,
        "last_message_id": _maybe(one.last_message_id),
    }
    if one.kind == DM:
        return body | {"recipients": [user(other) for other in recipients]}
    body |= {
        "guild_id": str(one.guild_id),
        "name": one.name,
        "parent_id": _maybe(one.parent_id),
        "rate_limit_per_user": one.slowmode,
    }
    if one.thread is not None:
        return body | _thread(one, one.thread)
    body |= {
        "position": one.position,
        "permission_overwrites": [overwrite(line) for line in one.overwrites.values()],
        "nsfw": one.nsfw,
        "topic": one.topic,
    }
    if one.is_voice:
        body |= {
            "bitrate": one.bitrate,
            "user_limit": one.user_limit,
            "rtc_region": None,
            "status": one.status,
        }
    if one.kind == CATEGORY:
        body.pop("topic")
    return body


def thread_member(thread_id: int, user_id: int, state: ThreadState) -> Json:
    """A thread member object."""
    return {
        "id": str(thread_id),
        "user_id": str(user_id),
        "join_timestamp": iso(state.members[user_id]),
        "flags": 0,
    }


def _thread(one: Channel, state: ThreadState) -> Json:
    return {
        "owner_id": str(state.owner_id),
        "message_count": state.message_count,
        "total_message_sent": state.message_count,
        "member_count": min(len(state.members), 50),
        "thread_metadata": {
            "archived": state.archived,
            "archive_timestamp": iso(state.archive_changed),
            "auto_archive_duration": state.auto_archive,
            "locked": state.locked,
            "invitable": state.invitable,
            "create_timestamp": iso(state.created),
        },
    }


def event(one: ScheduledEvent, creator: User | None = None) -> Json:
    """A guild scheduled event object with its count of interested people."""
    return {
        "id": str(one.id),
        "guild_id": str(one.guild_id),
        "channel_id": _maybe(one.channel_id),
        "creator_id": str(one.creator_id),
        "creator": user(creator) if creator else None,
        "name": one.name,
        "description": one.description,
        "image": None,
        "scheduled_start_time": iso(one.start),
        "scheduled_end_time": iso(one.end) if one.end else None,
        "privacy_level": 2,
        "status": one.status,
        "entity_type": one.entity_type,
        "entity_id": None,
        "entity_metadata": {"location": one.location} if one.location else None,
        "recurrence_rule": None,
        "guild_scheduled_event_exceptions": [],
        "user_count": len(one.interested),
    }


def voice_state(one: VoiceState, who: Member | None) -> Json:
    """A voice state object with its member."""
    body: Json = {
        "guild_id": str(one.guild_id),
        "channel_id": _maybe(one.channel_id),
        "user_id": str(one.user_id),
        "session_id": one.session,
        "deaf": who.deaf if who else False,
        "mute": who.mute if who else False,
        "self_deaf": one.self_deaf,
        "self_mute": one.self_mute,
        "self_video": False,
        "suppress": False,
        "request_to_speak_timestamp": None,
    }
    if who:
        body["member"] = member(who)
    return body


def command(one: Command, application_id: int) -> Json:
    """An application command as registered, with what Discord adds to it."""
    given = {key: value for key, value in one.body.items() if value is not None}
    body: Json = {
        "type": 1,
        "description": "",
        "default_member_permissions": None,
        "nsfw": False,
        "integration_types": [0],
        "contexts": None,
        "dm_permission": True,
        **given,
        "id": str(one.id),
        "application_id": str(application_id),
        "version": str(one.version),
    }
    if body["default_member_permissions"] is not None:
        body["default_member_permissions"] = str(body["default_member_permissions"])
    if one.guild_id is not None:
        body["guild_id"] = str(one.guild_id)
    return body


_GUILD: Json = {
    "icon": None,
    "description": None,
    "splash": None,
    "discovery_splash": None,
    "banner": None,
    "features": [],
    "emojis": [],
    "stickers": [],
    "afk_channel_id": None,
    "afk_timeout": 300,
    "application_id": None,
    "system_channel_id": None,
    "system_channel_flags": 0,
    "rules_channel_id": None,
    "public_updates_channel_id": None,
    "safety_alerts_channel_id": None,
    "widget_enabled": False,
    "widget_channel_id": None,
    "verification_level": 1,
    "default_message_notifications": 1,
    "explicit_content_filter": 2,
    "mfa_level": 0,
    "nsfw": False,
    "nsfw_level": 0,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "premium_progress_bar_enabled": False,
    "preferred_locale": "en-GB",
    "vanity_url_code": None,
    "region": "deprecated",
    "max_members": 500000,
    "max_presences": None,
    "max_video_channel_users": 25,
    "max_stage_video_channel_users": 50,
}


def guild(one: Guild) -> Json:
    """A guild object as REST gives it: without channels, members and threads."""
    return {
        **_GUILD,
        "id": str(one.id),
        "name": one.name,
        "owner_id": str(one.owner_id),
        "roles": [role(each) for each in one.roles.values()],
        "approximate_member_count": len(one.members),
        "approximate_presence_count": len(one.members),
    }


def _maybe(number: int | None) -> str | None:
    return None if number is None else str(number)

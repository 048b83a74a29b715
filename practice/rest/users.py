"""Routes about the bot itself, other users, DMs, and where the gateway is."""

from practice.desk.call import Call, Reply, route
from practice.desk.errors import ApiError
from practice.world import wire
from practice.world.wiretypes import Json, xid


@route("GET", "/gateway")
async def gateway(call: Call) -> Reply:
    """Where the gateway is."""
    return Reply({"url": call.gateway_url})


@route("GET", "/gateway/bot")
async def gateway_bot(call: Call) -> Reply:
    """Where the gateway is, and how often one may identify."""
    starts = {"total": 1000, "remaining": 999, "reset_after": 14400000, "max_concurrency": 1}
    return Reply({"url": call.gateway_url, "shards": 1, "session_start_limit": starts})


def me_wire(call: Call) -> Json:
    """The bot's own user object."""
    return wire.user(call.bot) | {
        "mfa_enabled": False,
        "verified": True,
        "locale": "en-GB",
        "email": None,
        "premium_type": 0,
    }


@route("GET", "/users/@me")
async def me(call: Call) -> Reply:
    """The bot's own user."""
    return Reply(me_wire(call))


@route("GET", "/users/@me/guilds")
async def my_guilds(call: Call) -> Reply:
    """The guilds the bot is in."""
    world = call.world
    found: list[Json] = []
    for guild in world.guilds.values():
        if call.bot.id not in guild.members:
            continue
        allowed = str(int(world.base_permissions(guild.id, call.bot.id)))
        brief: Json = {"id": str(guild.id), "name": guild.name, "icon": None, "owner": False}
        found.append(brief | {"permissions": allowed, "features": [], "banner": None})
    return Reply(found)


def _application(call: Call) -> Json:
    owner = next(iter(call.world.guilds.values())).owner_id if call.world.guilds else call.bot.id
    return {
        "id": str(call.world.application_id),
        "name": call.bot.shown,
        "icon": None,
        "description": "",
        "type": None,
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": call.world.application_flags,
        "hook": True,
        "team": None,
        "owner": wire.user(call.world.users[owner]),
        "bot": wire.user(call.bot),
        "interactions_endpoint_url": None,
        "redirect_uris": [],
        "tags": [],
        "rpc_origins": [],
        "integration_types_config": {"0": {}},
        "approximate_guild_count": len(call.world.guilds),
        "approximate_user_install_count": 0,
        "flags_new": "0",
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "role_connections_verification_url": None,
        "approximate_user_authorization_count": 0,
    }


@route("GET", "/oauth2/applications/@me")
async def oauth_application(call: Call) -> Reply:
    """The bot's application."""
    return Reply(_application(call))


@route("GET", "/applications/@me")
async def application(call: Call) -> Reply:
    """The bot's application, by its newer path."""
    return Reply(_application(call))


@route("POST", "/users/@me/channels")
async def open_dm(call: Call) -> Reply:
    """Open a DM; 10013 when there is nobody of that id, 50007 for bots and oneself."""
    other = xid(call.body.get("recipient_id"))
    user = call.world.users.get(other or 0)
    if user is None:
        raise ApiError(10013)
    if user.bot:
        raise ApiError(50007)
    return Reply(call.world.channel_wire(call.world.dm(call.bot.id, user.id)))


@route("GET", "/users/{user_id}")
async def user(call: Call) -> Reply:
    """Any user."""
    found = call.world.users.get(call.xid("user_id"))
    if found is None:
        raise ApiError(10013)
    return Reply(wire.user(found))

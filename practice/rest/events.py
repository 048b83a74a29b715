"""Routes for guild scheduled events and the people interested in them."""

from practice.check import events as check
from practice.desk.call import Call, Reply, nothing, route
from practice.desk.errors import ApiError
from practice.rest.rights import guild_of, need, need_base
from practice.world import Guild, P, ScheduledEvent, wire
from practice.world.wiretypes import Json, moment, obj, whole, words, xid

OPEN, DONE, CANCELLED = (1, 2), 3, 4


def event_of(call: Call, guild: Guild) -> ScheduledEvent:
    """The event in the path; 10070 when there is none, or none the bot can see."""
    event = call.world.events.get(call.xid("guild_scheduled_event_id"))
    if event is None or event.guild_id != guild.id:
        raise ApiError(10070)
    place = call.world.channels.get(event.channel_id or 0)
    if place is not None and not call.world.can_see(place, call.bot.id):
        raise ApiError(10070)
    return event


@route("GET", "/guilds/{guild_id}/scheduled-events")
async def listed(call: Call) -> Reply:
    """The events that are to come or running."""
    guild = guild_of(call)
    held = [one for one in call.world.events.values() if one.guild_id == guild.id]
    return Reply([call.world.event_wire(one) for one in held if one.status in OPEN])


@route("POST", "/guilds/{guild_id}/scheduled-events", check=check.create)
async def create(call: Call) -> Reply:
    """Announce an event."""
    guild, body = guild_of(call), call.body
    _right(call, guild, P.CREATE_EVENTS, xid(body.get("channel_id")))
    open_ones = [one for one in call.world.events.values() if one.guild_id == guild.id]
    if sum(1 for one in open_ones if one.status in OPEN) >= 100:
        call.findings.note(call.where, "more than 100 scheduled events")
        raise ApiError(30038)
    end = words(body, "scheduled_end_time")
    event = ScheduledEvent(
        call.world.next_id(),
        guild.id,
        words(body, "name"),
        moment(words(body, "scheduled_start_time")),
        int(body["entity_type"]),
        call.bot.id,
        moment(end) if end else None,
        body.get("description"),
        xid(body.get("channel_id")),
        obj(body, "entity_metadata").get("location"),
    )
    call.world.add_event(event)
    return Reply(call.world.event_wire(event))


def _right(call: Call, guild: Guild, right: P, channel_id: int | None) -> None:
    if channel_id is None:
        need_base(call, guild, right)
        return
    place = call.world.channels.get(channel_id)
    if place is None:
        raise ApiError(10003)
    if not call.world.can_see(place, call.bot.id):
        raise ApiError(50001)
    need(call, place, right | P.CONNECT)


@route("GET", "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}")
async def read(call: Call) -> Reply:
    """One event."""
    return Reply(call.world.event_wire(event_of(call, guild_of(call))))


@route(
    "PATCH", "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}", check=check.change
)
async def change(call: Call) -> Reply:
    """Change, start, end or cancel an event."""
    guild, body = guild_of(call), call.body
    event = event_of(call, guild)
    mine = event.creator_id == call.bot.id
    _right(call, guild, P.CREATE_EVENTS if mine else P.MANAGE_EVENTS, event.channel_id)
    if event.status in (DONE, CANCELLED):
        raise ApiError(180000)
    _apply(event, body)
    call.world.event_changed(event)
    return Reply(call.world.event_wire(event))


def _apply(event: ScheduledEvent, body: Json) -> None:
    event.name = words(body, "name") or event.name
    event.description = body.get("description", event.description)
    if "channel_id" in body:
        event.channel_id = xid(body["channel_id"])
    if body.get("entity_type"):
        event.entity_type = int(body["entity_type"])
    if start := words(body, "scheduled_start_time"):
        event.start = moment(start)
    if end := words(body, "scheduled_end_time"):
        event.end = moment(end)
    event.location = obj(body, "entity_metadata").get("location", event.location)
    event.status = whole(body, "status", event.status)


@route("DELETE", "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}")
async def delete(call: Call) -> Reply:
    """Remove an event."""
    guild = guild_of(call)
    event = event_of(call, guild)
    mine = event.creator_id == call.bot.id
    _right(call, guild, P.CREATE_EVENTS if mine else P.MANAGE_EVENTS, event.channel_id)
    call.world.drop_event(event)
    return nothing()


@route("GET", "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/users")
async def interested(call: Call) -> Reply:
    """Who pressed Interested, by id."""
    guild = guild_of(call)
    event = event_of(call, guild)
    after, before = call.asked_id("after") or 0, call.asked_id("before")
    held = sorted(one for one in event.interested if one > after and (not before or one < before))
    found: list[Json] = []
    for one in held[: call.number("limit", 100, 1, 100)]:
        line: Json = {
            "guild_scheduled_event_id": str(event.id),
            "user": wire.user(call.world.users[one]),
            "user_id": str(one),
            "response": 1,
        }
        if call.flag("with_member") and one in guild.members:
            line["member"] = wire.member(guild.members[one])
        found.append(line)
    return Reply(found)

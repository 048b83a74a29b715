"""Routes with which the bot registers its application commands, globally or for a guild."""

from practice.check import commands as check
from practice.desk.call import Call, Reply, nothing, route
from practice.desk.errors import ApiError
from practice.world import Command, wire
from practice.world.wiretypes import Json, objs

GLOBAL, LOCAL = "/applications/{application_id}", "/applications/{application_id}/guilds/{guild_id}"


def _home(call: Call) -> int | None:
    if call.xid("application_id") != call.world.application_id:
        raise ApiError(20012)
    if "guild_id" not in call.path:
        return None
    guild = call.world.guilds.get(call.xid("guild_id"))
    if guild is None or call.bot.id not in guild.members:
        raise ApiError(50001)
    return guild.id


def _wire(call: Call, command: Command) -> Json:
    return wire.command(command, call.world.application_id)


def _command(call: Call, home: int | None) -> Command:
    found = call.world.commands.get(call.xid("command_id"))
    if found is None or found.guild_id != home:
        raise ApiError(10063)
    return found


async def listed(call: Call) -> Reply:
    """The registered commands."""
    return Reply([_wire(call, one) for one in call.world.commands_of(_home(call))])


async def overwrite(call: Call) -> Reply:
    """Replace all of them."""
    home = _home(call)
    made = call.world.put_commands(home, objs({"all": call.raw}, "all"))
    return Reply([_wire(call, one) for one in made])


async def upsert(call: Call) -> Reply:
    """Add one, or replace the one of that name."""
    home = _home(call)
    made, new = call.world.put_command(home, call.body)
    if len(call.world.commands_of(home)) > 100:
        del call.world.commands[made.id]
        raise ApiError(30032)
    return Reply(_wire(call, made), 201 if new else 200)


async def read(call: Call) -> Reply:
    """One command."""
    return Reply(_wire(call, _command(call, _home(call))))


async def change(call: Call) -> Reply:
    """Change one command."""
    home = _home(call)
    old = _command(call, home)
    del call.world.commands[old.id]
    old.body = old.body | call.body
    call.world.commands[old.id] = old
    call.world.tell("commands", {"guild_id": str(home) if home else None})
    return Reply(_wire(call, old))


async def delete(call: Call) -> Reply:
    """Remove one command."""
    home = _home(call)
    del call.world.commands[_command(call, home).id]
    call.world.tell("commands", {"guild_id": str(home) if home else None})
    return nothing()


for _base in (GLOBAL, LOCAL):
    route("GET", f"{_base}/commands")(listed)
    route("PUT", f"{_base}/commands", check=check.many)(overwrite)
    route("POST", f"{_base}/commands", check=check.one)(upsert)
    route("GET", f"{_base}/commands/{{command_id}}")(read)
    route("PATCH", f"{_base}/commands/{{command_id}}", check=check.part)(change)
    route("DELETE", f"{_base}/commands/{{command_id}}")(delete)

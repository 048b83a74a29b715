"""Limits on application commands: names, counts, and 8,000 characters a command.

It must not know what is registered already.
"""

import re

from practice.check.shapes import count, join, length
from practice.desk.call import Call
from practice.desk.errors import ApiError, Problem
from practice.world.wiretypes import Json, objs, words

CHAT, SUB, GROUP = 1, 1, 2
_NAME = re.compile(r"^[-_'\w]{1,32}$")


def many(call: Call) -> list[Problem]:
    """A whole set of commands."""
    bodies = objs({"all": call.raw}, "all")
    chat = [one for one in bodies if one.get("type", CHAT) == CHAT]
    if len(chat) > 100:
        raise ApiError(30032)
    found: list[Problem] = []
    seen: set[tuple[object, str]] = set()
    for index, body in enumerate(bodies):
        found += _command(body, str(index))
        key = (body.get("type", CHAT), words(body, "name"))
        if key in seen:
            found.append(
                Problem(
                    f"{index}.name",
                    "APPLICATION_COMMANDS_DUPLICATE_NAME",
                    "Application command names must be unique",
                )
            )
        seen.add(key)
    return found


def one(call: Call) -> list[Problem]:
    """One command."""
    return _command(call.body, "")


def part(call: Call) -> list[Problem]:
    """A change to one command."""
    return _options(objs(call.body, "options"), "options")


def _command(body: Json, path: str) -> list[Problem]:
    if body.get("type", CHAT) != CHAT:
        return length(body, "name", 32, least=1, path=path, required=True)
    found = _name(body, path)
    found += length(body, "description", 100, least=1, path=path, required=True)
    found += _options(objs(body, "options"), join(path, "options"))
    if (size := characters(body)) > 8000:
        found.append(
            Problem(
                path,
                "APPLICATION_COMMAND_TOO_LARGE",
                f"Command exceeds maximum size ({size} of 8000)",
            )
        )
    return found


def characters(body: Json) -> int:
    """How much of the 8,000 a command uses: names, descriptions and choice values, all levels."""
    total = len(words(body, "name")) + len(words(body, "description"))
    for choice in objs(body, "choices"):
        total += len(words(choice, "name")) + len(str(choice.get("value", "")))
    return total + sum(characters(option) for option in objs(body, "options"))


def _name(body: Json, path: str) -> list[Problem]:
    name = words(body, "name")
    if not _NAME.match(name) or name != name.lower():
        return [
            Problem(
                join(path, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid"
            )
        ]
    return []


def _options(options: list[Json], path: str) -> list[Problem]:
    found = count(path, len(options), 25)
    seen: set[str] = set()
    optional = False
    for index, option in enumerate(options):
        here = join(path, index)
        found += _name(option, here)
        found += length(option, "description", 100, least=1, path=here, required=True)
        if words(option, "name") in seen:
            found.append(
                Problem(
                    here,
                    "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                    "Option names must be unique",
                )
            )
        seen.add(words(option, "name"))
        if option.get("type") in (SUB, GROUP):
            found += _options(objs(option, "options"), join(here, "options"))
            continue
        if option.get("required") and optional:
            found.append(
                Problem(
                    here,
                    "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                    "Required options must be placed before non-required options",
                )
            )
        optional = optional or not option.get("required")
        found += _choices(option, here)
    return found


def _choices(option: Json, path: str) -> list[Problem]:
    choices = objs(option, "choices")
    found = count(join(path, "choices"), len(choices), 25)
    if choices and option.get("autocomplete"):
        found.append(
            Problem(
                path,
                "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES",
                "Choices and autocomplete cannot stand together",
            )
        )
    for index, choice in enumerate(choices):
        found += length(
            choice, "name", 100, least=1, path=join(join(path, "choices"), index), required=True
        )
    return found

"""Typing a slash command: finding it by its words, checking options, building what is sent.

It reads the registered commands. It must not know how the interaction travels.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from practice.hands.refused import RefusedError
from practice.hands.resolve import Resolver
from practice.world.wiretypes import Json, items, objs, whole

SUB, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, FILE = (
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
)


@dataclass
class Typed:
    """One command found: its registered body, the words below it, and its options."""

    command: Json
    below: list[Json]
    options: list[Json]

    def data(self, filled: list[Json], resolved: dict[str, Json]) -> Json:
        """The interaction's `data`, with the options inside their subcommand."""
        inner = filled
        for level in reversed(self.below):
            inner = [{"type": level["type"], "name": level["name"], "options": inner}]
        body: Json = {"id": self.command["id"], "name": self.command["name"], "type": 1}
        body["options"] = inner
        if resolved:
            body["resolved"] = resolved
        if "guild_id" in self.command:
            body["guild_id"] = self.command["guild_id"]
        return body


def find(commands: list[Json], words: str) -> Typed:
    """The command meant by `words` ("sets plan"); refused when there is none such."""
    parts = words.strip().removeprefix("/").split()
    for command in commands:
        if parts and command["name"] == parts[0] and command.get("type", 1) == 1:
            return _descend(command, parts[1:], words)
    raise RefusedError(f"there is no command /{words.strip().removeprefix('/')}")


def _descend(command: Json, parts: list[str], words: str) -> Typed:
    below: list[Json] = []
    here = objs(command, "options")
    for part in parts:
        hits = [one for one in here if one["name"] == part and one["type"] in (SUB, GROUP)]
        if not hits:
            raise RefusedError(f"there is no command /{words}")
        below.append(hits[0])
        here = objs(hits[0], "options")
    if any(one["type"] in (SUB, GROUP) for one in here):
        raise RefusedError(f"/{words} needs one more word")
    return Typed(command, below, here)


def fill(options: list[Json], values: dict[str, Any], resolver: Resolver) -> list[Json]:
    """The options a client sends; refused when one is missing, unknown or does not fit."""
    left = {key: value for key, value in values.items() if value is not None}
    done: list[Json] = []
    for option in options:
        name = option["name"]
        if name in left:
            value = _value(option, left.pop(name), resolver)
            done.append({"name": name, "type": option["type"], "value": value})
        elif option.get("required"):
            raise RefusedError(f"{name} has to be filled in")
    if left:
        raise RefusedError(f"there is no option {', '.join(left)}")
    return done


def half_filled(options: list[Json], values: dict[str, Any], focused: str) -> list[Json]:
    """The options as they stand while a person types in `focused`."""
    known = {option["name"]: option for option in options}
    if not known.get(focused, {}).get("autocomplete"):
        raise RefusedError(f"{focused} makes no suggestions")
    typed = {**values, focused: values.get(focused, "")}
    return [
        {"name": name, "type": known[name]["type"], "value": value}
        | ({"focused": True} if name == focused else {})
        for name, value in typed.items()
        if name in known
    ]


def _value(option: Json, given: Any, resolver: Resolver) -> Any:
    kind = option["type"]
    if choices := objs(option, "choices"):
        return _choice(choices, given)
    if kind == STRING:
        return _string(option, given)
    if kind in (INTEGER, NUMBER):
        return _number(option, given)
    if kind == BOOLEAN:
        return _boolean(given)
    if kind == CHANNEL:
        return _channel(option, given, resolver)
    pick: dict[int, Callable[[list[Any]], list[str]]] = {
        USER: resolver.users,
        ROLE: resolver.roles,
        MENTIONABLE: resolver.mentionables,
    }
    if kind == FILE:
        return resolver.files([given])[0]
    return pick[kind]([int(given)])[0]


def _choice(choices: list[Json], given: Any) -> Any:
    for one in choices:
        if given in (one["value"], one["name"]) or str(given) == str(one["value"]):
            return one["value"]
    raise RefusedError(f"{given!r} is not offered")


def _string(option: Json, given: Any) -> str:
    text = str(given)
    if len(text) < whole(option, "min_length", 0):
        raise RefusedError(f"{option['name']}: at least {option['min_length']} characters")
    if len(text) > whole(option, "max_length", 6000):
        raise RefusedError(
            f"{option['name']}: at most {option.get('max_length') or 6000} characters"
        )
    return text


def _number(option: Json, given: Any) -> int | float:
    try:
        value = int(given) if option["type"] == INTEGER else float(given)
    except (TypeError, ValueError):
        raise RefusedError(f"{option['name']}: a number is wanted") from None
    low, high = option.get("min_value"), option.get("max_value")
    if (low is not None and value < low) or (high is not None and value > high):
        raise RefusedError(f"{option['name']}: between {low} and {high}")
    return value


def _boolean(given: Any) -> bool:
    if given in (True, False):
        return bool(given)
    if str(given).lower() in ("true", "false"):
        return str(given).lower() == "true"
    raise RefusedError("yes or no is wanted")


def _channel(option: Json, given: Any, resolver: Resolver) -> str:
    picked = resolver.channels([int(given)])[0]
    kinds = items(option, "channel_types")
    if kinds and resolver.world.channels[int(given)].kind not in kinds:
        raise RefusedError(f"{option['name']}: that kind of channel cannot be chosen")
    return picked

"""Slash commands as the page lists them: one flat line each, "sets plan", with its options.

Pure reading of registered command bodies. It must not know people or permissions.
"""

from collections.abc import Iterator

from practice.world.wiretypes import Json, items, objs, words

SUB, GROUP, SLASH = 1, 2, 1


def flat(commands: list[Json]) -> list[Json]:
    """Every command one can type, by its full name, in alphabetical order."""
    slash = [one for one in commands if one.get("type", SLASH) == SLASH]
    found = [line for one in slash for line in _lines(one, str(one["name"]))]
    return sorted(found, key=lambda one: str(one["name"]))


def _lines(body: Json, name: str) -> Iterator[Json]:
    below = [one for one in objs(body, "options") if one.get("type") in (SUB, GROUP)]
    if below:
        for one in below:
            yield from _lines(one, f"{name} {one['name']}")
        return
    options = [_option(one) for one in objs(body, "options")]
    yield {"name": name, "description": words(body, "description"), "options": options}


def _option(one: Json) -> Json:
    return {
        "name": one["name"],
        "description": words(one, "description"),
        "type": one["type"],
        "required": bool(one.get("required")),
        "choices": [
            {"name": each["name"], "value": each["value"]} for each in objs(one, "choices")
        ],
        "autocomplete": bool(one.get("autocomplete")),
        "min": one.get("min_value", one.get("min_length")),
        "max": one.get("max_value", one.get("max_length")),
        "channel_types": items(one, "channel_types"),
    }

"""Small questions asked of a body again and again: lengths, ranges, presence.

Each returns problems in Discord's words; none knows a route.
"""

from typing import Any

from practice.desk.errors import Problem
from practice.world.wiretypes import Json


def join(path: str, key: str | int) -> str:
    """A dotted path one step deeper."""
    return f"{path}.{key}" if path else str(key)


def missing(path: str) -> Problem:
    """The problem of a field that has to be there."""
    return Problem(path, "BASE_TYPE_REQUIRED", "This field is required")


def length(
    body: Json, key: str, most: int, *, least: int = 0, path: str = "", required: bool = False
) -> list[Problem]:
    """The text under `key` has `least` to `most` characters."""
    here, value = join(path, key), body.get(key)
    if value is None:
        return [missing(here)] if required else []
    if not isinstance(value, str):
        return [Problem(here, "STRING_TYPE_CONVERT", "Could not interpret as string.")]
    if len(value) > most:
        return [Problem(here, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")]
    if len(value) < least:
        return [
            Problem(here, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        ]
    return []


def count(path: str, found: int, most: int, *, least: int = 0) -> list[Problem]:
    """A list has `least` to `most` entries."""
    if least <= found <= most:
        return []
    return [Problem(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")]


def between(body: Json, key: str, low: int, high: int, *, path: str = "") -> list[Problem]:
    """The number under `key`, when there is one, lies between `low` and `high`."""
    value: Any = body.get(key)
    if value is None:
        return []
    here = join(path, key)
    if not isinstance(value, int):
        return [Problem(here, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')]
    if value < low:
        return [
            Problem(here, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}.")
        ]
    if value > high:
        return [
            Problem(here, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")
        ]
    return []


def choice(body: Json, key: str, allowed: set[Any], *, path: str = "") -> list[Problem]:
    """The value under `key`, when there is one, is one of `allowed`."""
    value = body.get(key)
    if value is None or value in allowed:
        return []
    words = ", ".join(sorted(map(str, allowed)))
    return [Problem(join(path, key), "BASE_TYPE_CHOICES", f"Value must be one of {{{words}}}.")]

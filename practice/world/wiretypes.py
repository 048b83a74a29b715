"""The one shape everything on Discord's wire has, and moments as Discord writes them."""

from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]


def iso(moment: datetime) -> str:
    """A moment as Discord writes it: UTC, microseconds, +00:00."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """Read a moment as clients send it; ValueError when it is none, UTC when it has no zone."""
    found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def obj(body: Json, key: str) -> Json:
    """The object under `key`, or an empty one when it is missing, null or something else."""
    found: Any = body.get(key)
    return found if isinstance(found, dict) else {}  # pyright: ignore[reportUnknownVariableType] (JSON)


def objs(body: Json, key: str) -> list[Json]:
    """The objects in the list under `key`; anything that is not an object is left out."""
    return [one for one in items(body, key) if isinstance(one, dict)]


def items(body: Json, key: str) -> list[Any]:
    """The list under `key`, or an empty one."""
    found: Any = body.get(key)
    return found if isinstance(found, list) else []  # pyright: ignore[reportUnknownVariableType] (JSON)


def words(body: Json, key: str) -> str:
    """The text under `key`, or an empty one."""
    found: Any = body.get(key)
    return found if isinstance(found, str) else ""


def xid(value: Any) -> int | None:
    """A snowflake from a string or number; None when it is none."""
    text = str(value)
    return int(text) if text.isdecimal() else None


def xids(body: Json, key: str) -> list[int]:
    """The snowflakes in the list under `key`."""
    return [found for one in items(body, key) if (found := xid(one)) is not None]


def whole(body: Json, key: str, default: int = 0) -> int:
    """The whole number under `key`; `default` when it is missing, null or no number."""
    found: Any = body.get(key)
    if isinstance(found, int):
        return int(found)
    if isinstance(found, str) and found.removeprefix("-").isdecimal():
        return int(found)
    return default

"""Reading what a message says: mentions it makes, components numbered and walked.

Pure functions over raw JSON. It must not know channels, people or permissions.
"""

import re
from collections.abc import Iterator

from practice.world.wiretypes import Json, items, obj, objs, xids
from practice.world.wiretypes import words as text_at

_USER = re.compile(r"<@!?(\d{15,21})>")
_ROLE = re.compile(r"<@&(\d{15,21})>")


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, outer before inner, in reading order."""
    for one in components:
        yield one
        yield from walk(objs(one, "components"))
        for key in ("accessory", "component"):
            if part := obj(one, key):
                yield from walk([part])


def number(components: list[Json]) -> None:
    """Give every component without an id the next free one, as Discord does."""
    taken = {one["id"] for one in walk(components) if one.get("id")}
    free = 1
    for one in walk(components):
        if one.get("id"):
            continue
        while free in taken:
            free += 1
        one["id"] = free
        taken.add(free)


def media(components: list[Json]) -> Iterator[Json]:
    """Every media item in the components: thumbnails, galleries and files."""
    for one in walk(components):
        for key in ("media", "file"):
            if part := obj(one, key):
                yield part
        for item in objs(one, "items"):
            if part := obj(item, "media"):
                yield part


def words(content: str, components: list[Json]) -> str:
    """All text in which a mention counts: the content and the text displays."""
    shown = [str(one.get("content", "")) for one in walk(components) if one.get("type") == 10]
    return "\n".join([content, *shown])


def mentioned(text: str, allowed: Json | None) -> tuple[list[int], list[int], bool]:
    """Who `text` pings under `allowed_mentions` (None: anyone): users, roles, everyone."""
    users = list(dict.fromkeys(int(found) for found in _USER.findall(text)))
    roles = list(dict.fromkeys(int(found) for found in _ROLE.findall(text)))
    everyone = "@everyone" in text or "@here" in text
    if allowed is None:
        return users, roles, everyone
    kinds = items(allowed, "parse")
    named_users, named_roles = xids(allowed, "users"), xids(allowed, "roles")
    return (
        users if "users" in kinds else [one for one in users if one in named_users],
        roles if "roles" in kinds else [one for one in roles if one in named_roles],
        everyone and "everyone" in kinds,
    )


def text_of(message: Json) -> str:
    """Read a raw message aloud: every text in order, button labels in [brackets]."""
    said = [text_at(message, "content")]
    for embed in objs(message, "embeds"):
        said += _embed(embed)
    said += [_component(one) for one in walk(objs(message, "components"))]
    said += [f"({file['filename']})" for file in objs(message, "attachments")]
    return "\n".join(part for part in said if part)


def _embed(embed: Json) -> list[str]:
    parts = [text_at(obj(embed, "author"), "name")]
    parts += [text_at(embed, "title"), text_at(embed, "description")]
    for field in objs(embed, "fields"):
        parts += [text_at(field, "name"), text_at(field, "value")]
    return [*parts, text_at(obj(embed, "footer"), "text")]


def _component(one: Json) -> str:
    kind = one.get("type")
    if kind == 10:
        return text_at(one, "content")
    if kind == 2:
        label = f"{text_at(obj(one, 'emoji'), 'name')} {text_at(one, 'label')}".strip()
        return f"[{label} (off)]" if one.get("disabled") else f"[{label}]"
    if kind in (3, 5, 6, 7, 8):
        return f"[{text_at(one, 'placeholder') or 'choose'} ▾]"
    return ""

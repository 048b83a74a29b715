"""Limits on a message's components: classic rows, and Components V2.

It must not know the rest of the message, but for text counted here.
"""

from collections.abc import Iterator

from practice.check.controls import BUTTON, MENUS, button, menu
from practice.check.shapes import count, join, length, missing
from practice.desk.errors import Problem
from practice.world.texts import walk
from practice.world.wiretypes import Json, items, obj, objs, words

ROW, SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 1, 9, 10, 11, 12, 13, 14, 17
TOP = {ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER}


def layout(body: Json, *, v2: bool) -> list[Problem]:
    """Everything that may be wrong with `components`."""
    parts = objs(body, "components")
    if len(parts) != len(items(body, "components")):
        return [Problem("components", "DICT_TYPE_CONVERT", "Only dictionaries may be used.")]
    found = _v2(parts) if v2 else _classic(parts)
    return found + unique_ids(parts, "components")


def unique_ids(parts: list[Json], path: str) -> list[Problem]:
    """No custom_id twice, no component id twice."""
    found: list[Problem] = []
    for key in ("custom_id", "id"):
        seen: set[str] = set()
        for one in walk(parts):
            value = one.get(key)
            if value and str(value) in seen:
                code = (
                    "COMPONENT_CUSTOM_ID_DUPLICATED"
                    if key == "custom_id"
                    else "COMPONENT_ID_DUPLICATED"
                )
                found.append(Problem(path, code, f"Component {key} cannot be duplicated ({value})"))
            seen.add(str(value))
    return found


def _classic(parts: list[Json]) -> list[Problem]:
    found = count("components", len(parts), 5)
    for index, part in enumerate(parts):
        path = join("components", index)
        if part.get("type") != ROW:
            kind = part.get("type")
            found.append(
                Problem(join(path, "type"), "UNION_TYPE_CHOICES", f"Type {kind} needs flag 32768")
            )
        else:
            found += _row(part, path)
    return found


def _v2(parts: list[Json]) -> list[Problem]:
    everything = list(walk(parts))
    found = count("components", len(everything), 40, least=1)
    text = sum(len(words(one, "content")) for one in everything if one.get("type") == TEXT)
    if text > 4000:
        found.append(
            Problem(
                "components",
                "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
                f"Text of {text} characters exceeds 4000",
            )
        )
    for index, part in enumerate(parts):
        path = join("components", index)
        if part.get("type") not in TOP:
            found.append(
                Problem(
                    join(path, "type"),
                    "UNION_TYPE_CHOICES",
                    f"Type {part.get('type')} cannot stand here",
                )
            )
        else:
            found += list(_piece(part, path))
    return found


def _piece(part: Json, path: str) -> Iterator[Problem]:
    kind = part.get("type")
    if kind == ROW:
        yield from _row(part, path)
    elif kind == TEXT:
        yield from length(part, "content", 4000, least=1, path=path, required=True)
    elif kind == SECTION:
        yield from _section(part, path)
    elif kind == GALLERY:
        yield from count(join(path, "items"), len(objs(part, "items")), 10, least=1)
    elif kind == CONTAINER:
        yield from _container(part, path)


def _container(part: Json, path: str) -> Iterator[Problem]:
    inside = objs(part, "components")
    if not inside:
        yield missing(join(path, "components"))
    for index, one in enumerate(inside):
        here = join(join(path, "components"), index)
        if one.get("type") not in TOP - {CONTAINER}:
            yield Problem(
                join(here, "type"),
                "UNION_TYPE_CHOICES",
                f"Type {one.get('type')} cannot stand in a container",
            )
        else:
            yield from _piece(one, here)


def _section(part: Json, path: str) -> Iterator[Problem]:
    texts = objs(part, "components")
    yield from count(join(path, "components"), len(texts), 3, least=1)
    for index, one in enumerate(texts):
        yield from _piece(one, join(join(path, "components"), index))
    beside = obj(part, "accessory")
    if beside.get("type") == BUTTON:
        yield from button(beside, join(path, "accessory"))
    elif beside.get("type") != THUMBNAIL:
        yield missing(join(path, "accessory"))


def _row(row: Json, path: str) -> list[Problem]:
    inside = objs(row, "components")
    here = join(path, "components")
    if any(one.get("type") in MENUS for one in inside):
        found = count(here, len(inside), 1, least=1)
    else:
        found = count(here, len(inside), 5, least=1)
    for index, one in enumerate(inside):
        if one.get("type") == BUTTON:
            found += button(one, join(here, index))
        elif one.get("type") in MENUS:
            found += menu(one, join(here, index))
        else:
            found.append(
                Problem(
                    join(here, index),
                    "UNION_TYPE_CHOICES",
                    f"Type {one.get('type')} cannot stand in a row",
                )
            )
    return found

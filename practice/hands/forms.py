"""Filling in a form (modal): what a client lets through, and the submission it sends.

It reads raw modal data and resolves picks. It must not know how the submission travels.
"""

from collections.abc import Callable
from typing import Any

from practice.hands import controls
from practice.hands.refused import RefusedError
from practice.hands.resolve import Resolver
from practice.world.wiretypes import Json, obj, objs, whole

ROW, TEXT_INPUT, TEXT_DISPLAY, LABEL = 1, 4, 10, 18
STRING, USER, ROLE, MENTIONABLE, CHANNEL = 3, 5, 6, 7, 8
UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 19, 21, 22, 23


def fields(modal: Json) -> list[tuple[str, Json]]:
    """The form's fields with the label each stands under, in order."""
    found: list[tuple[str, Json]] = []
    for part in objs(modal, "components"):
        if part.get("type") == LABEL:
            found.append((str(part.get("label", "")), obj(part, "component")))
        elif part.get("type") == ROW:
            found += [(str(one.get("label", "")), one) for one in objs(part, "components")]
    return found


def submission(modal: Json, values: dict[str, Any], resolver: Resolver) -> list[Json]:
    """The `components` of the submission; `values` go by custom_id or by label."""
    left = dict(values)
    done = [_part(part, left, resolver) for part in objs(modal, "components")]
    if left:
        raise RefusedError(f"the form has no field {', '.join(left)}")
    return done


def _part(part: Json, left: dict[str, Any], resolver: Resolver) -> Json:
    base = {"type": part["type"], "id": part.get("id", 0)}
    if part["type"] == LABEL:
        label = str(part.get("label", ""))
        return base | {"component": _field(label, obj(part, "component"), left, resolver)}
    if part["type"] == ROW:
        inside = objs(part, "components")
        return base | {
            "components": [_field(str(one.get("label")), one, left, resolver) for one in inside]
        }
    return base


def _field(label: str, one: Json, left: dict[str, Any], resolver: Resolver) -> Json:
    custom_id = str(one["custom_id"])
    given = left.pop(custom_id, left.pop(label, None))
    base = {"type": one["type"], "id": one.get("id", 0), "custom_id": custom_id}
    try:
        filler = _FILLERS[one["type"]]
    except KeyError:
        raise RefusedError(f"a form cannot hold component type {one['type']}") from None
    try:
        return base | filler(one, given, resolver)
    except RefusedError as no:
        raise RefusedError(f"{label}: {no}") from None


def _text(one: Json, given: Any, _: Resolver) -> Json:
    value = str(one.get("value") or "") if given is None else str(given)
    if not value.strip() and one.get("required", True):
        raise RefusedError("this has to be filled in")
    if value and len(value) < whole(one, "min_length", 0):
        raise RefusedError(f"at least {one['min_length']} characters")
    if len(value) > whole(one, "max_length", 4000):
        raise RefusedError(f"at most {one.get('max_length') or 4000} characters")
    return {"value": value}


def _many(one: Json, given: Any, *, most: int = 1) -> list[Any]:
    chosen = _listed(given)
    if given is None:
        chosen = [each["value"] for each in objs(one, "options") if each.get("default")]
        chosen += [each["id"] for each in objs(one, "default_values")]
    if not chosen:
        if one.get("required", True) and whole(one, "min_values", 1) > 0:
            raise RefusedError("this has to be filled in")
        return []
    controls.count_fits(one, chosen, most=most)
    return chosen


def _string(one: Json, given: Any, _: Resolver) -> Json:
    return {"values": controls.options(one, [str(each) for each in _many(one, given)])}


def _checkboxes(one: Json, given: Any, _: Resolver) -> Json:
    chosen = _many(one, given, most=len(objs(one, "options")))
    return {"values": controls.options(one, [str(each) for each in chosen])}


def _picked(how: Callable[[Resolver], Callable[[list[int]], list[str]]]) -> Any:
    def fill(one: Json, given: Any, resolver: Resolver) -> Json:
        return {"values": how(resolver)([int(each) for each in _many(one, given)])}

    return fill


def _upload(one: Json, given: Any, resolver: Resolver) -> Json:
    return {"values": resolver.files(_many(one, given))}


def _radio(one: Json, given: Any, _: Resolver) -> Json:
    chosen = _many(one, given)
    return {"value": controls.options(one, [str(chosen[0])])[0] if chosen else None}


def _checkbox(one: Json, given: Any, _: Resolver) -> Json:
    return {"value": bool(one.get("default", False)) if given is None else bool(given)}


def _listed(given: Any) -> list[Any]:
    if given is None or given == "":
        return []
    many: list[Any] = list(given) if isinstance(given, list | set) else [given]  # pyright: ignore[reportUnknownArgumentType] (any JSON)
    return many


_FILLERS: dict[int, Any] = {
    TEXT_INPUT: _text,
    STRING: _string,
    USER: _picked(lambda resolver: resolver.users),
    ROLE: _picked(lambda resolver: resolver.roles),
    MENTIONABLE: _picked(lambda resolver: resolver.mentionables),
    CHANNEL: _picked(lambda resolver: resolver.channels),
    UPLOAD: _upload,
    RADIO: _radio,
    CHECKBOXES: _checkboxes,
    CHECKBOX: _checkbox,
}

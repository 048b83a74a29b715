"""Limits on acknowledgements: which kind fits which interaction, suggestions, and forms.

It must not know timing: late and double answers are the route's own business.
"""

from practice.check.controls import field, text_input
from practice.check.layout import unique_ids
from practice.check.sent import changed, new_message
from practice.check.shapes import count, join, length
from practice.desk.call import Call
from practice.desk.errors import Problem
from practice.world import Interaction
from practice.world.wiretypes import Json, items, obj, objs

COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
FITTING = {
    COMMAND: {4, 5, 9},
    COMPONENT: {4, 5, 6, 7, 9},
    AUTOCOMPLETE: {8},
    SUBMIT: {4, 5, 6, 7},
}
ROW, TEXT, LABEL = 1, 10, 18


def callback(call: Call) -> list[Problem]:
    """An acknowledgement."""
    one = call.world.interactions.get(call.xid("interaction_id"))
    if one is None:
        return []
    kind = call.body.get("type")
    found = _fits(one, kind)
    if found:
        return found
    if one.answered is not None:
        call.findings.note(
            call.where, f"type {kind} after type {one.answered}: already acknowledged"
        )
        return []
    data = obj(call.body, "data")
    if kind == 4:
        return _inside(new_message(call, data))
    if kind == 7:
        return _inside(changed(call, data, one.source))
    if kind == 8:
        return _inside(_choices(data))
    return _inside(form(data)) if kind == 9 else []


def _fits(one: Interaction, kind: object) -> list[Problem]:
    if kind not in FITTING[one.kind]:
        return [
            Problem(
                "type",
                "BASE_TYPE_CHOICES",
                f"Response type {kind} does not fit interaction type {one.kind}",
            )
        ]
    if kind in (6, 7) and one.source is None:
        return [Problem("type", "INTERACTION_INVALID_TYPE", "There is no message to update")]
    return []


def _inside(problems: list[Problem]) -> list[Problem]:
    return [Problem(join("data", one.path), one.code, one.message) for one in problems]


def _choices(data: Json) -> list[Problem]:
    choices = objs(data, "choices")
    found = count("choices", len(choices), 25)
    for index, one in enumerate(choices):
        path = join("choices", index)
        found += length(one, "name", 100, least=1, path=path, required=True)
        if isinstance(one.get("value"), str):
            found += length(one, "value", 100, path=path)
    return found


def form(data: Json) -> list[Problem]:
    """A form: its title, and 1 to 5 parts."""
    parts = objs(data, "components")
    found = length(data, "title", 45, least=1, required=True)
    found += length(data, "custom_id", 100, least=1, required=True)
    found += count("components", len(items(data, "components")), 5, least=1)
    for index, part in enumerate(parts):
        found += _part(part, join("components", index))
    return found + unique_ids(parts, "components")


def _part(part: Json, path: str) -> list[Problem]:
    if part.get("type") == LABEL:
        found = length(part, "label", 45, least=1, path=path, required=True)
        found += length(part, "description", 100, path=path)
        return found + field(obj(part, "component"), join(path, "component"))
    if part.get("type") == ROW:
        return _row(part, path)
    if part.get("type") == TEXT:
        return length(part, "content", 4000, least=1, path=path, required=True)
    return [
        Problem(
            join(path, "type"), "UNION_TYPE_CHOICES", f"A form cannot hold type {part.get('type')}"
        )
    ]


def _row(part: Json, path: str) -> list[Problem]:
    inside = objs(part, "components")
    found = count(join(path, "components"), len(inside), 1, least=1)
    for one in inside:
        here = join(join(path, "components"), 0)
        if one.get("type") == 4:
            found += text_input(one, here) + length(
                one, "label", 45, least=1, path=here, required=True
            )
        else:
            found += field(one, here)
    return found

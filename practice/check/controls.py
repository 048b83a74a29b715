"""Limits on single components: buttons, menus, text inputs and the groups in forms.

It must not know the message or form they stand in.
"""

from practice.check.shapes import between, count, join, length, missing
from practice.desk.errors import Problem
from practice.world.wiretypes import Json, objs, whole

BUTTON, STRING, INPUT = 2, 3, 4
MENUS = {3, 5, 6, 7, 8}
LINK, PREMIUM = 5, 6
UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 19, 21, 22, 23


def custom_id(one: Json, path: str) -> list[Problem]:
    """A custom_id has 1 to 100 characters."""
    return length(one, "custom_id", 100, least=1, path=path, required=True)


def button(one: Json, path: str) -> list[Problem]:
    """A label of 80 at most, or an emoji; a link has a url, every other kind a custom_id."""
    found = length(one, "label", 80, path=path)
    style = one.get("style")
    if style == LINK:
        found += length(one, "url", 512, least=1, path=path, required=True)
    elif style != PREMIUM:
        found += custom_id(one, path)
        if one.get("url"):
            found.append(
                Problem(
                    join(path, "url"), "BUTTON_COMPONENT_UNEXPECTED_URL", "Only links have a url"
                )
            )
    if style != PREMIUM and not one.get("label") and not one.get("emoji"):
        found.append(
            Problem(path, "BUTTON_COMPONENT_INVALID_EMPTY", "A label or an emoji is required")
        )
    return found


def menu(one: Json, path: str) -> list[Problem]:
    """A menu: its placeholder, how many may be chosen, and its options."""
    found = custom_id(one, path) + length(one, "placeholder", 150, path=path)
    found += between(one, "min_values", 0, 25, path=path)
    found += between(one, "max_values", 1, 25, path=path)
    if one.get("type") == STRING:
        options = objs(one, "options")
        found += _options(options, join(path, "options"), least=1, most=25)
        if whole(one, "max_values", 1) > max(len(options), 1):
            found.append(
                Problem(
                    join(path, "max_values"),
                    "SELECT_COMPONENT_MAX_VALUES",
                    "More than there are options",
                )
            )
    if whole(one, "min_values", 1) > whole(one, "max_values", 1):
        found.append(
            Problem(join(path, "min_values"), "SELECT_COMPONENT_MIN_VALUES", "More than max_values")
        )
    return found


def _options(options: list[Json], path: str, *, least: int, most: int) -> list[Problem]:
    found = count(path, len(options), most, least=least)
    seen: set[str] = set()
    for index, option in enumerate(options):
        here = join(path, index)
        found += length(option, "label", 100, least=1, path=here, required=True)
        found += length(option, "value", 100, least=1, path=here, required=True)
        found += length(option, "description", 100, path=here)
        value = str(option.get("value"))
        if value in seen:
            found.append(
                Problem(
                    join(here, "value"),
                    "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                    "The specified option value is already used",
                )
            )
        seen.add(value)
    return found


def text_input(one: Json, path: str) -> list[Problem]:
    """A text input: 4,000 characters at most, and a value that fits its own limits."""
    found = custom_id(one, path) + length(one, "placeholder", 100, path=path)
    found += between(one, "min_length", 0, 4000, path=path)
    found += between(one, "max_length", 1, 4000, path=path)
    found += length(one, "value", whole(one, "max_length", 4000), path=path)
    if one.get("style") not in (1, 2):
        found.append(missing(join(path, "style")))
    return found


def field(one: Json, path: str) -> list[Problem]:
    """What may stand under a label in a form."""
    kind = one.get("type")
    if kind == INPUT:
        return text_input(one, path)
    if kind in MENUS:
        return menu(one, path)
    if kind == RADIO:
        return custom_id(one, path) + _options(
            objs(one, "options"), join(path, "options"), least=2, most=10
        )
    if kind == CHECKBOXES:
        return custom_id(one, path) + _options(
            objs(one, "options"), join(path, "options"), least=1, most=10
        )
    if kind in (CHECKBOX, UPLOAD):
        return custom_id(one, path)
    return [Problem(join(path, "type"), "UNION_TYPE_CHOICES", f"A label cannot hold type {kind}")]

"""Buttons and menus on a message: finding the one meant, and what a client refuses to send.

Pure reading of raw components. It must not know the world.
"""

from collections.abc import Sequence

from practice.hands.refused import RefusedError
from practice.world.texts import walk
from practice.world.wiretypes import Json, objs, whole

BUTTON, LINK_STYLE = 2, 5
SELECTS = {3: "string", 5: "user", 6: "role", 7: "mentionable", 8: "channel"}


def buttons(message: Json) -> list[Json]:
    """All buttons of a message in reading order."""
    return [one for one in walk(objs(message, "components")) if one.get("type") == BUTTON]


def button(message: Json, label: str | None, custom_id: str | None) -> Json:
    """The button meant; refused when it is not there, not the only one, or switched off."""
    found = [one for one in buttons(message) if _meant(one, label, custom_id)]
    wanted = label or custom_id
    if not found:
        there = ", ".join(str(one.get("label")) for one in buttons(message)) or "none"
        raise RefusedError(f"there is no button {wanted!r} here (there are: {there})")
    if len(found) > 1:
        raise RefusedError(f"{len(found)} buttons say {wanted!r}: name the custom_id")
    if found[0].get("disabled"):
        raise RefusedError(f"the button {wanted!r} is switched off")
    if found[0].get("style") == LINK_STYLE or "custom_id" not in found[0]:
        raise RefusedError(f"the button {wanted!r} opens a link and tells the bot nothing")
    return found[0]


def _meant(one: Json, label: str | None, custom_id: str | None) -> bool:
    if custom_id is not None:
        return one.get("custom_id") == custom_id
    return label is not None and one.get("label") == label


def menu(message: Json, custom_id: str | None) -> Json:
    """The menu meant (the only one when no custom_id is given); refused when switched off."""
    menus = [one for one in walk(objs(message, "components")) if one.get("type") in SELECTS]
    found = [one for one in menus if custom_id in (None, one.get("custom_id"))]
    if not found:
        raise RefusedError(f"there is no menu {custom_id!r} here")
    if len(found) > 1:
        raise RefusedError("there are several menus here: name the custom_id")
    if found[0].get("disabled"):
        raise RefusedError(f"the menu {custom_id!r} is switched off")
    return found[0]


def count_fits(one: Json, chosen: Sequence[object], *, least: int = 1, most: int = 1) -> None:
    """Refuse too few or too many choices, by the component's min_values and max_values."""
    low = whole(one, "min_values", least)
    high = whole(one, "max_values", most)
    if len(chosen) < low:
        raise RefusedError(f"choose at least {low}")
    if len(chosen) > high:
        raise RefusedError(f"choose at most {high}")
    if len(set(map(str, chosen))) != len(chosen):
        raise RefusedError("the same choice twice")


def options(one: Json, chosen: Sequence[str]) -> list[str]:
    """The values of the options chosen by value or by label; refused when one is not offered."""
    offered = objs(one, "options")
    done: list[str] = []
    for want in chosen:
        hits = [each for each in offered if want in (each.get("value"), each.get("label"))]
        if not hits:
            raise RefusedError(f"{want!r} is not offered")
        done.append(str(hits[0]["value"]))
    return done

"""Areas as they are written in a spreadsheet: by code, name or old name, and what was meant.

Knows the tree of areas. Must not know people.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from learning.areas import Area, Atlas
from learning.forming.problem import LEVELS
from learning.forming.problem import Area as Place
from learning.refusals import Refusal

GUESSES = 3


def find_place(atlas: Atlas, text: str) -> Area | None:
    """Return the area that is written here, one in which people can meet; None when unclear."""
    try:
        now = atlas.now_of(text)
    except Refusal:
        found = atlas.find(text, levels=LEVELS, limit=2)
        return found[0] if len(found) == 1 else None
    inside = [next((a for a in atlas.above(one) if a.level in LEVELS), None) for one in now]
    places = [area for area in dict.fromkeys(inside) if area is not None]
    return places[0] if len(places) == 1 else None


def guesses(atlas: Atlas, text: str) -> tuple[str, ...]:
    """Return names of areas that may have been meant, best first."""
    if len(text) > 2 and (found := atlas.find(text, levels=LEVELS, limit=GUESSES)):
        return tuple(area.short for area in found)
    names = {a.short.casefold(): a.short for a in atlas.areas if _offered(a)}
    close = get_close_matches(text.casefold(), names, n=GUESSES, cutoff=0.6)
    return tuple(names[name] for name in close)


def places_of(atlas: Atlas, codes: Iterable[str]) -> tuple[Place, ...]:
    """Return these areas and all they lie in, as a forming problem holds them."""
    tree = {area.code: area for code in codes for area in atlas.above(atlas.need(code))}
    kept = {code: area for code, area in tree.items() if area.level in LEVELS}
    return tuple(
        Place(area.code, area.short, area.level, _parent(atlas, area, kept))
        for area in sorted(kept.values(), key=lambda a: (LEVELS.index(a.level), a.code))
    )


def _parent(atlas: Atlas, area: Area, kept: dict[str, Area]) -> str | None:
    rank = LEVELS.index(area.level)
    above = (one for one in atlas.above(area) if one.code in kept)
    return next((one.code for one in above if LEVELS.index(one.level) > rank), None)


def _offered(area: Area) -> bool:
    return area.level in LEVELS and area.open_on(None)

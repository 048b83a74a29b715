"""Areas as use cases need them: by what a person typed, upwards, downwards, and by short name.

Knows the atlas. Must not know who looks after an area.
"""

from __future__ import annotations

from learning.areas import Area, Atlas
from learning.refusals import Refusal

WIDE_FIRST = ("icb", "cluster", "region", "local")


def area_named(atlas: Atlas, text: str) -> Area:
    """Return the area a coordinator means by a name or code; an ICB before a council."""
    exact = atlas.get(text)
    found = exact or next(iter(atlas.find(text, levels=WIDE_FIRST)), None)
    if found is None:
        raise Refusal("setup.area", area=text)
    return found


def line(atlas: Atlas, code: str) -> tuple[str, ...]:
    """Return the code of an area and of each wider one around it, for whoever looks after it.

    Closed ones are among them: their desk stands until a coordinator moves it. So are those that
    went into this very area.
    """
    area = atlas.get(code)
    if area is None:
        return ()
    merged = (a.code for a in atlas.areas if atlas.has_closed(a) and atlas.followers(a) == (area,))
    return tuple(dict.fromkeys((*(wider.code for wider in atlas.trail(area)), *merged)))


def areas_above(atlas: Atlas, code: str) -> tuple[Area, ...]:
    """Return an area and each wider one around it; nothing when the code is unknown."""
    area = atlas.get(code)
    return tuple(atlas.above(area)) if area else ()


def codes_under(atlas: Atlas, code: str) -> frozenset[str]:
    """Return the codes of an area and of everything inside it."""
    return atlas.codes_inside(code) if atlas.get(code) else frozenset({code})


def short(atlas: Atlas, code: str) -> str:
    """Return the name people use for an area."""
    area = atlas.get(code)
    return area.short or area.name if area else code

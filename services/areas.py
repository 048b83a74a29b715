"""Areas for people: suggestions while typing, and what an area is called now.

Knows names old and new. Must not move anybody.
"""

from __future__ import annotations

from learning.areas import Area, Atlas
from services.finding import coordinates, desk_for
from services.kit import Kit, Who
from services.places import area_named, areas_above, line
from services.values import AreaView


class Areas:
    """Finds and shows areas."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def suggest(self, typed: str) -> list[tuple[str, str]]:
        """Return areas somebody may mean, as (label, code)."""
        found = self._kit.atlas.find(typed, levels=("icb", "local", "cluster", "region"))
        return [(area.short or area.name, area.code) for area in found]

    def named(self, text: str) -> tuple[str, str]:
        """Return the code and the short name of the area that somebody means."""
        area = area_named(self._kit.atlas, text)
        return area.code, area.short

    async def show(self, who: Who, name: str) -> AreaView:
        """Show what an area is, what it was, and who looks after it; for those who run things."""
        atlas = self._kit.atlas
        area = area_named(atlas, name)
        async with self._kit.units.read() as unit:
            if not who.manages:
                await coordinates(unit, who)
            desk = await desk_for(unit, who.guild_xid, line(atlas, area.code))
        place = atlas.within(area, "icb") or area
        last = area.valid_to if not atlas.has_closed(area) else None
        return AreaView(
            name=area.short or area.name,
            full_name=area.name,
            level=area.level,
            within=tuple(a.short or a.name for a in areas_above(atlas, area.code)[1:]),
            before=tuple(dict.fromkeys(a.name for a in _names_of_2016(atlas, place))),
            beside=tuple(a.short for a in _beside(atlas, place)),
            coordinator_xids=desk.coordinator_xids if desk else (),
            verified=area.verified == "yes",
            note=area.note,
            until=last,
            after=tuple(a.short for a in atlas.followers(area)) if last else (),
        )


def _names_of_2016(atlas: Atlas, area: Area) -> list[Area]:
    """Return the groups of 2016 that an NHS area, or a part of one, stands for now."""
    if area.level not in {"icb", "sub_icb"}:
        return []
    return [a for a in atlas.areas if a.level == "ccg_2016" and area in atlas.trail(a)]


def _beside(atlas: Atlas, area: Area) -> list[Area]:
    """Return the NHS areas that one works with, in the same cluster."""
    cluster = atlas.within(area, "cluster")
    if area.level != "icb" or cluster is None:
        return []
    return [one for one in atlas.children(cluster.code) if one.level == "icb" and one != area]

"""Areas for people: suggestions while typing, and what an area is called now.

Knows names old and new. Must not move anybody.
"""

from __future__ import annotations

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

    async def show(self, who: Who, name: str) -> AreaView:
        """Show what an area is, what it was, and who looks after it; for those who run things."""
        atlas = self._kit.atlas
        area = area_named(atlas, name)
        async with self._kit.units.read() as unit:
            if not who.manages:
                await coordinates(unit, who)
            desk = await desk_for(unit, who.guild_xid, line(atlas, area.code))
        before = [a for a in atlas.areas if a.valid_to and area in atlas.now_of(a.name)]
        before += [a for a in atlas.areas if a.valid_to and a.parent == area.code]
        return AreaView(
            name=area.short or area.name,
            full_name=area.name,
            level=area.level,
            within=tuple(a.short or a.name for a in areas_above(atlas, area.code)[1:]),
            before=tuple(dict.fromkeys(a.name for a in before)),
            coordinator_xids=desk.coordinator_xids if desk else (),
            doubtful=area.note if area.verified != "yes" else "",
        )

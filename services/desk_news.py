"""News of a set for its coordinators: that something changed; never who, never why.

Knows who coordinates an area. Must not know what the news says.
"""

from __future__ import annotations

from learning.effects import Card, Effect, Place, To, post
from learning.ports import Unit
from learning.sets import LearningSet
from services.finding import desk_for
from services.kit import Kit
from services.places import line


async def tell_desk(unit: Unit, kit: Kit, found: LearningSet, news: str) -> list[Effect]:
    """Tell the coordinators of a set's area; the same news of the same revision only once."""
    desk = await desk_for(unit, found.guild_xid, line(kit.atlas, found.area))
    return [
        post(
            f"desk:{found.id}:{news}:{found.revision}:{xid}",
            Place(To.MEMBER, str(xid)),
            Card("desk_news", found.id, news),
        )
        for xid in sorted(desk.coordinator_xids if desk else ())
    ]

"""What somebody wishes and with whom they walk, for tests of what is held about a person.

Knows two things to keep. Must not know what becomes of them.
"""

from __future__ import annotations

from datetime import UTC, datetime

from learning.pairs import Walk
from learning.ports import Unit
from learning.wishes import Wishes

AT = datetime(2027, 1, 4, tzinfo=UTC)


async def wish_and_walk(unit: Unit, me: str, other: str) -> None:
    """Keep one person's wishes, and a walk of theirs with another."""
    await unit.wishes.add(Wishes(id=me, person_id=me, feed="ab"))
    walk = Walk(id="w", set_id="s1", meeting_id="m", person_id=me, with_ids=(other,), drawn_at=AT)
    await unit.walks.add(walk)

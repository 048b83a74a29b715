"""What somebody wishes, with whom they walk, where they count: for tests of what is held.

Knows four things to keep. Must not know what becomes of them.
"""

from __future__ import annotations

from datetime import UTC, datetime

from learning.calls import Call, CallKind, CountedIn, counted_id
from learning.hearing import Muted, muted_id
from learning.pairs import Walk
from learning.ports import Unit
from learning.wishes import Wishes

AT = datetime(2027, 1, 4, tzinfo=UTC)


async def of_their_own(unit: Unit, person_id: str, xid: int, other: str) -> None:
    """Keep all of it for one person, who walks with another."""
    await _wish_and_walk(unit, person_id, other)
    await _count_in(unit, xid)
    await _mute(unit, person_id, xid)


async def _wish_and_walk(unit: Unit, me: str, other: str) -> None:
    """Keep one person's wishes, and a walk of theirs with another."""
    await unit.wishes.add(Wishes(id=me, person_id=me, feed="ab"))
    walk = Walk(id="w", set_id="s1", meeting_id="m", person_id=me, with_ids=(other,), drawn_at=AT)
    await unit.walks.add(walk)


async def _count_in(unit: Unit, xid: int) -> None:
    """Keep one person's yes to a call."""
    call = Call(id="c", guild_xid=1, kind=CallKind.THEME, theme="Pain", area="A", opened_at=AT,
                closes_at=AT)  # fmt: skip
    await unit.calls.add(call)
    yes = CountedIn(id=counted_id("c", xid), call_id="c", xid=xid, said_at=AT)
    await unit.counted_in.add(yes)


async def _mute(unit: Unit, person_id: str, xid: int) -> None:
    """Keep that one person's microphone is off because of us."""
    off = Muted(
        id=muted_id(1, xid), guild_xid=1, xid=xid, person_id=person_id, set_id="s1", muted_at=AT
    )
    await unit.muted.add(off)

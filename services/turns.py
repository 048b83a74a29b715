"""Turns to present: who is owed one, and who is to have one at a meeting.

Knows what was presented before, and bids. Must not know how a session runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from learning.meetings import Meeting
from learning.ports import Unit
from learning.sets import LearningSet
from learning.writing import Pressing
from services.finding import seats_of

WEIGHT = {Pressing.HIGH: 0, Pressing.SOME: 1, Pressing.LOW: 2}
NO_BID = 3


async def owed_turns(unit: Unit, found: LearningSet) -> tuple[str, ...]:
    """Return the members in the order in which a turn to present is owed to them."""
    members = [place.person_id for place in await seats_of(unit, found.id)]
    had: Counter[str] = Counter()
    for session in await unit.sessions.where(set_id=found.id):
        had.update({part.presenter_id for part in session.parts if part.started_at})
    return tuple(sorted(members, key=lambda person_id: had[person_id]))


async def presenters_of(
    unit: Unit, found: LearningSet, meeting: Meeting, here: Sequence[str], wanted: int
) -> tuple[str, ...]:
    """Return those chosen beforehand, else most pressing bids, else whoever waits for a turn."""
    if wanted == 0:
        return ()
    owed = await owed_turns(unit, found)
    bids = {bid.person_id: WEIGHT[bid.pressing] for bid in await unit.bids.where(set_id=found.id)}

    def order(person_id: str) -> tuple[bool, int, int]:
        turn = owed.index(person_id) if person_id in owed else len(owed)
        return person_id not in meeting.presenter_ids, bids.get(person_id, NO_BID), turn

    return tuple(sorted(here, key=order)[:wanted])

"""Turns to present: who is owed one, and who is to have one at a meeting.

Knows what was presented before, and bids. Must not know how a session runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from learning.effects import Card, edit, wake
from learning.meetings import Meeting
from learning.ports import Unit
from learning.protocol import Plan
from learning.session.board import BIDS
from learning.session.state import Status
from learning.session.tell import board_key
from learning.sets import LearningSet
from learning.writing import Bid, Pressing
from services.finding import seats_of

WEIGHT = {Pressing.HIGH: 0, Pressing.SOME: 1, Pressing.LOW: 2}
NO_BID = 3

Plans = Mapping[str, Plan]


async def owed_turns(unit: Unit, found: LearningSet) -> tuple[str, ...]:
    """Return the members in the order in which a turn to present is owed to them."""
    had = await _turns_had(unit, found)
    return tuple(sorted(had, key=had.__getitem__))


async def behind_others(unit: Unit, found: LearningSet) -> tuple[str, ...]:
    """Return those who had fewer turns than somebody else, the fewest first; () when even."""
    had = await _turns_had(unit, found)
    most = max(had.values(), default=0)
    return tuple(one for one in sorted(had, key=had.__getitem__) if had[one] < most)


async def _turns_had(unit: Unit, found: LearningSet) -> Mapping[str, int]:
    """Count the meetings at which each member presented, in the order of their seats."""
    had: Counter[str] = Counter()
    for session in await unit.sessions.where(set_id=found.id):
        had.update({part.presenter_id for part in session.parts if part.started_at})
    return {seat.person_id: had[seat.person_id] for seat in await seats_of(unit, found.id)}


async def presenters_of(
    unit: Unit, found: LearningSet, meeting: Meeting, here: Sequence[str], wanted: int
) -> tuple[str, ...]:
    """Return those chosen beforehand, else most pressing bids, else whoever waits for a turn."""
    if wanted == 0:
        return ()
    owed = await owed_turns(unit, found)
    bids = {bid.person_id: WEIGHT[bid.pressing] for bid in await unit.bids.where(set_id=found.id)}

    chosen = meeting.presenter_ids

    def order(person_id: str) -> tuple[int, int, int]:
        turn = owed.index(person_id) if person_id in owed else len(owed)
        before = chosen.index(person_id) if person_id in chosen else len(chosen)
        return before, bids.get(person_id, NO_BID), turn

    return tuple(sorted(here, key=order)[:wanted])


async def redraw_bids(
    unit: Unit, found: LearningSet, bid: Bid, plans: Plans, now: datetime
) -> None:
    """Show a new bid at once on the board of a meeting that is choosing who presents."""
    for session in await unit.sessions.where(set_id=found.id, status=Status.RUNNING):
        if plans[session.plan_id].parts[session.part].artefact != BIDS:
            continue
        key, seen = board_key(session), f"{bid.person_id}:{now:%H%M%S}"
        card = Card("board", session.id, str(session.part))
        again = wake(f"tick:{session.id}:bid:{seen}", "session", session.id, now)
        await unit.work.add([again, edit(f"{key}:bid:{seen}", key, card)], now)

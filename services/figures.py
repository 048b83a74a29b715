"""A set's own figures, for its own eyes: how it kept its time, what it tried, how it shared.

Knows meetings, actions and what the set was told about itself. Must not know people: no figure in
here is about one person, and none leaves the set.
"""

from __future__ import annotations

from learning.meetings import MeetingState
from learning.ports import Unit
from learning.session.state import Mode, Session, Status
from learning.slips import SlipKind
from learning.writing import ActionState
from services.values import SetFigures

TRIED = (ActionState.DID, ActionState.PARTLY)
KEPT_TIME = 120  # seconds around the promised finish


async def figures_of(unit: Unit, set_id: str, now_id: str) -> SetFigures:
    """Return a set's figures; the session under way is not counted."""
    meetings = await unit.meetings.where(set_id=set_id)
    done = tuple(m.id for m in meetings if m.state is MeetingState.HELD and m.id != now_id)
    over = await unit.sessions.where(set_id=set_id, status=(Status.ENDED, Status.STOPPED))
    sessions = sorted((s for s in over if s.id in done), key=lambda s: s.started_at)
    actions = await unit.actions.where(set_id=set_id)
    words = {
        kind: [await _said(unit, session.id, kind) for session in sessions]
        for kind in (SlipKind.EVENNESS, SlipKind.FELT)
    }
    felt = next((text for text in reversed(words[SlipKind.FELT]) if text), "")
    return SetFigures(
        held=len(done),
        let_go=sum(m.state is MeetingState.CANCELLED for m in meetings),
        on_time=sum(map(_kept_time, sessions)),
        here=tuple(sum(seat.mode is not Mode.AWAY for seat in s.seats) for s in sessions),
        tried=sum(action.state in TRIED for action in actions),
        actions=len(actions),
        evenness=tuple(text for text in words[SlipKind.EVENNESS] if text),
        felt=tuple((row, word) for row, _, word in (one.partition(":") for one in felt.split())),
    )


def _kept_time(session: Session) -> bool:
    """Tell whether a session ended when it was promised to."""
    over = session.ended_at or session.ends_at
    return abs((session.ends_at - over).total_seconds()) <= KEPT_TIME


async def _said(unit: Unit, session_id: str, kind: SlipKind) -> str:
    """Return a word that the set was told about a session, or ""."""
    kept = await unit.slips.where(session_id=session_id, kind=kind, person_id="")
    return kept[0].text if kept else ""

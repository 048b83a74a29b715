"""Taking a session up again after an outage: straight to where the wall clock says.

Knows how late it is. Must not know why, nor what anybody was told in between: what was missed
is not told, only where all are now, and one line that the place was lost.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from learning.effects import Card, post
from learning.protocol import Plan
from learning.session.commands import Tick
from learning.session.due import next_wake
from learning.session.state import Session, Status
from learning.session.step import Stepped, step
from learning.session.tell import room

UNNOTICED = timedelta(seconds=5)  # nobody is told about a gap as short as this


def recover(session: Session, plan: Plan, now: datetime) -> Stepped:
    """Let a session catch up after the bot was away; the same state as if it never was."""
    due = next_wake(session, plan)
    stepped = step(session, plan, Tick(), now)
    if due is None or now - due <= UNNOTICED or stepped.session.status is not Status.RUNNING:
        return stepped
    gap = int((now - due).total_seconds())
    key = f"lost:{session.id}:r{session.revision + 1}"
    line = post(
        key,
        room(session),
        Card("recovered", session.id, str(gap)),
        until=stepped.session.part_ends_at,
    )
    return Stepped(stepped.session, (line, *stepped.effects))

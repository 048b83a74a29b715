"""Questions without a name: each waits for its turn while the set meets.

Knows which question is next, and when the floor is free for it. Must not show who asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from learning.effects import Card, Effect, Place, To, post
from learning.ports import Unit
from learning.protocol import Plan
from learning.session.floor import QUESTIONS, speaking
from learning.session.state import Session, Status
from learning.writing import Question


async def show(unit: Unit, question: Question, now: datetime) -> Effect:
    """Let a question be seen by the set."""
    await unit.questions.save(replace(question, shown_at=now))
    place = Place(To.ROOM, question.set_id)
    return post(f"question:{question.id}", place, Card("question", question.id))


async def waits(unit: Unit, set_id: str, plans: Mapping[str, Plan]) -> bool:
    """Tell whether a question has to wait: a session is on, and the floor is not free for it."""
    for session in await unit.sessions.where(set_id=set_id, status=Status.RUNNING):
        return not is_free(session, plans[session.plan_id])
    return False


def is_free(session: Session, plan: Plan) -> bool:
    """Tell whether a question can be put now: it is the time for questions, and nobody asks."""
    return speaking(session, plan) in QUESTIONS and not session.floor_id


async def next_asked(
    unit: Unit, plan: Plan, before: Session, after: Session, now: datetime
) -> list[Effect]:
    """Return the question whose turn has come: one each time the floor is handed on.

    What was never reached is shown at the end, so that it is not lost.
    """
    over = after.status is not Status.RUNNING
    handed_on = bool(before.floor_id) and before.floor_id != after.floor_id
    its_turn = handed_on or before.part != after.part or not after.floor_id
    if not over and not (its_turn and speaking(after, plan) in QUESTIONS):
        return []
    waiting = [
        one
        for one in await unit.questions.where(set_id=after.set_id, shown_at=None)
        if one.asked_at >= after.started_at
    ]
    waiting.sort(key=lambda one: (one.asked_at, one.id))
    return [await show(unit, one, now) for one in (waiting if over else waiting[:1])]

"""Whose microphone is off: those who wait, where a set has agreed to hear one voice at a time.

Knows the floor and the speaking rule. Must not know Discord, nor who is in a voice room, nor who
was muted before: the answer is a function of the session, so nothing has to be undone.
"""

from __future__ import annotations

from learning.protocol import Plan, Speak
from learning.session.floor import QUESTIONS, presenter, speaking
from learning.session.seats import here, lead
from learning.session.state import Session, Status

FREE = (Speak.SILENCE, Speak.PAIRS, Speak.ANYONE)  # nobody waits for a turn in these
NOBODY: frozenset[str] = frozenset()


def quiet(session: Session, plan: Plan) -> frozenset[str]:
    """Return whose microphone is off now: of those here, all who neither speak nor guide.

    Where questions are asked, the presenter can always answer. In a pause, and when nobody at all
    could be heard, everybody can be. From one speaker to the next, it changes for two at most.
    """
    rule = speaking(session, plan)
    running = session.status is Status.RUNNING and session.paused_at is None
    if not session.one_voice or not running or rule in FREE:
        return NOBODY
    heard = {session.floor_id, lead(session)}
    if rule in QUESTIONS:
        heard.add(presenter(session))
    waiting = {seat.person_id for seat in here(session)} - heard
    return frozenset(waiting) if heard - {""} else NOBODY

"""What can be pressed: on a board by anybody in the set, on the guide's card by the guide.

Knows names of buttons and when each makes sense. Must not know labels, nor who presses: a press
is checked again when it comes (see `rights`).
"""

from __future__ import annotations

from enum import StrEnum

from learning.protocol import Plan, Speak
from learning.session.floor import speaking
from learning.session.seats import lead
from learning.session.state import Offers, Session
from learning.session.timeline import part_before


class Button(StrEnum):
    """What can be pressed on a board or on the guide's card."""

    HAND = "hand"
    PASS = "pass"  # noqa: S105 - the word on a button, no secret
    DONE = "done"
    PAUSE = "pause"
    RESUME = "resume"
    IDEAS_YES = "ideas_yes"  # the presenter would like ideas
    IDEAS_NO = "ideas_no"
    PRESENT = "present"  # take the presenter's place while it is empty
    GUIDE = "guide"  # take the guide's place while nobody guides
    BRING = "bring"
    REVIEW = "review"
    ACTION = "action"
    REFLECT = "reflect"
    NOTE = "note"
    HOPES = "hopes"  # a hope and a worry, without a name
    AGREEMENT = "agreement"
    GOOD = "good"  # "this set is going well if"
    VOTE = "vote"
    SENTENCE = "sentence"  # offer a sentence for others outside the set
    NEXT = "next"
    EXTEND_2 = "extend_2"
    EXTEND_5 = "extend_5"
    SKIP = "skip"
    BACK = "back"
    HAND_OVER = "hand_over"
    LATER = "later"  # ask everybody for a later finish
    STOP = "stop"


WRITING = {
    "action_review": Button.REVIEW,
    "agreement": Button.AGREEMENT,
    "bids": Button.BRING,
    "action": Button.ACTION,
    "dates_and_good": Button.GOOD,
    "decision": Button.VOTE,
    "hopes_worries": Button.HOPES,
    "shared_learning": Button.SENTENCE,
    "shared_reflection": Button.REFLECT,
    "process_note": Button.REFLECT,
    "private_note": Button.NOTE,
    "stay_or_go": Button.NOTE,
}
HANDS_IN = frozenset(Speak) - {Speak.SILENCE, Speak.PAIRS, Speak.PRESENTER}


def asking(session: Session, plan: Plan) -> bool:
    """Tell whether the presenter has still to say if ideas are wanted."""
    asked = plan.parts[session.part].needs_presenter_yes
    return asked and session.offers is Offers.UNASKED


def board_buttons(session: Session, plan: Plan) -> frozenset[Button]:
    """Return what somebody in the set can press on the present board."""
    chapter, run = plan.parts[session.part], session.parts[session.part]
    can = {Button.PAUSE if session.paused_at is None else Button.RESUME}
    if speaking(session, plan) in HANDS_IN:
        can |= {Button.HAND, Button.PASS}
    if session.floor_id:
        can.add(Button.DONE)
    if asking(session, plan):
        can |= {Button.IDEAS_YES, Button.IDEAS_NO}
    if run.turn and not run.presenter_id:
        can.add(Button.PRESENT)
    if not lead(session):
        can.add(Button.GUIDE)
    if chapter.artefact in WRITING:
        can.add(WRITING[chapter.artefact])
    return frozenset(can)


def guide_buttons(session: Session, spare: int) -> frozenset[Button]:
    """Return what the guide can press; in a pause only what leaves the time alone."""
    can = {Button.STOP, Button.HAND_OVER}
    if session.paused_at is not None:
        return frozenset(can | {Button.RESUME})
    can |= {Button.NEXT, Button.PAUSE}
    if not session.parts[session.part].keep:
        can.add(Button.SKIP)
    if part_before(session) is not None:
        can.add(Button.BACK)
    if spare >= 120:
        can.add(Button.EXTEND_2)
    if spare >= 300:
        can.add(Button.EXTEND_5)
    if session.floor_id:
        can.add(Button.DONE)
    if spare < 300:
        can.add(Button.LATER)
    return frozenset(can)

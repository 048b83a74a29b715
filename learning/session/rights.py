"""Who may say what to a session, and when a button is too old to be believed.

Knows persons and revisions. Must not know what follows from a command.
"""

from __future__ import annotations

from learning.refusals import Refusal, Stale
from learning.session.commands import (
    Arrive,
    Choose,
    Command,
    Guiding,
    HandOver,
    Leave,
    OneVoice,
    Stop,
    SwapPresenter,
    Tick,
)
from learning.session.seats import lead, seat_of
from learning.session.state import Session, Status


def check(session: Session, command: Command) -> None:
    """Refuse a command that this person may not give, or that comes from an old screen."""
    if session.status is not Status.RUNNING:
        raise Refusal("session.over")
    _check_fresh(session, command)
    if isinstance(command, Guiding):
        _check_guide(session, command)
    elif isinstance(command, Arrive | Leave):
        if command.by not in ("", command.person, lead(session)):
            raise Refusal("session.not_guide", guide=lead(session))
    elif not isinstance(command, Tick | Choose | OneVoice) and not belongs(session, command.by):
        raise Refusal("session.not_seated")


def belongs(session: Session, person: str) -> bool:
    """Tell whether a person has a seat or guides."""
    return seat_of(session, person) is not None or person == lead(session) != ""


def _check_fresh(session: Session, command: Command) -> None:
    """Guide buttons are as old as the part's time; all other buttons as old as the part.

    A hand that goes up in between makes no button old.
    """
    if command.revision is None:
        return
    since = session.fresh_since if isinstance(command, Guiding) else session.part_since
    if command.revision < since:
        raise Stale("session.moved_on")


def _check_guide(session: Session, command: Guiding) -> None:
    """Only who guides may; but an empty place may be taken by anybody with a seat."""
    guide = lead(session)
    if command.by == guide != "" or _takes_empty_place(session, command):
        return
    raise Refusal("session.not_guide", guide=guide)


def _takes_empty_place(session: Session, command: Guiding) -> bool:
    """Tell whether somebody offers themselves where nobody guides, or nobody presents."""
    if seat_of(session, command.by) is None:
        return False
    if isinstance(command, HandOver):
        return command.to == command.by and not lead(session)
    if isinstance(command, Stop):
        return not lead(session)
    if isinstance(command, SwapPresenter):
        return command.to == command.by and not _present_next(session, command.number)
    return False


def _present_next(session: Session, number: int) -> str:
    """Return who presents in the turn of this number (0: the present or next turn)."""
    turn = number or turn_now(session)
    return next((run.presenter_id for run in session.parts if run.turn == turn), "")


def turn_now(session: Session) -> int:
    """Return the number of the present or next turn to present; 0 when none is to come."""
    return next((run.turn for run in session.parts[session.part :] if run.turn), 0)

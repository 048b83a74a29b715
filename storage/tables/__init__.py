"""All tables, by noun. Read only inside storage."""

from storage.tables.base import Base
from storage.tables.calls import CallRow, CountedInRow
from storage.tables.people import DeskRow, PersonRow, ServerRow
from storage.tables.sentences import SentenceRow, SentenceYesRow
from storage.tables.session import MutedRow, PartRow, SeatRow, SessionRow
from storage.tables.sets import AnswerRow, MeetingRow, MembershipRow, SetRow
from storage.tables.slips import SlipRow
from storage.tables.wishes import WalkRow, WishesRow
from storage.tables.work import MetaRow, Outcome, WorkRow
from storage.tables.writing import (
    ActionRow,
    AuditRow,
    BidRow,
    ConcernRow,
    DraftRow,
    QuestionRow,
    ReflectionRow,
)

__all__ = [
    "ActionRow",
    "AnswerRow",
    "AuditRow",
    "Base",
    "BidRow",
    "CallRow",
    "ConcernRow",
    "CountedInRow",
    "DeskRow",
    "DraftRow",
    "MeetingRow",
    "MembershipRow",
    "MetaRow",
    "MutedRow",
    "Outcome",
    "PartRow",
    "PersonRow",
    "QuestionRow",
    "ReflectionRow",
    "SeatRow",
    "SentenceRow",
    "SentenceYesRow",
    "ServerRow",
    "SessionRow",
    "SetRow",
    "SlipRow",
    "WalkRow",
    "WishesRow",
    "WorkRow",
]

"""Plain values that cards and answers are drawn from, one file a noun.

Knows what a person is to be shown, as names, numbers and instants. Must not know words or layout.
"""

from services.values.calls import CallCard, CallList
from services.values.care import ConcernCard, Receipt
from services.values.common import Note, Somebody
from services.values.joining import BlocksChosen, JoinChoices, Outlook, Profile
from services.values.meetings import ClashCard, DateLine, DatesCard, PlaceCard, ReminderCard
from services.values.planning import (
    SETS_A_PAGE,
    ListedSet,
    NotPlaced,
    PlannedSet,
    PlanRunning,
    PlanView,
    Published,
    SetsView,
    Waited,
    WaitingView,
)
from services.values.session import (
    Announcement,
    BoardCard,
    ClosingCard,
    GuideView,
    LaterCard,
    SetFigures,
)
from services.values.sets import ConsentCard, RotaView, SetCard
from services.values.setting_up import AreaMove, AreaMoves, AreaView, DeskLine, SetupView
from services.values.slips import (
    DigestView,
    EndCard,
    MixedCard,
    PooledCard,
    SentenceCard,
    VoteCard,
    VoteResult,
)
from services.values.statements import (
    AuditView,
    HoursView,
    Pooled,
    PooledCell,
    ReportView,
    UnsentView,
)
from services.values.week import (
    WeekAnswer,
    WeekBegins,
    WeekForm,
    WeekPartCard,
    WeekQuestions,
    WeekRemind,
    WeekTold,
)
from services.values.wishes import WalkCard, WishesCard
from services.values.writing import (
    ActionLine,
    ActionsView,
    LogView,
    ReflectionLine,
    SelfNote,
    SharedCard,
    Sharing,
)

__all__ = [
    "SETS_A_PAGE",
    "ActionLine",
    "ActionsView",
    "Announcement",
    "AreaMove",
    "AreaMoves",
    "AreaView",
    "AuditView",
    "BlocksChosen",
    "BoardCard",
    "CallCard",
    "CallList",
    "ClashCard",
    "ClosingCard",
    "ConcernCard",
    "ConsentCard",
    "DateLine",
    "DatesCard",
    "DeskLine",
    "DigestView",
    "EndCard",
    "GuideView",
    "HoursView",
    "JoinChoices",
    "LaterCard",
    "ListedSet",
    "LogView",
    "MixedCard",
    "NotPlaced",
    "Note",
    "Outlook",
    "PlaceCard",
    "PlanRunning",
    "PlanView",
    "PlannedSet",
    "Pooled",
    "PooledCard",
    "PooledCell",
    "Profile",
    "Published",
    "Receipt",
    "ReflectionLine",
    "ReminderCard",
    "ReportView",
    "RotaView",
    "SelfNote",
    "SentenceCard",
    "SetCard",
    "SetFigures",
    "SetsView",
    "SetupView",
    "SharedCard",
    "Sharing",
    "Somebody",
    "UnsentView",
    "VoteCard",
    "VoteResult",
    "Waited",
    "WaitingView",
    "WalkCard",
    "WeekAnswer",
    "WeekBegins",
    "WeekForm",
    "WeekPartCard",
    "WeekQuestions",
    "WeekRemind",
    "WeekTold",
    "WishesCard",
]

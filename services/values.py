"""Plain values that cards and answers are drawn from.

Knows what a person is to be shown, as names, numbers and instants. Must not know words or layout.
Times are aware UTC; `zone` says whose wall they are read on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from learning.forming.plan import Reason
from learning.meetings import Coming, Ready
from learning.people import HowFar, Role
from learning.session.board import Board, GuideCard
from learning.sets import Consent, DatesAnswer
from learning.writing import ActionState, Pressing


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A short sentence or card that is all words: `key` in the words, and the facts to fill it.

    `buttons` are (verb, thing, revision); their labels are words too.
    """

    key: str
    facts: dict[str, object] = field(default_factory=dict[str, object])
    buttons: tuple[tuple[str, str, int], ...] = ()
    ping_xid: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person as others in the set may see them: first name and kind of work in own words."""

    name: str
    role: Role
    own_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinChoices:
    """What the first join form offers: areas as (code, name), and what was said before."""

    areas: tuple[tuple[str, str], ...]
    said: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocksChosen:
    """The two menus of weekly times, and how many are chosen."""

    good: tuple[str, ...]
    possible: tuple[str, ...]
    wanted: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a person said of themselves, for their eyes."""

    name: str
    role: Role
    own_words: str
    area: str
    how_far: HowFar
    good: tuple[str, ...]
    possible: tuple[str, ...]
    access: str
    organisation: str
    hope: str
    not_with: tuple[int, ...]
    can_guide: bool
    standing: str
    just_joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSet:
    """One set of a plan, as the coordinator sees it."""

    name: str
    block: str
    area: str
    people: tuple[Somebody, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPlaced:
    """Somebody not placed, the one reason, and what would help."""

    name: str
    reason: Reason
    would_help: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan for an area: draft sets and everybody not placed. `gap` is per cent, None unknown."""

    area: str
    area_code: str
    seed: int
    waiting: int
    sets: tuple[PlannedSet, ...]
    unplaced: tuple[NotPlaced, ...]
    optimal: bool
    gap: float | None
    wider: int = 0
    can_publish: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many sets were published and how many people are asked."""

    sets: int
    people: int
    until: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentCard:
    """The private question to one person about one proposed set."""

    membership_id: str
    revision: int
    set_name: str
    area: str
    block: str
    people: tuple[Somebody, ...]
    guide: str
    answer: Consent
    open: bool
    changed: bool
    complete: bool
    until: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCard:
    """A set as its members see it."""

    set_id: str
    name: str
    area: str
    block: str
    stage: str
    people: tuple[Somebody, ...]
    guide: str
    deputy: str
    next_at: datetime | None
    zone: str
    agreement: str
    going_well_if: str
    welcome: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """One planned date."""

    number: int
    starts_at: datetime
    minutes: int
    guide: str
    held: bool
    next: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesCard:
    """The run of dates, the dates left out and why, and how many have answered."""

    set_id: str
    set_name: str
    revision: int
    dates: tuple[DateLine, ...]
    skipped: tuple[tuple[date, str], ...]
    answered: int
    members: int
    troubled: int
    mine: DatesAnswer
    zone: str
    ask: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderCard:
    """A reminder to one person of one meeting. `ahead` is "7d", "24h" or "15m"."""

    meeting_id: str
    person_id: str
    revision: int
    set_name: str
    number: int
    starts_at: datetime
    minutes: int
    zone: str
    ahead: str
    coming: Coming
    ready: Ready
    guide: str
    room_xid: int
    voice_xid: int
    you_guide: bool
    late: bool
    answerable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """One action: whose, what, by when, and what became of it."""

    action_id: str
    revision: int
    name: str
    what: str
    by_when: date | None
    who_notices: str
    state: ActionState


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCard:
    """The board of a part with names filled in."""

    board: Board
    set_name: str
    meeting: int
    floor: str
    next: str
    presenter: str
    guide: str
    hands: tuple[str, ...]
    pairs: tuple[tuple[str, ...], ...]
    typing: tuple[str, ...]
    actions: tuple[ActionLine, ...]
    bids: tuple[tuple[str, str, Pressing], ...]
    owed: tuple[str, ...]
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """The guide's private card with names filled in."""

    card: GuideCard
    set_name: str
    floor: str
    next: str
    here: tuple[str, ...]
    away: tuple[str, ...]
    hands: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    lead: str
    presenter: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One line in the set's room during a session."""

    kind: str
    title: str
    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingCard:
    """The end of a session: what was kept, and when the set meets next."""

    set_id: str
    meeting_id: str
    set_name: str
    number: int
    stopped: bool
    next_at: datetime | None
    next_number: int
    next_guide: str
    zone: str
    reflections: int
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionLine:
    """One reflection in the set's log, or the asker's own."""

    reflection_id: str
    name: str
    text: str
    at: datetime
    shared: bool
    mine: bool
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogView:
    """What a set's members chose to share, newest first."""

    set_name: str
    lines: tuple[ReflectionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsView:
    """My own actions and those my set shared."""

    mine: tuple[ActionLine, ...]
    others: tuple[ActionLine, ...]
    ask: bool = False  # a nudge before the meeting: answer buttons come first


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfNote:
    """A note that is sent to its writer and kept nowhere."""

    title: str
    text: str
    day: date
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaView:
    """Who guides and who is owed a turn."""

    set_name: str
    guides: tuple[DateLine, ...]
    owed: tuple[str, ...]
    bids: tuple[tuple[str, str, Pressing], ...]
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLine:
    """How an area stands in `/setup`."""

    area: str
    coordinator_xids: tuple[int, ...]
    lead_xid: int
    deputy_xid: int
    lead_checked: date | None
    lead_ok: bool
    waiting: int
    sets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupView:
    """How the whole set-up stands, and what is missing, as (place, permission)."""

    desks: tuple[DeskLine, ...]
    lobby_xid: int
    category_xid: int
    missing: tuple[tuple[str, str], ...] = ()
    saved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernCard:
    """A concern, for the eyes of the safeguarding lead only."""

    concern_id: str
    revision: int
    receipt: str
    about: str
    text: str
    from_xid: int
    at: datetime
    seen_at: datetime | None
    closed_at: datetime | None
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSet:
    """One set in the coordinator's list: counts only, nothing from inside."""

    name: str
    area: str
    block: str
    stage: str
    people: int
    yes: int
    asked: int
    next_at: datetime | None
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetsView:
    """The coordinator's list of sets."""

    sets: tuple[ListedSet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingView:
    """Who waits, for the coordinator: first names, area, how long."""

    people: tuple[tuple[Somebody, str, datetime, int, int], ...]
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursView:
    """Hours of learning, dated: (day, set, number of the meeting, minutes)."""

    name: str
    lines: tuple[tuple[date, str, int, int], ...]
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView:
    """What an area is called now, what is around it, and who looks after it."""

    name: str
    full_name: str
    level: str
    within: tuple[str, ...]
    before: tuple[str, ...]
    coordinator_xids: tuple[int, ...]
    doubtful: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """One pooled figure, rounded to 5; None where it would be about fewer than eight people."""

    key: str
    value: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """Pooled figures of a server; nothing of any one set."""

    figures: tuple[Pooled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """What coordinators did, newest first: (when, who, what, about)."""

    lines: tuple[tuple[datetime, int, str, str], ...]
    zone: str

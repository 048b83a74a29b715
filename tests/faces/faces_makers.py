"""Values of every kind that a face draws, small and very large, and what a person reads of them.

Knows how to make values. Must not know how any of them is drawn.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from learning.calendar import BLOCKS
from learning.forming.plan import Reason
from learning.meetings import Coming, Ready
from learning.people import HowFar, Role
from learning.sets import Consent, DatesAnswer
from services import values as v

LONDON = "Europe/London"
NOON = datetime(2027, 2, 2, 12, 30, tzinfo=UTC)  # a Tuesday
NASTY = "**Bob** <@1> @everyone [x](https://x.test) # `c`"
IDS = "abcdefgh2345"  # as long as real ids
SECRET = "Elm Surgery"
EVERY_BLOCK = tuple(block.id for block in BLOCKS)


def people(count: int, *, nasty: bool = False) -> tuple[v.Somebody, ...]:
    """Make people; every second one is an artist."""
    kinds = tuple(Role)
    return tuple(
        v.Somebody(
            name=f"{NASTY} {n}" if nasty else f"Person{n}",
            role=kinds[n % 2] if not nasty else kinds[n % len(kinds)],
            own_words=NASTY * 2 if nasty else "",
        )
        for n in range(count)
    )


def amara_and_tom() -> tuple[v.Somebody, ...]:
    """Make the two people most tests look for."""
    return (
        v.Somebody(name="Amara", role=Role.GP),
        v.Somebody(name="Tom", role=Role.ARTIST, own_words="prints with young people"),
    )


def planned(number: int, count: int = 6, *, nasty: bool = False) -> v.PlannedSet:
    """Make a set of a plan with all its usual reasons."""
    return v.PlannedSet(
        name=f"Kestrel {number}",
        block="tue-lunch",
        area="Devon",
        people=people(count, nasty=nasty),
        set_id=f"set{number}",
        ids=tuple(f"p{number}x{n}" for n in range(count)),
        reasons=(
            Reason("forming.why.block", {"count": count, "block": "tue-lunch", "good": 4}),
            Reason("forming.why.kind.gp", {"count": 3}),
            Reason("forming.why.area.icb", {"area": "Devon"}),
            Reason("forming.why.spare.some", {"count": 3}),
            Reason("forming.why.guide.one", {"count": 1}),
            Reason("forming.why.met.none", {"count": 0}),
        ),
    )


def unplaced(number: int) -> v.NotPlaced:
    """Make somebody without a set, for one of several reasons."""
    block = EVERY_BLOCK[number % 21]
    why = Reason("forming.left.few_then", {"block": block, "count": number % 5, "need": 5})
    return v.NotPlaced(
        name=f"Waiting{number}",
        reason=why if number % 3 else Reason("forming.left.alone.artist"),
        would_help=Reason("forming.help.one.artist", {"area": "Devon", "block": block}),
        id=f"w{number}",
    )


def plan(sets: int = 3, left: int = 2, **changes: Any) -> v.PlanView:
    """Make a plan."""
    made = tuple(planned(n) for n in range(sets))
    view = v.PlanView(
        area="Devon",
        area_code="QJK",
        seed=7,
        waiting=left + 6 * sets,
        sets=made,
        unplaced=tuple(unplaced(n) for n in range(left)),
        optimal=True,
        gap=0.0,
    )
    return replace(view, **changes)


def consent(**changes: Any) -> v.ConsentCard:
    """Make the question about one set."""
    card = v.ConsentCard(
        membership_id=f"{IDS}.{IDS}",
        revision=1,
        set_name="Kestrel",
        area="Devon",
        block="tue-lunch",
        people=amara_and_tom(),
        guide="Amara",
        answer=Consent.ASKED,
        open=True,
        changed=False,
        complete=False,
        until=NOON + timedelta(days=5),
        zone=LONDON,
    )
    return replace(card, **changes)


def set_card(**changes: Any) -> v.SetCard:
    """Make a set as its members see it."""
    card = v.SetCard(
        set_id=IDS,
        name="Kestrel",
        area="Devon",
        block="tue-lunch",
        stage="running",
        people=amara_and_tom(),
        guide="Amara",
        deputy="Tom",
        next_at=NOON,
        zone=LONDON,
        agreement="",
        going_well_if="",
    )
    return replace(card, **changes)


def date_lines(count: int = 6, guide: str = "Amara") -> tuple[v.DateLine, ...]:
    """Make meetings four weeks apart."""
    return tuple(
        v.DateLine(
            number=n + 1,
            starts_at=NOON + timedelta(weeks=4 * n),
            minutes=60,
            guide=guide,
            held=n == 0,
            next=n == 1,
        )
        for n in range(count)
    )


def dates(**changes: Any) -> v.DatesCard:
    """Make the run of dates."""
    card = v.DatesCard(
        set_id=IDS,
        set_name="Kestrel",
        revision=2,
        dates=date_lines(),
        skipped=(
            (date(2027, 3, 29), "bank_holiday"),
            (date(2027, 3, 30), "after_bank_holiday"),
            (date(2027, 3, 23), "year_end"),
            (date(2027, 4, 6), "closed"),
            (date(2027, 4, 13), "spacing"),
        ),
        answered=3,
        members=6,
        troubled=1,
        mine=DatesAnswer.NONE,
        zone=LONDON,
        ask=True,
    )
    return replace(card, **changes)


def reminder(**changes: Any) -> v.ReminderCard:
    """Make a reminder."""
    card = v.ReminderCard(
        meeting_id=IDS,
        person_id=IDS,
        revision=3,
        set_name="Kestrel",
        number=2,
        starts_at=NOON,
        minutes=60,
        zone=LONDON,
        ahead="7d",
        coming=Coming.UNKNOWN,
        ready=Ready.UNKNOWN,
        guide="Amara",
        room_xid=11,
        voice_xid=12,
        you_guide=False,
        late=False,
        answerable=True,
    )
    return replace(card, **changes)


def profile(**changes: Any) -> v.Profile:
    """Make what a person said of themselves."""
    said = v.Profile(
        name="Amara",
        role=Role.GP,
        own_words="",
        area="Devon",
        how_far=HowFar.ICB,
        good=("tue-lunch",),
        possible=("wed-evening",),
        access="",
        organisation=SECRET,
        hope="",
        not_with=(77,),
        can_guide=True,
        standing="waiting",
    )
    return replace(said, **changes)


def desk(**changes: Any) -> v.DeskLine:
    """Make how an area stands."""
    line = v.DeskLine(
        area="Devon",
        coordinator_xids=(5,),
        lead_xid=6,
        deputy_xid=7,
        lead_checked=date(2026, 11, 1),
        lead_ok=True,
        waiting=12,
        sets=1,
    )
    return replace(line, **changes)


def concern(**changes: Any) -> v.ConcernCard:
    """Make a concern."""
    card = v.ConcernCard(
        concern_id=IDS,
        revision=1,
        receipt="C-ABC234",
        about="risk",
        text="I am worried.",
        from_xid=8,
        at=NOON,
        seen_at=None,
        closed_at=None,
        zone=LONDON,
    )
    return replace(card, **changes)


def all_kinds() -> set[type[object]]:
    """Return every value class that is a message of its own: none is part of another."""
    classes = {c for c in vars(v).values() if isinstance(c, type) and c.__module__ == v.__name__}
    inside = {
        other
        for one in classes
        for field in fields(one)
        for other in classes
        if other is not one and other.__name__ in str(field.type)
    }
    return classes - inside - {v.JoinChoices}  # a form, not a message

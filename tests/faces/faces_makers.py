"""Values of every kind that a face draws, small and very large, and what a person reads of them.

Knows how to make values. Must not know how any of them is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cogs.faces.values import Availability, ReflectChoice
from learning.calendar import BLOCKS
from learning.forming.plan import Reason
from learning.meetings import Coming, Ready
from learning.people import HowFar, Role
from learning.protocol import Speak
from learning.session.board import Board, GuideCard
from learning.session.buttons import Button
from learning.sets import Consent, DatesAnswer
from learning.writing import ActionState, Pressing
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


def action(number: int = 1, **changes: Any) -> v.ActionLine:
    """Make an action."""
    line = v.ActionLine(
        action_id=f"{IDS[:10]}{number:02}",
        revision=1,
        name="Amara",
        what="Ring the choir",
        by_when=date(2027, 3, 2),
        who_notices="Sam",
        state=ActionState.OPEN,
    )
    return replace(line, **changes)


def board_card(card: dict[str, Any] | None = None, **changes: Any) -> v.BoardCard:
    """Make a board; `card` changes what stands around it, the rest the board itself."""
    drawn = Board(
        session_id=IDS,
        set_id=IDS,
        revision=9,
        part_number=6,
        part_count=17,
        title="First person: questions",
        minutes=15,
        speak=Speak.OPEN_QUESTIONS,
        prompt="Ask one open question, then wait.",
        ends_at=NOON + timedelta(minutes=11),
        seconds_left=540,
        floor_id="p1",
        next_id="p2",
        can=frozenset({Button.HAND, Button.PASS, Button.DONE, Button.PAUSE}),
    )
    whole = v.BoardCard(
        board=replace(drawn, **changes),
        set_name="Kestrel",
        meeting=2,
        floor="Amara",
        next="Tom",
        presenter="Priya",
        guide="Sam",
        hands=("Tom",),
        pairs=(),
        typing=("Jo",),
        actions=(),
        bids=(),
        owed=(),
        zone=LONDON,
    )
    return replace(whole, **(card or {}))


def guide_view(view: dict[str, Any] | None = None, **changes: Any) -> v.GuideView:
    """Make the guide's card; `view` changes what stands around it."""
    card = GuideCard(
        session_id=IDS,
        set_id=IDS,
        revision=9,
        person_id="p1",
        leading=True,
        lead_id="p1",
        part_number=6,
        part_count=17,
        title="Questions",
        minutes=15,
        ends_at=NOON + timedelta(minutes=11),
        say="Who has an open question?",
        watch="Advice that looks like a question.",
        next_title="Quiet",
        present=("p1", "p2"),
        away=(),
        floor_id="p2",
        next_id="p3",
        hands=(),
        presenter_id="p3",
        missing_presenter=False,
        spare_seconds=240,
        paused=False,
        over=False,
        can=frozenset(set(Button) - {Button.RESUME}),
    )
    whole = v.GuideView(
        card=replace(card, **changes),
        set_name="Kestrel",
        floor="Tom",
        next="Priya",
        here=("Amara", "Tom", "Priya"),
        away=("Jo",),
        hands=("Priya",),
        others=(("p2", "Tom"), ("p3", "Priya")),
        lead="Amara",
        presenter="Priya",
        zone=LONDON,
    )
    return replace(whole, **(view or {}))


def closing(**changes: Any) -> v.ClosingCard:
    """Make the end of a meeting."""
    card = v.ClosingCard(
        set_id=IDS,
        meeting_id=IDS,
        set_name="Kestrel",
        number=2,
        stopped=False,
        next_at=datetime(2027, 3, 2, 12, 30, tzinfo=UTC),
        next_number=3,
        next_guide="Priya",
        zone=LONDON,
        reflections=4,
        actions=(action(),),
    )
    return replace(card, **changes)


def reflection(number: int = 1, **changes: Any) -> v.ReflectionLine:
    """Make one line of the log."""
    line = v.ReflectionLine(
        reflection_id=f"{IDS[:10]}{number:02}",
        name="Amara",
        text="I asked more than I told.",
        at=NOON,
        shared=True,
        mine=True,
        zone=LONDON,
    )
    return replace(line, **changes)


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


def small() -> dict[str, object]:
    """Make a usual value of every kind, by name; several states where a kind has states."""
    bids = (("Tom", "How to say no", Pressing.HIGH),)
    listed = v.ListedSet(
        name="Kestrel", area="Devon", block="tue-lunch", stage="proposed",
        people=6, yes=4, asked=2, next_at=None, zone=LONDON,
    )  # fmt: skip
    return {
        "note": v.Note(key="released", facts={"set": "Kestrel"}),
        "mention": v.Note(key="mention", buttons=(("card.open", "consent~a.b~1", 0),), ping_xid=9),
        "blocks none": v.BlocksChosen(good=(), possible=()),
        "blocks": v.BlocksChosen(good=("tue-lunch",), possible=("wed-evening", "sat-morning")),
        "availability": Availability(chosen=v.BlocksChosen(good=EVERY_BLOCK, possible=())),
        "profile": profile(),
        "joined": profile(just_joined=True),
        "plan": plan(),
        "plan none": plan(0, 4, can_publish=False),
        "plan no lead": plan(1, 0, can_publish=False, optimal=False, gap=0.4, wider=3),
        "published": v.Published(sets=3, people=18, until=NOON, zone=LONDON),
        "consent": consent(),
        "consent yes": consent(answer=Consent.YES),
        "consent later": consent(answer=Consent.LATER),
        "consent no": consent(answer=Consent.NO, open=False),
        "consent changed": consent(changed=True, guide=""),
        "consent complete": consent(answer=Consent.YES, open=False, complete=True),
        "consent over": consent(open=False),
        "set": set_card(),
        "welcome": set_card(welcome=True),
        "dates": dates(),
        "dates mine": dates(mine=DatesAnswer.CLASH),
        "reminder 7d": reminder(),
        "reminder 24h coming": reminder(ahead="24h", coming=Coming.COMING),
        "reminder moved": reminder(ahead="moved", you_guide=True),
        "reminder 15m": reminder(ahead="15m"),
        "reminder 15m private": reminder(ahead="15m", ready=Ready.PRIVATE, coming=Coming.COMING),
        "reminder 15m late typing": reminder(ahead="15m", late=True, coming=Coming.TYPING),
        "reminder not in set": reminder(answerable=False),
        "board": board_card(),
        "board paused": board_card(paused=True, can=frozenset({Button.RESUME})),
        "board over": board_card(over=True, can=frozenset()),
        "board pairs": board_card(
            {"pairs": (("Amara", "Tom"), ("Priya", "Sam", "Jo")), "floor": "", "next": ""},
            speak=Speak.PAIRS, floor_id="", next_id="", can=frozenset({Button.PAUSE}),
        ),
        "board bids": board_card(
            {"bids": bids, "owed": ("Sam", "Priya"), "actions": (action(),)},
            speak=Speak.EVERYONE_IN_TURN, shortened_titles=(("Quiet", 1), ("Stretch", 0)),
            can=frozenset({Button.HAND, Button.PASS, Button.PAUSE, Button.BRING}),
        ),
        "guide": guide_view(),
        "guide alone": guide_view({"others": ()}, missing_presenter=True, spare_seconds=0),
        "guide handed": guide_view(leading=False, can=frozenset()),
        "guide over": guide_view(over=True, can=frozenset()),
        "half": v.Announcement(kind="half", title="Open questions"),
        "two minutes": v.Announcement(kind="two_minutes", title="Open questions"),
        "recovered": v.Announcement(kind="recovered", title="Open questions", seconds=40),
        "closing": closing(),
        "closing last": closing(next_at=None, stopped=True, reflections=0, actions=()),
        "reflect choice": ReflectChoice(text="I asked more than I told."),
        "log": v.LogView(set_name="Kestrel", lines=(reflection(), reflection(2, mine=False))),
        "log empty": v.LogView(set_name="Kestrel", lines=()),
        "actions": v.ActionsView(mine=(action(), action(2, state=ActionState.DID)), others=()),
        "actions none": v.ActionsView(mine=(), others=(action(3, name="Tom"),)),
        "nudge": v.ActionsView(mine=(action(),), others=(), ask=True),
        "self note": v.SelfNote(title="Kestrel", text="I ask.", day=date(2027, 2, 2), minutes=90),
        "rota": v.RotaView(
            set_name="Kestrel", guides=date_lines(), owed=("Sam",), bids=bids, zone=LONDON
        ),
        "setup": v.SetupView(desks=(desk(),), lobby_xid=3, category_xid=4, saved=True),
        "setup empty": v.SetupView(
            desks=(), lobby_xid=0, category_xid=0,
            missing=(("server", "manage_channels"), ("server", "create_events"), ("44", "connect")),
        ),
        "setup no lead": v.SetupView(
            desks=(desk(lead_xid=0, lead_ok=False, coordinator_xids=()),
                   desk(area="Dorset", lead_ok=False)),
            lobby_xid=3, category_xid=4,
        ),
        "concern": concern(),
        "concern seen": concern(seen_at=NOON),
        "concern closed": concern(seen_at=NOON, closed_at=NOON, text=""),
        "sets": v.SetsView(sets=(listed,)),
        "waiting": v.WaitingView(people=((amara_and_tom()[0], "Devon", NOON, 1, 6),), zone=LONDON),
        "hours": v.HoursView(
            name="Amara", lines=((date(2027, 2, 2), "Kestrel", 1, 90),), minutes=90
        ),
        "area": v.AreaView(
            name="Devon", full_name="NHS Devon Integrated Care Board", level="icb",
            within=("Devon and Cornwall", "South West"), before=("NEW Devon CCG",),
            coordinator_xids=(5,),
        ),
        "report": v.ReportView(
            figures=(v.Pooled(key="people", value=20), v.Pooled(key="actions", value=None))
        ),
        "audit": v.AuditView(lines=((NOON, 5, "plan", "Devon"),), zone=LONDON),
    }  # fmt: skip


def large() -> dict[str, object]:
    """Make values far beyond what one message can hold."""
    nasty = people(12, nasty=True)
    listed = v.ListedSet(
        name=NASTY, area=NASTY, block="fri-afternoon", stage="running",
        people=7, yes=7, asked=0, next_at=NOON, zone=LONDON,
    )  # fmt: skip
    who = nasty[0]
    names = tuple(NASTY + str(n) for n in range(30))
    long = NASTY * 40
    everybody = tuple((f"p{n}", NASTY) for n in range(30))
    bids = tuple((NASTY, long, Pressing.SOME) for _ in range(12))
    actions = tuple(action(n, what=long, who_notices=long, name=NASTY) for n in range(30))
    lines = tuple(reflection(n, text=long, name=NASTY) for n in range(60))
    return {
        "blocks": v.BlocksChosen(good=EVERY_BLOCK, possible=EVERY_BLOCK),
        "profile": profile(
            name=NASTY, own_words=long, access=long, hope=long, good=EVERY_BLOCK,
            possible=EVERY_BLOCK, not_with=tuple(range(10**18, 10**18 + 10)),
        ),
        "plan": plan(30, 200),
        "plan with nasty names": replace(
            plan(5, 40), sets=tuple(planned(n, 7, nasty=True) for n in range(5)), wider=12
        ),
        "consent": consent(people=nasty, set_name=NASTY, area=NASTY, guide=NASTY),
        "set": set_card(people=nasty, agreement=long, going_well_if=long, welcome=True),
        "dates": dates(dates=date_lines(20, NASTY), set_name=NASTY),
        "reminder": reminder(set_name=NASTY, guide=NASTY),
        "board": board_card(
            {"hands": names, "typing": names, "pairs": (names, names), "bids": bids,
             "actions": actions, "owed": names},
            can=frozenset(Button), title="T" * 60, prompt="p" * 300,
            shortened_titles=tuple(("T" * 60, n) for n in range(17)),
        ),
        "guide": guide_view(
            {"others": everybody, "here": names, "away": names, "hands": names},
            say="s" * 600, watch="w" * 600, can=frozenset(Button), missing_presenter=True,
        ),
        "closing": closing(actions=actions, next_guide=NASTY),
        "reflect choice": ReflectChoice(text=long),
        "log": v.LogView(set_name=NASTY, lines=lines),
        "actions": v.ActionsView(mine=actions, others=actions),
        "nudge": v.ActionsView(mine=actions, others=(), ask=True),
        "self note": v.SelfNote(title=NASTY, text=long * 4, day=date(2027, 2, 2), minutes=61),
        "rota": v.RotaView(
            set_name=NASTY, guides=date_lines(20, NASTY), owed=names, bids=bids, zone=LONDON
        ),
        "setup": v.SetupView(
            desks=tuple(desk(area=NASTY, lead_ok=False) for _ in range(40)),
            lobby_xid=3, category_xid=4,
            missing=tuple((f"room {n}", "connect") for n in range(50)),
        ),
        "concern": concern(text=long * 4),
        "sets": v.SetsView(sets=(listed,) * 200),
        "waiting": v.WaitingView(people=((who, NASTY, NOON, 3, 21),) * 200, zone=LONDON),
        "hours": v.HoursView(
            name=NASTY, lines=((date(2027, 2, 2), NASTY, 1, 90),) * 200, minutes=9999
        ),
        "area": v.AreaView(
            name=NASTY, full_name=long, level="icb", within=names, before=names,
            coordinator_xids=tuple(range(40)), doubtful=long,
        ),
        "audit": v.AuditView(lines=((NOON, 5, "odd", NASTY),) * 200, zone=LONDON),
        "note": v.Note(key="reflection.shared", facts={"name": NASTY, "text": long}),
        "question": v.Note(key="question", facts={"text": long}),
        "refer": v.Note(key="refer.route", facts={"route": long, "lead": 6}),
    }  # fmt: skip


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


Maker = Callable[[], dict[str, object]]

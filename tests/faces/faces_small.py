"""A usual value of every kind, in the states it can have.

Knows which states there are. Must not know how any of them is drawn.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from faces_makers import (
    EVERY_BLOCK,
    IDS,
    LONDON,
    NOON,
    amara_and_tom,
    concern,
    consent,
    date_lines,
    dates,
    desk,
    plan,
    profile,
    reminder,
    set_card,
)
from faces_meeting import action, board_card, closing, guide_view, reflection

from cogs.faces.plan_change import PlanChange, PlanPut
from cogs.faces.values import Availability, ReflectChoice
from learning.calls import CallKind
from learning.forming.plan import Reason
from learning.meetings import Coming, Ready
from learning.pairs import Walked
from learning.protocol import Speak
from learning.sentences import SentenceState
from learning.session.buttons import Button
from learning.sets import Consent, DatesAnswer
from learning.writing import ActionState, Pressing
from services import values as v
from services.arranging import Room

LEFT = ("reach", "few_near", "few_then", "alone.gp", "no_mix", "others_first")


def outlook(kind: str) -> v.Outlook:
    """Make what somebody who waits is told, for each reason there can be."""
    facts: dict[str, str | int] = {"block": "tue-lunch", "count": 4, "need": 5}
    return v.Outlook(
        near=Reason(f"forming.left.{kind}", facts),
        helps=(Reason("forming.advice.blocks", {"count": 3, "need": 6}),),
        times=(("fri-lunch", 7), ("mon-evening", 5)),
    )


def small() -> dict[str, object]:
    """Make a usual value of every kind, by name; several states where a kind has states."""
    bids = (("Tom", "How to say no", Pressing.HIGH),)
    listed = v.ListedSet(
        name="Kestrel", area="Devon", block="tue-lunch", stage="proposed",
        people=6, yes=4, asked=2, next_at=None, zone=LONDON,
    )  # fmt: skip
    theme = v.CallCard(
        call_id=IDS, kind=CallKind.THEME, theme="Sleep", area="Devon", where="",
        closes_at=NOON, zone=LONDON,
    )  # fmt: skip
    taster = replace(
        theme, kind=CallKind.TASTER, theme="", where="Room 1", minutes=45,
        parts=((5, "Arrive"), (40, "Talk")),
    )  # fmt: skip
    devon = v.AreaMove(
        old_code="QJK", old="Devon", new_codes=("QDC",), new=("Devon and Cornwall",), people=34,
        sets=5, since=date(2027, 4, 1),
    )  # fmt: skip
    return {
        "note": v.Note(key="released", facts={"set": "Kestrel"}),
        "mention": v.Note(key="mention", buttons=(("card.open", "consent~a.b~1", 0),), ping_xid=9),
        "blocks none": v.BlocksChosen(good=(), possible=()),
        "blocks": v.BlocksChosen(good=("tue-lunch",), possible=("wed-evening", "sat-morning")),
        "availability": Availability(chosen=v.BlocksChosen(good=EVERY_BLOCK, possible=())),
        "profile": profile(),
        "joined": profile(just_joined=True),
        **{f"profile waits {kind}": profile(outlook=outlook(kind)) for kind in LEFT},
        "plan with a way on": replace(
            plan(),
            relax=(Reason("forming.relax.times.one", {"area": "Devon", "block": "tue-lunch"}),),
            sets=tuple(replace(one, before="Heron") for one in plan().sets),
        ),
        "plan": plan(),
        "plan none": plan(0, 4, can_publish=False),
        "plan no lead": plan(1, 0, can_publish=False, optimal=False, gap=0.4, wider=3),
        "plan change": PlanChange(view=plan()),
        "plan put": PlanPut(
            area="QJK", page=1, person="p1", name="Tom", rooms=(Room("s1", "Kestrel", "tue-lunch"),)
        ),
        "plan running": v.PlanRunning(area="Devon", area_code="QJK", percent=40),
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
        "reminder all": reminder(ahead="all", dates=date_lines(), where="https://meet.test/x"),
        "reminder late": reminder(ahead="24h", late=True, snooze=True, where="Room 2"),
        "dates round": dates(because="gp", block="thu-lunch", last_block="tue-lunch"),
        "clash": v.ClashCard(set_id=IDS, dates=date_lines(), zone=LONDON, chosen=2),
        "place": v.PlaceCard(number=2, starts_at=NOON, minutes=60, zone=LONDON, where="Room 2"),
        "place here": v.PlaceCard(number=2, starts_at=NOON, minutes=60, zone=LONDON, where=""),
        "wishes": v.WishesCard(remind=("24h",), in_room=True, any_hour=False, walks=True),
        "wishes none": v.WishesCard(remind=(), in_room=False, any_hour=True, walks=False),
        "walk": v.WalkCard(walk_id=IDS, revision=1, partners=("Sam", "Jo"), said=Walked.ASKED),
        "walk met": v.WalkCard(walk_id=IDS, revision=1, partners=(), said=Walked.MET),
        "walk skipped": v.WalkCard(walk_id=IDS, revision=1, partners=("Sam",), said=Walked.SKIPPED),
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
        "reflect picture": ReflectChoice(text="I ask.", link="https://a.org", picture=True),
        "log": v.LogView(set_name="Kestrel", lines=(reflection(), reflection(2, mine=False))),
        "log empty": v.LogView(set_name="Kestrel", lines=()),
        "log found": v.LogView(
            set_name="Kestrel", lines=(reflection(6, link="https://a.org/b", picture=True),),
            search="told", page=2, pages=3, first=6, whole=11,
        ),
        "log not found": v.LogView(set_name="Kestrel", lines=(), search="kites"),
        "shared": v.SharedCard(
            reflection_id=IDS, name="Amara", text="I ask.", link="https://example.org/a_b",
            picture="https://cdn.example/1/IMG_2041.PNG?ex=1", picture_says="A drawn lake",
            data=b"png",
        ),
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
        "waiting": v.WaitingView(
            people=((amara_and_tom()[0], "Devon", NOON, 1, 6),),
            zone=LONDON,
            relax=(Reason("forming.relax.times.one", {"area": "Devon", "block": "tue-lunch"}),),
        ),
        "waiting, second page": v.WaitingView(
            people=((amara_and_tom()[0], "Devon", NOON, 0, 6),), zone=LONDON, all=40, page=2,
            pages=3,
        ),
        "waiting unplanned": v.WaitingView(
            people=((amara_and_tom()[0], "Devon", NOON, 0, 6),), zone=LONDON, unplanned=True
        ),
        "hours": v.HoursView(
            name="Amara", lines=((date(2027, 2, 2), "Kestrel", 1, 90),), minutes=90
        ),
        "area": v.AreaView(
            name="Devon", full_name="NHS Devon Integrated Care Board", level="icb",
            within=("Devon and Cornwall", "South West"), before=("NEW Devon CCG",),
            coordinator_xids=(5,), beside=("Cornwall",), note="Still one of 36.",
            until=date(2027, 3, 31), after=("Devon and Cornwall",),
        ),
        "call": theme,
        "call opened": replace(theme, opened=True),
        "call over": replace(theme, open=False),
        "call in": replace(theme, answered=True, mine=True),
        "call out": replace(theme, answered=True),
        "taster": taster,
        "taster in": replace(taster, answered=True, mine=True, joined=True),
        "taster soon": replace(taster, soon=True, mine=True),
        "taster after": replace(taster, after=True),
        "taster after joined": replace(taster, after=True, joined=True),
        "calls": v.CallList(calls=(theme, replace(taster, mine=True))),
        "calls none": v.CallList(calls=()),
        "moves": v.AreaMoves(guild_xid=5, moves=(devon,)),
        "moves applied": v.AreaMoves(guild_xid=5, moves=(devon,), applied=True),
        "moves put off": v.AreaMoves(guild_xid=5, moves=(devon,), put_off=True),
        "report": v.ReportView(
            figures=(v.Pooled(key="people", value=20), v.Pooled(key="actions", value=None))
        ),
        "report of an area": v.ReportView(
            figures=(v.Pooled(key="people", value=20),),
            cells=(v.PooledCell(key="people", area="Devon", quarter=(2026, 4), value=20),),
            area="Devon",
            since=NOON.date(),
            before=NOON.date(),
        ),
        "audit": v.AuditView(lines=((NOON, 5, "plan", "Devon"),), zone=LONDON),
        "board slips": board_card(
            {"opening": "Priya", "agreement": "We ask.", "good": "we laugh", "handed_in": (2, 5)},
            can=frozenset({Button.HOPES, Button.PAUSE}),
        ),
        "set rounds": set_card(
            number=3, count=6, step="rounds", next_guide="Sam", round_guide="Priya"
        ),
        "closing even": closing(evenness="fairly"),
        "mixed": v.MixedCard(hopes=("to laugh",), worries=("no time",)),
        "vote": v.VoteCard(session_id=IDS, mine="self_led", answered=2, here=5),
        "vote new": v.VoteCard(session_id=IDS, mine="", answered=0, here=5),
        "vote over": v.VoteCard(session_id=IDS, mine="go_on", answered=5, here=5, open=False),
        "vote result": v.VoteResult(
            counts=(("go_on", 1), ("self_led", 4)), chosen="self_led", answered=5, here=5
        ),
        "vote even": v.VoteResult(
            counts=(("go_on", 2), ("finish", 2)), chosen="", answered=4, here=4
        ),
        "vote hidden": v.VoteResult(counts=(), chosen="", answered=3, here=5),
        "sentence": v.SentenceCard(
            sentence_id=IDS, number=3, text="We wait.", state=SentenceState.OPEN
        ),
        "sentence yes": v.SentenceCard(
            sentence_id=IDS, number=3, text="We wait.", state=SentenceState.APPROVED
        ),
        "sentence stays": v.SentenceCard(
            sentence_id=IDS, number=3, text="We wait.", state=SentenceState.WITHDRAWN
        ),
        "sentence used": v.SentenceCard(
            sentence_id=IDS, number=3, text="We wait.", state=SentenceState.USED
        ),
        "digest": v.DigestView(area="Bath", new=("We wait.", "We ask."), before=("We walk.",)),
        "digest empty": v.DigestView(area="Bath", new=(), before=()),
        "end": v.EndCard(
            session_id=IDS, set_name="Kestrel", share=31, even_share=17, answers={"heard": 3}
        ),
        "end over": v.EndCard(
            session_id=IDS, set_name="Kestrel", share=None, even_share=17, open=False
        ),
        "pooled": v.PooledCard(rows=(("heard", "very"), ("said", "partly"), ("worth", "mostly"))),
    }  # fmt: skip

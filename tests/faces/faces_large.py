"""Values far beyond what one message can hold, full of markdown and mentions.

Knows what is too much. Must not know how any of it is drawn.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from faces_makers import (
    EVERY_BLOCK,
    IDS,
    LONDON,
    NASTY,
    NOON,
    concern,
    consent,
    date_lines,
    dates,
    desk,
    people,
    plan,
    planned,
    profile,
    reminder,
    set_card,
)
from faces_meeting import action, board_card, closing, guide_view, reflection
from faces_week import weeks

from cogs.faces.plan_change import PlanChange
from cogs.faces.values import ReflectChoice
from learning.calls import CallKind
from learning.sentences import SentenceState
from learning.session.buttons import Button
from learning.writing import ActionState, Pressing
from services import values as v


def large() -> dict[str, object]:
    """Make values far beyond what one message can hold."""
    nasty = people(12, nasty=True)
    call = v.CallCard(
        call_id=IDS, kind=CallKind.TASTER, theme="", area=NASTY, where=NASTY, closes_at=NOON,
        zone=LONDON, minutes=45, parts=((5, NASTY),) * 40,
    )  # fmt: skip
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
        "plan change": PlanChange(
            view=replace(
                plan(3, 8), sets=tuple(planned(n, 7, nasty=True) for n in range(3)), area=NASTY
            )
        ),
        "plan running": v.PlanRunning(area=NASTY, area_code="QJK", percent=99),
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
        "actions": v.ActionsView(
            mine=(*actions, action(99, state=ActionState.DID)), others=actions
        ),
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
            coordinator_xids=tuple(range(100, 140)), note=long, verified=False, beside=names,
            until=date(2027, 3, 31), after=names,
        ),
        "call": call,
        "calls": v.CallList(
            calls=tuple(replace(call, call_id=f"call{n}", mine=n == 1) for n in range(40))
        ),
        "moves": v.AreaMoves(
            guild_xid=5,
            moves=(
                v.AreaMove(
                    old_code="QJK", old=long, new_codes=("A",), new=(long,), people=900,
                    sets=90, since=date(2027, 4, 1),
                ),
            )
            * 30,
        ),
        "audit": v.AuditView(lines=((NOON, 5, "odd", NASTY),) * 200, zone=LONDON),
        **weeks(long, nasty=NASTY),
        "mixed": v.MixedCard(hopes=(long,) * 30, worries=(long,) * 30),
        "sentence": v.SentenceCard(
            sentence_id=IDS, number=999, text=long, state=SentenceState.OPEN
        ),
        "digest": v.DigestView(area=NASTY, new=(long,) * 200, before=(NASTY,) * 200),
        "end": v.EndCard(session_id=IDS, set_name=NASTY, share=100, even_share=100),
        "board agreement": board_card(
            {"agreement": long, "good": long, "handed_in": (7, 8), "opening": NASTY},
            can=frozenset(Button), prompt="p" * 300,
        ),
        "shared": v.SharedCard(
            reflection_id=IDS, name=NASTY, text=long, link="https://a.org/" + "x" * 280,
            picture="https://cdn/a.PNG?x=1", picture_says=long, data=b"1",
        ),
        "question": v.Note(key="question", facts={"text": long}),
        "refer": v.Note(key="refer.route", facts={"route": long, "lead": 6}),
    }  # fmt: skip

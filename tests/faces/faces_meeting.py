"""Values of a meeting as it runs: boards, the guide's card, the end, and what is written.

Knows how to make them. Must not know how any of them is drawn.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from faces_makers import IDS, LONDON, NOON

from learning.protocol import Speak
from learning.session.board import Board, GuideCard
from learning.session.buttons import Button
from learning.writing import ActionState
from services import values as v


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
        speak=Speak.OPEN_QUESTIONS,
        choosing=False,
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

"""Every part of every shipped plan makes a board and a guide's card that read well."""

from datetime import timedelta

import pytest
from faces_makers import LONDON, NOON
from faces_reader import read

from config.plans import load_plans
from learning.protocol import Plan
from learning.session.board import board, guide_card
from learning.session.commands import Begin
from learning.session.state import Seat, Session
from learning.session.step import begin
from learning.session.timeline import go_on
from services import values as v

PLANS = load_plans()
NAMES = {"p0": "Amara", "p1": "Tom", "p2": "Priya", "p3": "Sam", "p4": "Jo"}


def parts(plan: Plan) -> list[Session]:
    """Return the session as it stands in each part of a plan."""
    people = tuple(Seat(person_id=who, order=n) for n, who in enumerate(NAMES))[: plan.most]
    facts = Begin(
        id="abcdefgh2345",
        set_id="s",
        guide_id="p0",
        deputy_id="p1",
        presenter_ids=("p2", "p1", "p0"),
    )
    now = NOON
    session = begin(facts, plan, people, now).session
    found = [session]
    while len(found) < len(plan.parts):
        now += timedelta(minutes=1)
        session = go_on(session, plan, now)
        found.append(session)
    return found


@pytest.mark.parametrize("name", PLANS)
def test_every_part_reads_well(name: str) -> None:
    """Title, prompt, who may speak, and the guide's line stand on the cards of each part."""
    plan = PLANS[name]
    for part, session in zip(plan.parts, parts(plan), strict=True):
        text = read(board_card(session, plan)).text
        assert text.startswith(f"## {part.title}\n")
        assert part.prompt in text
        guide = read(guide_view(session, plan))
        assert part.say in guide.text
        assert {"Next", "Stop"} <= set(guide.labels)


def board_card(session: Session, plan: Plan) -> v.BoardCard:
    """Return the real board of a part with names filled in."""
    drawn = board(session, plan, NOON)
    return v.BoardCard(
        board=drawn,
        set_name="Kestrel",
        meeting=1,
        floor=NAMES.get(drawn.floor_id, ""),
        next=NAMES.get(drawn.next_id, ""),
        presenter=NAMES.get(drawn.presenter_id, ""),
        guide=NAMES.get(drawn.lead_id, ""),
        hands=tuple(NAMES[who] for who in drawn.hands),
        pairs=tuple(tuple(NAMES[who] for who in pair) for pair in drawn.pairs),
        typing=(),
        actions=(),
        bids=(),
        owed=(),
        zone=LONDON,
    )


def guide_view(session: Session, plan: Plan) -> v.GuideView:
    """Return the real card of the guide with names filled in."""
    card = guide_card(session, plan, NOON)
    return v.GuideView(
        card=card,
        set_name="Kestrel",
        floor=NAMES.get(card.floor_id, ""),
        next=NAMES.get(card.next_id, ""),
        here=tuple(NAMES[who] for who in card.present),
        away=(),
        hands=(),
        others=tuple((who, NAMES[who]) for who in card.present if who != card.lead_id),
        lead=NAMES.get(card.lead_id, ""),
        presenter=NAMES.get(card.presenter_id, ""),
        zone=LONDON,
    )

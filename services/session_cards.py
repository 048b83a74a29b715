"""Reading the cards of a running session: names for ids, and what the set brings into it.

Knows boards as values with ids. Must not know layout or words.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from learning.effects import Card
from learning.meetings import MeetingState
from learning.ports import Unit
from learning.protocol import Speak
from learning.session.board import Board, board, guide_card
from learning.session.seats import here
from learning.session.state import Session, Status
from learning.slips import SlipKind
from learning.writing import ActionState, Pressing
from services.acting import OPEN, action_line, seen_line
from services.agreeing import agreement_of
from services.figures import figures_of
from services.finding import next_meeting, people_of, seats_of
from services.finishing import later_card
from services.kit import Kit
from services.slip_cards import SlipCards, people
from services.turns import behind_others
from services.values import (
    ActionLine,
    Announcement,
    BoardCard,
    ClosingCard,
    GuideView,
)
from services.week_cards import WeekCards

Reader = Callable[[Unit, Card], Awaitable[object | None]]
OF_SET = ("agreement", "dates_and_good")  # parts that change a set's own words
HANDED_IN = {
    "anonymous": (SlipKind.HOPE, SlipKind.WORRY),
    "private_vote": (SlipKind.VOTE,),
}


class SessionCards:
    """Reads boards, guide's cards, announcements and the closing card."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self.readers: dict[str, Reader] = {
            "board": self.board,
            "guide": self.guide,
            "announce": self._announce,
            "recovered": self._recovered,
            "closing": self._closing,
            "later": self._later,
            **SlipCards(kit).readers,
            **WeekCards(kit).readers,
        }

    async def board(self, unit: Unit, card: Card) -> BoardCard | None:
        """Return the board of one part of a session."""
        session = await unit.sessions.get(card.about)
        if session is None:
            return None
        plan = self._kit.plan(session.plan_id)
        part = int(card.detail) if card.detail else session.part
        drawn = board(session, plan, self._kit.now(), part)
        names = await self._names(unit, session)
        found = await unit.sets.need(session.set_id)
        meeting = await unit.meetings.need(session.id)
        kinds = drawn.artefact
        actions = await self._open_actions(unit, session, names) if kinds == "action_review" else ()
        mine = kinds in OF_SET and not drawn.over
        bids = await self._bids(unit, session, names) if kinds == "bids" else ()
        owed = await behind_others(unit, found) if kinds == "bids" else ()
        return BoardCard(
            board=drawn,
            set_name=found.name,
            meeting=meeting.number,
            floor=names.get(drawn.floor_id, ""),
            next=names.get(drawn.next_id, ""),
            presenter=names.get(drawn.presenter_id, ""),
            guide=names.get(drawn.lead_id, ""),
            hands=tuple(names[h] for h in drawn.hands),
            pairs=tuple(tuple(names[p] for p in pair) for pair in drawn.pairs),
            typing=tuple(names[p] for p in drawn.typing),
            actions=actions,
            bids=bids,
            owed=tuple(names[p] for p in owed[:2] if p in names),
            zone=self._kit.zone,
            opening=_opening(session, drawn, names),
            chosen=tuple(names[p] for p in drawn.chosen if names.get(p)),
            figures=await figures_of(unit, found.id, session.id) if kinds == "figures" else None,
            agreement=agreement_of(found, self._kit) if mine and kinds == "agreement" else "",
            good=found.going_well_if if mine and kinds == "dates_and_good" else "",
            handed_in=await self._handed_in(unit, session, drawn),
        )

    async def guide(self, unit: Unit, card: Card) -> GuideView | None:
        """Return the private card of whoever guides."""
        session = await unit.sessions.get(card.about)
        if session is None:
            return None
        drawn = guide_card(session, self._kit.plan(session.plan_id), self._kit.now(), card.detail)
        names = await self._names(unit, session)
        found = await unit.sets.need(session.set_id)
        return GuideView(
            card=drawn,
            set_name=found.name,
            floor=names.get(drawn.floor_id, ""),
            next=names.get(drawn.next_id, ""),
            here=tuple(names[p] for p in drawn.present),
            away=tuple(names[p] for p in drawn.away if names[p]),
            hands=tuple(names[h] for h in drawn.hands),
            others=tuple((p, names[p]) for p in drawn.present if p != drawn.lead_id),
            lead=names.get(drawn.lead_id, ""),
            presenter=names.get(drawn.presenter_id, ""),
            zone=self._kit.zone,
        )

    async def _announce(self, unit: Unit, card: Card) -> object | None:
        session = await unit.sessions.get(card.about)
        if session is None or session.status is not Status.RUNNING:
            return None
        title = self._kit.plan(session.plan_id).parts[session.part].title
        return Announcement(kind=card.detail, title=title)

    async def _recovered(self, unit: Unit, card: Card) -> object | None:
        session = await unit.sessions.get(card.about)
        if session is None:
            return None
        title = self._kit.plan(session.plan_id).parts[session.part].title
        return Announcement(kind="recovered", title=title, seconds=int(card.detail))

    async def _later(self, unit: Unit, card: Card) -> object | None:
        return await later_card(unit, card, self._kit.zone)

    async def _closing(self, unit: Unit, card: Card) -> object | None:
        session = await unit.sessions.get(card.about)
        if session is None:
            return None
        found = await unit.sets.need(session.set_id)
        meeting = await unit.meetings.need(session.id)
        upcoming = await next_meeting(unit, session.set_id)
        guide = await unit.people.get(upcoming.guide_id) if upcoming else None
        names = await self._names(unit, session)
        shared = await unit.reflections.where(meeting_id=session.id, shared=True)
        new = await unit.actions.where(meeting_id=session.id, state=ActionState.OPEN)
        return ClosingCard(
            set_id=found.id,
            meeting_id=meeting.id,
            set_name=found.name,
            number=meeting.number,
            stopped=session.status is Status.STOPPED,
            next_at=upcoming.starts_at if upcoming else None,
            next_number=upcoming.number if upcoming else 0,
            next_guide=guide.name if guide else "",
            zone=self._kit.zone,
            reflections=len(shared),
            evenness=await self._evenness(unit, session),
            actions=tuple(action_line(a, names.get(a.person_id, "")) for a in new),
        )

    async def _names(self, unit: Unit, session: Session) -> dict[str, str]:
        """Return first names by id; somebody who left for good has none."""
        ids = [seat.person_id for seat in session.seats]
        people = await people_of(unit, ids)
        return {one: people[one].name if one in people else "" for one in ids}

    async def _handed_in(
        self, unit: Unit, session: Session, drawn: Board
    ) -> tuple[int, int] | None:
        """Count who has sent a slip in this part; None where none is asked for."""
        kinds = HANDED_IN.get(drawn.write)
        if kinds is None or drawn.over:
            return None
        slips = await unit.slips.where(session_id=session.id, part=session.part, kind=kinds)
        here_now = people(session)
        return len({s.person_id for s in slips} & set(here_now)), len(here_now)

    async def _evenness(self, unit: Unit, session: Session) -> str:
        kept = await unit.slips.where(session_id=session.id, kind=SlipKind.EVENNESS)
        return kept[0].text if kept else ""

    async def _open_actions(
        self, unit: Unit, session: Session, names: dict[str, str]
    ) -> tuple[ActionLine, ...]:
        found = await unit.actions.where(set_id=session.set_id, state=OPEN)
        done = await unit.actions.where(
            set_id=session.set_id, state=(ActionState.DID, ActionState.CHANGED)
        )
        held = await unit.meetings.where(set_id=session.set_id, state=MeetingState.HELD)
        last = max(held, key=lambda m: m.starts_at, default=None)
        recent = [  # one that is not told of stays: that it went would tell
            a for a in done if not a.told or (last is not None and a.meeting_id == last.id)
        ]
        ordered = sorted([*found, *recent], key=lambda a: (names.get(a.person_id, ""), a.made_at))
        return tuple(seen_line(a, names.get(a.person_id, "")) for a in ordered)

    async def _bids(
        self, unit: Unit, session: Session, names: dict[str, str]
    ) -> tuple[tuple[str, str, Pressing], ...]:
        seats = {m.person_id for m in await seats_of(unit, session.set_id)}
        bids = await unit.bids.where(set_id=session.set_id)
        return tuple(
            (names.get(b.person_id, ""), b.text, b.pressing) for b in bids if b.person_id in seats
        )


def _opening(session: Session, drawn: Board, names: dict[str, str]) -> str:
    """Return who opens today's meeting: the first in the order of turns, on the first board."""
    first = drawn.part_number == 1 and drawn.speak is Speak.EVERYONE_IN_TURN and not drawn.over
    return names[here(session)[0].person_id] if first and here(session) else ""

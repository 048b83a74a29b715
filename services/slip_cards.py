"""Reading the cards of what was handed in: pooled, counted or mixed, and never with a name.

Knows slips and who is here. Must not know words or layout, nor take anything in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from learning.effects import Card
from learning.evenness import share
from learning.ports import Unit
from learning.session.seats import here, lead
from learning.session.state import Mode, Session, Status
from learning.slips import (
    CHECKS,
    FEWEST_POOLED,
    Slip,
    SlipKind,
    answered,
    decision,
    level,
    mixed,
    pooled,
    result,
    slip_id,
)
from services.following import took_part, was_timed
from services.kit import Kit
from services.values import (
    EndCard,
    MixedCard,
    Note,
    PooledCard,
    VoteCard,
    VoteResult,
)

Reader = Callable[[Unit, Card], Awaitable[object | None]]


class SlipCards:
    """Reads mixed slips, votes, the end check, and who might guide."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self.readers: dict[str, Reader] = {
            "mixed": self._mixed,
            "vote": self._vote,
            "end": self._end,
            "pooled": self._pooled,
            "no_guide": self._no_guide,
        }

    async def _mixed(self, unit: Unit, card: Card) -> object | None:
        found = await unit.slips.where(session_id=card.about, part=int(card.detail))
        hopes = mixed(slip for slip in found if slip.kind is SlipKind.HOPE)
        worries = mixed(slip for slip in found if slip.kind is SlipKind.WORRY)
        return MixedCard(hopes=hopes, worries=worries) if hopes or worries else None

    async def _vote(self, unit: Unit, card: Card) -> object | None:
        session, part = await unit.sessions.get(card.about), int(card.detail)
        if session is None:
            return None
        name = slip_id(session.id, part, "", SlipKind.DECISION)
        kept = await unit.slips.get(name)
        votes = await unit.slips.where(session_id=session.id, part=part, kind=SlipKind.VOTE)
        if kept is None and not votes:
            return None
        tally = result(kept.text) if kept else {}
        chosen = decision(tally) if tally else None
        return VoteResult(
            counts=tuple((vote.value, count) for vote, count in tally.items()),
            chosen=chosen or "",
            answered=answered(votes, people(session), (SlipKind.VOTE,)),
            here=len(people(session)),
        )

    async def _end(self, unit: Unit, card: Card) -> object | None:
        session_id, _, person_id = card.about.partition(".")
        session = await unit.sessions.get(session_id)
        return await end_card(unit, session, person_id) if session else None

    async def _pooled(self, unit: Unit, card: Card) -> object | None:
        session = await unit.sessions.need(card.about)
        checks = await unit.slips.where(session_id=session.id, kind=CHECKS)
        means = pooled(checks, people(session))
        if means is None:
            return None
        return PooledCard(rows=tuple((row.value, level(mean)) for row, mean in means.items()))

    async def _no_guide(self, unit: Unit, card: Card) -> object | None:
        session = await unit.sessions.get(card.about)
        if session is None or session.status is not Status.RUNNING:
            return Note(key="no_guide.over")
        guide = await unit.people.get(lead(session)) if lead(session) else None
        if guide is not None:
            return Note(key="no_guide.found", facts={"name": guide.name})
        take = ("guide.take", session.id, session.revision)
        if await unit.slips.get(slip_id(session.id, 0, "", SlipKind.UNGUIDED)):
            return Note(key="no_guide.alone", buttons=(take,))
        others = (("guide.alone", session.id, 0), ("guide.another_day", session.id, 0))
        return Note(key="no_guide", buttons=(take, *others))


async def end_card(unit: Unit, session: Session, person_id: str) -> EndCard:
    """Return somebody's own end check; it is closed once the answers of all are pooled."""
    found = await unit.sets.need(session.set_id)
    checks = await unit.slips.where(session_id=session.id, kind=CHECKS)
    seats = took_part(session)
    spoken = {seat.person_id: seat.spoken for seat in seats}
    total = tuple(spoken.values())
    timed = sum(total) and person_id in spoken and await was_timed(unit, session)
    asked = session.status is not Status.RUNNING and person_id in people(session)
    whole = len(people(session))
    done = whole >= FEWEST_POOLED and answered(checks, people(session), CHECKS) == whole
    return EndCard(
        session_id=session.id,
        set_name=found.name,
        share=share(spoken[person_id], total) if timed else None,
        even_share=round(100 / len(seats)) if seats else 0,
        answers={s.kind.value: int(s.text) for s in checks if s.person_id == person_id},
        open=asked and not done,
    )


async def vote_card(unit: Unit, session: Session, person_id: str) -> VoteCard:
    """Return somebody's own vote, and how many of those here have voted."""
    part = session.part
    votes: tuple[Slip, ...] = await unit.slips.where(
        session_id=session.id, part=part, kind=SlipKind.VOTE
    )
    stands = await unit.slips.get(slip_id(session.id, part, "", SlipKind.DECISION))
    return VoteCard(
        session_id=session.id,
        mine=next((slip.text for slip in votes if slip.person_id == person_id), ""),
        answered=answered(votes, people(session), (SlipKind.VOTE,)),
        here=len(people(session)),
        open=stands is None,
    )


def people(session: Session) -> tuple[str, ...]:
    """Return everybody who is here, or was when the session ended."""
    return tuple(seat.person_id for seat in here(session) if seat.mode is not Mode.AWAY)

"""Slips: taking what members hand in privately, and telling the set only what it may know.

Knows who has a seat and which part is on. Must not show whose any slip is, nor let anybody answer
twice or after the result stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from learning.effects import Card, Effect, Place, To, edit, post
from learning.people import Person
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.session.seats import here
from learning.session.state import Session, Status
from learning.session.tell import board_key
from learning.sets import Stage
from learning.slips import (
    CHECKS,
    MOST_SCORE,
    Slip,
    SlipKind,
    Vote,
    counts,
    decision,
    level,
    pooled,
    slip_id,
    written,
)
from services.desk_news import tell_desk
from services.finding import all_of_me
from services.kit import Kit, Who
from services.slip_cards import end_card, vote_card
from services.values import EndCard, Note, VoteCard

FOR_THE_DESK = {Vote.INVITE, Vote.FINISH}  # what somebody outside the set has to do something about


class Slips:
    """Takes slips."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def hopes(self, who: Who, session_id: str, hope: str, worry: str) -> Note:
        """Take a hope and a worry; a second pair takes the place of the first."""
        if not hope.strip() and not worry.strip():
            raise Refusal("slip.empty")
        async with self._kit.units.write() as unit:
            person, session = await self._now(unit, who, session_id, "anonymous")
            for kind, text in ((SlipKind.HOPE, hope), (SlipKind.WORRY, worry)):
                name = slip_id(session.id, session.part, person.id, kind)
                if text.strip():
                    await self._put(unit, session, name, person.id, kind, text.strip())
                else:
                    await unit.slips.remove(name)
            await self._redraw_board(unit, session, await self._handed_in(unit, session))
        return Note(key="slip.hopes")

    async def vote_card(self, who: Who, session_id: str) -> VoteCard:
        """Show somebody their own vote, and how many have voted."""
        async with self._kit.units.read() as unit:
            person, session = await self._now(unit, who, session_id, "private_vote")
            return await vote_card(unit, session, person.id)

    async def vote(self, who: Who, session_id: str, choice: str) -> VoteCard:
        """Take a private vote; once everybody here has voted the result stands."""
        if choice not in set(Vote):
            raise Refusal("slip.vote")
        async with self._kit.units.write() as unit:
            person, session = await self._now(unit, who, session_id, "private_vote")
            if (await vote_card(unit, session, person.id)).open is False:
                raise Stale("slip.vote_over")
            name = slip_id(session.id, session.part, person.id, SlipKind.VOTE)
            await self._put(unit, session, name, person.id, SlipKind.VOTE, choice)
            votes = await self._slips(unit, session)
            await self._redraw_board(unit, session, len(votes))
            tally = counts(votes, _people(session))
            if tally is not None:
                await self._decide(unit, session, tally)
            return await vote_card(unit, session, person.id)

    async def check(self, who: Who, session_id: str, row: str, score: int) -> EndCard:
        """Take one row of the end check; once all here have answered all, it is pooled."""
        if row not in CHECKS or not 0 <= score <= MOST_SCORE:
            raise Refusal("slip.check")
        async with self._kit.units.write() as unit:
            person, session = await _seated(unit, who, session_id)
            card = await end_card(unit, session, person.id)
            if not card.open:
                raise Stale("slip.check_over")
            kind = SlipKind(row)
            name = slip_id(session.id, 0, person.id, kind)
            await self._put(unit, session, name, person.id, kind, str(score), part=0)
            checks = await unit.slips.where(session_id=session.id, kind=CHECKS)
            means = pooled(checks, _people(session))
            if means is not None:
                felt = " ".join(f"{row}:{level(mean)}" for row, mean in means.items())
                own = slip_id(session.id, 0, "", SlipKind.FELT)
                await self._put(unit, session, own, "", SlipKind.FELT, felt, part=0)
                room = Place(To.ROOM, session.set_id)
                told = post(f"pooled:{session.id}", room, Card("pooled", session.id))
                await unit.work.add([told], self._kit.now())
            return await end_card(unit, session, person.id)

    async def last(self, who: Who) -> str:
        """Return the id of the last session I had a seat in, or refuse."""
        async with self._kit.units.read() as unit:
            mine = {person.id for person in await all_of_me(unit, who)}
            places = await unit.memberships.where(person_id=tuple(mine), left_at=None)
            sets = tuple(place.set_id for place in places)
            past = await unit.sessions.where(set_id=sets, status=(Status.ENDED, Status.STOPPED))
        seen = [one for one in past if mine & {seat.person_id for seat in one.seats}]
        if not seen:
            raise Refusal("slip.no_session")
        return max(seen, key=lambda one: one.started_at).id

    async def forget(self, session_id: str) -> None:
        """Forget private answers and seconds of floor; what belongs to the set stays."""
        async with self._kit.units.write() as unit:
            session = await unit.sessions.get(session_id)
            if session is None or session.status is Status.RUNNING:
                return
            for slip in await unit.slips.where(session_id=session_id):
                if slip.person_id:
                    await unit.slips.remove(slip.id)
            seats = tuple(replace(seat, spoken=0) for seat in session.seats)
            if seats != session.seats:
                await unit.sessions.save(replace(session, seats=seats))

    async def _decide(self, unit: Unit, session: Session, tally: dict[Vote, int]) -> None:
        """Keep the result with the set, and show it."""
        name = slip_id(session.id, session.part, "", SlipKind.DECISION)
        await self._put(unit, session, name, "", SlipKind.DECISION, written(tally))
        found = await unit.sets.need(session.set_id)
        chosen = decision(tally)
        room = Place(To.ROOM, found.id)
        card = Card("vote", session.id, str(session.part))
        effects: list[Effect] = [post(f"vote:{session.id}:{session.part}", room, card)]
        if chosen is Vote.SELF_LED and found.stage is Stage.RUNNING:
            await unit.sets.save(replace(found, stage=Stage.SELF_LED))
        if chosen is not None and chosen in FOR_THE_DESK:
            effects += await tell_desk(unit, self._kit, found, chosen.value)
        await unit.work.add(effects, self._kit.now())

    async def _now(
        self, unit: Unit, who: Who, session_id: str, write: str
    ) -> tuple[Person, Session]:
        """Return who hands in and the session, when the present part asks for such a slip."""
        person, session = await _seated(unit, who, session_id)
        if session.status is not Status.RUNNING:
            raise Stale("session.over")
        if self._kit.plan(session.plan_id).parts[session.part].write != write:
            raise Stale("slip.over")
        return person, session

    async def _put(
        self, unit: Unit, session: Session, name: str, person_id: str, kind: SlipKind, text: str,
        part: int | None = None,
    ) -> None:  # fmt: skip
        await unit.slips.save(
            Slip(
                id=name,
                session_id=session.id,
                part=session.part if part is None else part,
                person_id=person_id,
                kind=kind,
                text=text,
                made_at=self._kit.now(),
            )
        )

    async def _slips(self, unit: Unit, session: Session) -> tuple[Slip, ...]:
        part = session.part
        return await unit.slips.where(session_id=session.id, part=part, kind=SlipKind.VOTE)

    async def _handed_in(self, unit: Unit, session: Session) -> int:
        kinds = (SlipKind.HOPE, SlipKind.WORRY)
        found = await unit.slips.where(session_id=session.id, part=session.part, kind=kinds)
        return len({slip.person_id for slip in found})

    async def _redraw_board(self, unit: Unit, session: Session, count: int) -> None:
        """Show on the board that one more has handed something in; nothing else changes."""
        key = board_key(session)
        card = Card("board", session.id, str(session.part))
        await unit.work.add([edit(f"{key}:slips:{count}", key, card)], self._kit.now())


async def _seated(unit: Unit, who: Who, session_id: str) -> tuple[Person, Session]:
    """Return who presses, as the set knows them, and the session they have a seat in."""
    session = await unit.sessions.get(session_id)
    if session is None:
        raise Refusal("session.none")
    seated = {seat.person_id for seat in session.seats}
    everywhere = await all_of_me(unit, replace(who, guild_xid=0))
    person = next((one for one in everywhere if one.id in seated), None)
    if person is None:
        raise Refusal("not_yours")
    return person, session


def _people(session: Session) -> Sequence[str]:
    return [seat.person_id for seat in here(session)]

"""A later finish: the guide asks, and it takes a private yes from everybody who is here.

Knows who has answered. Must not show who said what: a no looks like an answer that is missing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from learning.effects import Card, Place, To, edit, post
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.session.commands import Command, FinishLater
from learning.session.seats import here, lead
from learning.session.state import Session, Status
from learning.slips import Slip, SlipKind
from services.finding import all_of_me
from services.kit import Kit, Who
from services.values import LaterCard, Note

SECONDS = 300
ASK = "ask"


class Steps(Protocol):
    """Steps a session inside a unit that is open."""

    async def step(self, unit: Unit, session: Session, command: Command) -> Session:
        """Take one command and keep what follows."""
        ...


class Finishing:
    """Asks everybody whether the meeting may run over, and moves its finish if all agree."""

    def __init__(self, kit: Kit, steps: Steps) -> None:
        self._kit = kit
        self._steps = steps

    async def ask(self, who: Who, session_id: str) -> Note:
        """Ask everybody, by the guide; asking counts as the guide's own yes."""
        async with self._kit.units.write() as unit:
            person_id, session = await self._now(unit, who, session_id)
            if person_id != lead(session):
                raise Refusal("session.not_guide", guide=lead(session))
            if await open_question(unit, session) is not None:
                raise Refusal("later.asked")
            past = await unit.slips.where(session_id=session.id, kind=SlipKind.LATER)
            name = f"{session.id}.later{len(past) + 1}"
            asked = self._slip(session, name, "", SlipKind.LATER, str(SECONDS))
            await unit.slips.save(asked)
            await unit.slips.save(self._answer(session, asked, person_id, "yes"))
            room = Place(To.ROOM, session.set_id)
            told = post(f"later:{name}", room, Card("later", name), until=session.ends_at)
            await unit.work.add([told], self._kit.now())
        return Note(key="later.asked")

    async def answer(self, who: Who, session_id: str, *, yes: bool, asked_id: str = "") -> Note:
        """Take a private yes or no; the last yes of all moves the finish."""
        async with self._kit.units.write() as unit:
            person_id, session = await self._now(unit, who, session_id)
            asked = await open_question(unit, session)
            if asked is None or asked_id not in ("", asked.id):
                raise Stale("later.over")
            said = "yes" if yes else "no"
            await unit.slips.save(self._answer(session, asked, person_id, said))
            answers = await answers_to(unit, asked)
            agreed = tuple(one.person_id for one in answers if one.text == "yes")
            if {seat.person_id for seat in here(session)} <= set(agreed):
                seconds = int(asked.text)
                command = FinishLater(by=lead(session), seconds=seconds, agreed=agreed)
                await self._steps.step(unit, session, command)
                await unit.slips.save(replace(asked, text="0"))
            key = f"later:{asked.id}"
            redraw = edit(f"{key}:{person_id}:{said}", key, Card("later", asked.id))
            await unit.work.add([redraw], self._kit.now())
        return Note(key=f"later.said_{said}")

    async def _now(self, unit: Unit, who: Who, session_id: str) -> tuple[str, Session]:
        session = await unit.sessions.get(session_id)
        if session is None or session.status is not Status.RUNNING:
            raise Stale("session.over")
        mine = {person.id for person in await all_of_me(unit, replace(who, guild_xid=0))}
        person_id = next((s.person_id for s in session.seats if s.person_id in mine), "")
        if not person_id:
            raise Refusal("not_yours")
        return person_id, session

    def _answer(self, session: Session, asked: Slip, person_id: str, said: str) -> Slip:
        name = f"{asked.id}.{person_id}"
        return self._slip(session, name, person_id, SlipKind.MAY_RUN, said)

    def _slip(self, session: Session, name: str, person_id: str, kind: SlipKind, text: str) -> Slip:
        return Slip(
            id=name,
            session_id=session.id,
            part=session.part,
            person_id=person_id,
            kind=kind,
            text=text,
            made_at=self._kit.now(),
        )


async def open_question(unit: Unit, session: Session) -> Slip | None:
    """Return the question that is still open: asked in this part, and not agreed to."""
    asked = await unit.slips.where(session_id=session.id, kind=SlipKind.LATER)
    return next((s for s in asked if s.part == session.part and s.text != "0"), None)


async def answers_to(unit: Unit, asked: Slip) -> list[Slip]:
    """Return the answers to one question."""
    every = await unit.slips.where(session_id=asked.session_id, kind=SlipKind.MAY_RUN)
    return [one for one in every if one.id.startswith(f"{asked.id}.")]


async def later_card(unit: Unit, card: Card, zone: str) -> LaterCard | None:
    """Return the question as the room sees it: how many have answered, and no more."""
    asked = await unit.slips.get(card.about)
    session = await unit.sessions.get(asked.session_id) if asked else None
    if asked is None or session is None:
        return None
    answers, people = await answers_to(unit, asked), [seat.person_id for seat in here(session)]
    running = session.status is Status.RUNNING and session.part == asked.part
    answered = len({one.person_id for one in answers} & set(people))
    return LaterCard(
        asked_id=asked.id,
        session_id=session.id,
        minutes=SECONDS // 60,
        answered=answered,
        here=len(people),
        agreed=asked.text == "0",
        open=running and asked.text != "0" and answered < len(people),
        ends_at=session.ends_at,
        zone=zone,
    )

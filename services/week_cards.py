"""Reading the cards of a week in writing.

Knows which value each card shows. Must not know words or layout, nor take anything in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from learning.effects import Card
from learning.ports import Unit
from learning.session.state import Status
from learning.slips import mixed
from learning.week.plan import Writes
from services.kit import Kit
from services.values import Note, WeekAnswer, WeekPartCard, WeekRemind, WeekTold
from services.week_facts import ANSWERS, QUESTIONS, Week, week_of
from services.weeks import begins

Reader = Callable[[Unit, Card], Awaitable[object | None]]


class WeekCards:
    """Reads what the room and single people see of a week."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self.readers: dict[str, Reader] = {
            "week_begins": self._begins,
            "week_part": self._part,
            "week_told": self._told,
            "week_answer": self._answer,
            "week_remind": self._remind,
            "week_end": self._end,
        }

    async def _week(self, unit: Unit, session_id: str) -> Week | None:
        session = await unit.sessions.get(session_id)
        if session is None or session.status is not Status.WRITTEN:
            return None
        return await week_of(unit, self._kit, session)

    async def _begins(self, unit: Unit, card: Card) -> object | None:
        week = await self._week(unit, card.about)
        return begins(week, self._kit.zone) if week else None

    async def _part(self, unit: Unit, card: Card) -> object | None:
        week = await self._week(unit, card.about)
        if week is None:
            return None
        number = int(card.detail)
        part = week.part(number)
        return WeekPartCard(
            session_id=card.about,
            part=number,
            number=number + 1,
            count=len(week.plan.parts),
            title=part.title,
            prompt=part.prompt,
            who=part.who,
            presenter=week.name(week.presenter),
            closes_at=week.spans[number].closes_at,
            zone=self._kit.zone,
            written=week.have_written(number),
            writers=len(week.writers(number)),
            together=part.together,
            open=week.open_part(self._kit.now()) == number,
            artefact=part.artefact,
        )

    async def _told(self, unit: Unit, card: Card) -> object | None:
        week = await self._week(unit, card.about)
        if week is None:
            return None
        part, slips = week.part(int(card.detail)), week.written(int(card.detail))
        if part.who is Writes.OTHERS:
            lines = tuple(("", text) for text in mixed(slips))
        else:
            lines = tuple((week.name(slip.person_id), slip.text) for slip in slips)
        numbered = part.artefact == QUESTIONS
        return WeekTold(title=part.title, lines=lines, numbered=numbered) if lines else None

    async def _answer(self, unit: Unit, card: Card) -> object | None:
        week = await self._week(unit, card.about)
        if week is None:
            return None
        part, _, number = card.detail.partition(".")
        asked, nth = week.questions(int(part)), int(number)
        answer = week.answer(int(part), nth)
        if not answer or nth > len(asked):
            return None
        return WeekAnswer(
            number=nth,
            question=asked[nth - 1],
            answer=answer,
            presenter=week.name(week.presenter),
        )

    async def _remind(self, unit: Unit, card: Card) -> object | None:
        session_id, _, person_id = card.about.partition(".")
        week = await self._week(unit, session_id)
        number = int(card.detail)
        if week is None or person_id not in week.writers(number):
            return None
        if any(slip.person_id == person_id for slip in week.written(number)):
            return None  # written in the meantime
        return WeekRemind(
            session_id=session_id,
            part=number,
            set_name=week.found.name,
            title=week.part(number).title,
            closes_at=week.spans[number].closes_at,
            zone=self._kit.zone,
            answers=week.part(number).artefact == ANSWERS,
            room_xid=week.found.text_xid,
        )

    async def _end(self, unit: Unit, card: Card) -> object | None:
        why = card.detail
        return Note(key=f"week.end.{why}")

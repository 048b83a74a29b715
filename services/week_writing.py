"""What is written in a week: the forms for it, and taking in what comes back.

Knows who may write what and when. Must not know how the days pass (see `weeks`). Until a part
closes, a second text takes the place of the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from learning.asking import kind_of_question
from learning.effects import Card, Effect, Place, To, edit, post
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.session.state import Mode
from learning.slips import Slip, SlipKind
from learning.week.plan import OPEN_QUESTION, WeekPart
from services.kit import Kit, Who
from services.values import Note, WeekForm, WeekQuestions
from services.week_facts import ANSWERS, Week, my_week, written_id

LETTERS_A_WORD = 8  # nobody is stopped for long words
HEARD = "i heard"
KINDLY = {"advice", "closed", "many", "why"}  # kept all the same, with a hint


class WeekWriting:
    """Gives forms and takes texts."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def form(self, who: Who, session_id: str, part: int | None = None) -> WeekForm:
        """Return the form of the part that is open, with what the asker wrote before."""
        async with self._kit.units.read() as unit:
            person_id, week, number = await self._open(unit, who, session_id, part)
        chapter = week.part(number)
        if chapter.artefact == ANSWERS:
            raise Refusal("week.answer_one")
        mine = [slip.text for slip in week.written(number) if slip.person_id == person_id]
        return WeekForm(
            session_id=session_id,
            part=number,
            title=chapter.title,
            prompt=chapter.prompt,
            each=chapter.each,
            said=tuple(mine),
        )

    async def questions(self, who: Who, session_id: str) -> WeekQuestions:
        """Return the questions to the one who answers them."""
        async with self._kit.units.read() as unit:
            _, week, number = await self._open(unit, who, session_id)
        asked = week.questions(number)
        if week.part(number).artefact != ANSWERS or not asked:
            raise Refusal("week.no_questions")
        lines = tuple((text, week.answer(number, n)) for n, text in enumerate(asked, 1))
        return WeekQuestions(session_id=session_id, part=number, questions=lines)

    async def answer_form(self, who: Who, session_id: str, number: int) -> WeekForm:
        """Return the form for the answer to one question, from 1."""
        found = await self.questions(who, session_id)
        if not 1 <= number <= len(found.questions):
            raise Refusal("week.no_question")
        text, said = found.questions[number - 1]
        async with self._kit.units.read() as unit:
            _, week, part = await self._open(unit, who, session_id)
        return WeekForm(
            session_id=session_id,
            part=part,
            title=week.part(part).title,
            prompt=week.part(part).prompt,
            each=1,
            said=(said,) if said else (),
            number=number,
            question=text,
        )

    async def take(self, who: Who, session_id: str, part: int, said: Sequence[str]) -> Note:
        """Take what somebody wrote in a part; what they wrote there before is gone."""
        typed = [text.strip() for text in said if text.strip()]
        if not typed:
            raise Refusal("slip.empty")
        async with self._kit.units.write() as unit:
            person_id, week, number = await self._open(unit, who, session_id, part)
            chapter = week.part(number)
            for text in typed:
                _fits(text, chapter)
            for slip in week.written(number):
                if slip.person_id == person_id:
                    await unit.slips.remove(slip.id)
            for nth, text in enumerate(typed[: chapter.each], 1):
                await self._put(unit, week, number, person_id, nth, text)
            await self._seen(unit, week, person_id)
            await unit.work.add(self._told(week, number, len(typed)), self._kit.now())
        return _thanks(session_id, number, chapter, typed)

    async def answer(self, who: Who, session_id: str, number: int, text: str) -> Note:
        """Take the answer to one question, from 1, and show it at once."""
        if not text.strip():
            raise Refusal("slip.empty")
        async with self._kit.units.write() as unit:
            person_id, week, part = await self._open(unit, who, session_id)
            chapter = week.part(part)
            if chapter.artefact != ANSWERS or not 1 <= number <= len(week.questions(part)):
                raise Refusal("week.no_question")
            _fits(text.strip(), chapter)
            await self._put(unit, week, part, person_id, number, text.strip())
            await self._seen(unit, week, person_id)
            key = f"week-answer:{session_id}:{number}"
            card = Card("week_answer", session_id, f"{part}.{number}")
            await unit.work.add(self._shown(week, key, card), self._kit.now())
        return Note(key="week.answered", buttons=(("week.answers", session_id, 0),))

    async def _open(
        self, unit: Unit, who: Who, session_id: str, part: int | None = None
    ) -> tuple[str, Week, int]:
        """Return who asks, the week and the open part, when they may write in it."""
        person, week = await my_week(unit, self._kit, who, session_id)
        number = week.open_part(self._kit.now())
        if number is None:
            raise Refusal("week.nothing_open")
        if part is not None and part != number:
            raise Stale("week.over")
        if person.id not in week.writers(number):
            brings = person.id == week.presenter
            raise Refusal("week.others_write" if brings else "week.presenter_writes")
        return person.id, week, number

    async def _put(
        self, unit: Unit, week: Week, part: int, person_id: str, number: int, text: str
    ) -> None:
        await unit.slips.save(
            Slip(
                id=written_id(week.session.id, part, person_id, number),
                session_id=week.session.id,
                part=part,
                person_id=person_id,
                kind=SlipKind.WRITTEN,
                text=text,
                made_at=self._kit.now(),
            )
        )

    async def _seen(self, unit: Unit, week: Week, person_id: str) -> None:
        """Note that somebody takes part."""
        seats = tuple(
            replace(seat, mode=Mode.TYPING) if seat.person_id == person_id else seat
            for seat in week.session.seats
        )
        await unit.sessions.save(replace(week.session, seats=seats))

    def _told(self, week: Week, number: int, count: int) -> list[Effect]:
        """Return what the room sees: how many have written, or the text itself."""
        if not week.part(number).together:
            card = Card("week_told", week.session.id, str(number))
            return self._shown(week, f"week-told:{week.session.id}:{number}", card)
        key = f"week:{week.session.id}:{number}"
        card = Card("week_part", week.session.id, str(number))
        return [edit(f"{key}:r{week.session.revision}", key, card)]

    def _shown(self, week: Week, key: str, card: Card) -> list[Effect]:
        """Post a card, and redraw it when it was there already."""
        room = Place(To.ROOM, week.found.id)
        return [post(key, room, card), edit(f"{key}:r{week.session.revision}", key, card)]


def _fits(text: str, part: WeekPart) -> None:
    """Refuse a text with more words than there is room for."""
    words = max(len(text.split()), len(text) // LETTERS_A_WORD)
    if words > part.words:
        raise Refusal("week.long", most=part.words, now=words)


def _thanks(session_id: str, number: int, part: WeekPart, typed: Sequence[str]) -> Note:
    """Say that it is kept; with a hint where a question is not an open one."""
    again = ("week.write", f"{session_id}.{number}", 0)
    if part.check == OPEN_QUESTION:
        kinds = [kind_of_question(one) for one in typed if not one.lower().startswith(HEARD)]
        hint = next((one for one in kinds if one in KINDLY), "")
        if hint:
            return Note(key=f"week.kept.{hint}", buttons=(again,))
    return Note(key="week.kept_until" if part.together else "week.kept", buttons=(again,))

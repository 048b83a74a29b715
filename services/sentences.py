"""Sentences that may leave a set: offered, asked of every member in private, and handed on.

Knows whom to ask and whom to tell. Must not show who offered or answered, how many have, or that a
sentence was ended: a no and a missing answer look the same to everybody else.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from learning.effects import Card, Effect, Place, To, edit, post
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.sentences import (
    MAY_LEAVE,
    MOST_SENTENCES,
    Sentence,
    SentenceState,
    SentenceYes,
    after_no,
    after_yes,
    gathering,
    yes_id,
)
from learning.sets import Consent, LearningSet
from services.finding import LIVE, coordinates, my_set, people_of, seats_of
from services.kit import Kit, Who
from services.places import area_named, codes_under, line, short
from services.planning import audit_of
from services.races import until_kept
from services.values import DigestView, Note, SentenceCard

LONGEST = 200
ASK_FOR = timedelta(days=7)  # later a private card that could not be sent is of no use


class Sentences:
    """Takes sentences and private answers, and gives coordinators what may leave."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def offer(self, who: Who, text: str, session_id: str = "") -> Note:
        """Offer a sentence to my set, or to that of a session; everybody else is asked."""
        if not text.strip():
            raise Refusal("slip.empty")
        if len(text) > LONGEST:
            raise Refusal("slip.long", most=LONGEST, now=len(text))
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            found = await self._set(unit, who, session_id)
            me, ids = await _member(unit, who, found)
            so_far = await unit.sentences.where(set_id=found.id)
            if gathering(so_far) >= MOST_SENTENCES:
                raise Refusal("slip.many", most=MOST_SENTENCES)
            number = 1 + max((one.number for one in so_far), default=0)
            one = Sentence(
                id=self._kit.dice.id(), set_id=found.id, number=number, person_id=me,
                text=text.strip(), offered_at=now,
            )  # fmt: skip
            await unit.sentences.add(one)
            for person_id in ids:
                await unit.sentence_yeses.add(_answer(one, person_id, yes=person_id == me))
            asked = (
                post(
                    f"sentence:{one.id}:{person_id}",
                    Place(To.PERSON, person_id),
                    Card("sentence", one.id),
                    until=now + ASK_FOR,
                )
                for person_id in ids
                if person_id != me
            )
            await unit.work.add([*asked], now)
        button = ("sentence.no", one.id, 0)
        return Note(key="slip.offered", facts={"number": number}, buttons=(button,))

    async def answer(self, who: Who, sentence_id: str, *, yes: bool) -> Note:
        """Take a private yes or no. A yes can be taken back until the sentence is used."""
        await until_kept(lambda: self._answer(who, sentence_id, yes=yes))
        said = "yes" if yes else "no"
        return Note(key=f"slip.said_{said}")

    async def numbered(self, who: Who, number: int) -> str:
        """Return the id of the sentence of my set that has this number."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            same = [s for s in await unit.sentences.where(set_id=found.id) if s.number == number]
        if not same:
            raise Refusal("slip.no_sentence")
        return same[0].id

    async def digest(self, who: Who, area: str) -> DigestView:
        """Hand the coordinator what may leave the sets of an area; from then on it is used."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            place = area_named(self._kit.atlas, area)
            await coordinates(unit, who, line(self._kit.atlas, place.code))
            codes = tuple(codes_under(self._kit.atlas, place.code))
            sets = await unit.sets.where(guild_xid=who.guild_xid, area=codes)
            ids = tuple(one.id for one in sets)
            found = await unit.sentences.where(set_id=ids, state=MAY_LEAVE) if ids else ()
            new = [one for one in found if one.state is SentenceState.APPROVED]
            for one in new:
                used = await unit.sentences.save(replace(one, state=SentenceState.USED))
                await unit.work.add([_redraw(used)], now)
            for set_id in sorted({one.set_id for one in new}):
                await unit.audits.add(audit_of(self._kit, who, "digest", place.code, set_id))
        return DigestView(
            area=short(self._kit.atlas, place.code),
            new=_mixed(new),
            before=_mixed([one for one in found if one not in new]),
        )

    async def _answer(self, who: Who, sentence_id: str, *, yes: bool) -> None:
        async with self._kit.units.write() as unit:
            sentence = await unit.sentences.get(sentence_id)
            if sentence is None:
                raise Stale("sentence.gone")
            found = await unit.sets.need(sentence.set_id)
            me, members = await _member(unit, who, found)
            if sentence.state is SentenceState.USED and not yes:
                raise Stale("sentence.used")
            follow = self._yes(unit, sentence, me, members) if yes else self._no(unit, sentence)
            await unit.work.add(await follow, self._kit.now())

    async def _yes(
        self, unit: Unit, sentence: Sentence, me: str, members: tuple[str, ...]
    ) -> list[Effect]:
        """Keep a yes; the last one lets the sentence leave, and the answers are forgotten.

        The sentence is saved too, so that two who answer at once cannot miss one another.
        """
        if sentence.state is not SentenceState.OPEN:
            return []
        await unit.sentence_yeses.save(_answer(sentence, me, yes=True))
        answers = await unit.sentence_yeses.where(sentence_id=sentence.id)
        kept = await unit.sentences.save(after_yes(sentence, answers, members))
        if kept.state is SentenceState.OPEN:
            return []
        await _forget(unit, kept)
        room = Place(To.ROOM, kept.set_id)
        return [post(f"may_leave:{kept.id}", room, Card("may_leave", kept.id))]

    async def _no(self, unit: Unit, sentence: Sentence) -> list[Effect]:
        """End a sentence. The room hears of it only when it had been told that it may leave."""
        if sentence.state is SentenceState.WITHDRAWN:
            return []
        kept = await unit.sentences.save(after_no(sentence))
        await _forget(unit, kept)
        return [_redraw(kept)] if sentence.state is SentenceState.APPROVED else []

    async def _set(self, unit: Unit, who: Who, session_id: str) -> LearningSet:
        if not session_id:
            return (await my_set(unit, who))[1]
        session = await unit.sessions.get(session_id)
        if session is None:
            raise Refusal("session.none")
        return await unit.sets.need(session.set_id)


class SentenceCards:
    """Reads the private question, and what the room is told."""

    def __init__(self) -> None:
        self.readers = {"sentence": self._asked, "may_leave": self._told}

    async def _asked(self, unit: Unit, card: Card) -> object | None:
        one = await unit.sentences.get(card.about)
        return None if one is None else _card(one, SentenceState.OPEN)

    async def _told(self, unit: Unit, card: Card) -> object | None:
        one = await unit.sentences.get(card.about)
        return None if one is None else _card(one, one.state)


def _card(one: Sentence, state: SentenceState) -> SentenceCard:
    return SentenceCard(sentence_id=one.id, number=one.number, text=one.text, state=state)


def _answer(sentence: Sentence, person_id: str, *, yes: bool) -> SentenceYes:
    name = yes_id(sentence.id, person_id)
    return SentenceYes(id=name, sentence_id=sentence.id, person_id=person_id, yes=yes)


def _redraw(sentence: Sentence) -> Effect:
    of = f"may_leave:{sentence.id}"
    return edit(f"{of}:{sentence.state}", of, Card("may_leave", sentence.id))


def _mixed(sentences: list[Sentence]) -> tuple[str, ...]:
    """Return the texts in an order that says nothing of sets."""
    return tuple(sorted(one.text for one in sentences))


async def _forget(unit: Unit, sentence: Sentence) -> None:
    """Forget who said yes: it is decided."""
    for one in await unit.sentence_yeses.where(sentence_id=sentence.id):
        await unit.sentence_yeses.remove(one.id)


async def _member(unit: Unit, who: Who, found: LearningSet) -> tuple[str, tuple[str, ...]]:
    """Return whoever asks, and all members of a set, by id; refuses with "not_yours"."""
    seats = await seats_of(unit, found.id) if found.stage in LIVE else ()
    ids = tuple(seat.person_id for seat in seats if seat.consent is Consent.YES)
    people = await people_of(unit, ids)
    me = next((one.id for one in people.values() if one.xid == who.xid), "")
    if not me:
        raise Refusal("not_yours")
    return me, ids

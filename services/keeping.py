"""What members bring: one sentence for the next meeting, and questions without a name.

Knows who may read what. Must not know how it is drawn. Reflections are kept in `reflecting`.
"""

from __future__ import annotations

from dataclasses import replace

from learning.meetings import Meeting
from learning.refusals import Refusal
from learning.writing import Bid, Pressing, Question
from services.asked import show, waits
from services.finding import my_set, names_of, next_meeting
from services.kit import Kit, Who
from services.turns import behind_others, redraw_bids
from services.values import DateLine, RotaView

SENTENCE = 200


class Keeping:
    """Keeps bids and questions."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def bring(self, who: Who, text: str, pressing: str) -> RotaView:
        """Keep one sentence for the next meeting; a second one takes the place of the first."""
        _fits(text, SENTENCE, "bid")
        if pressing not in set(Pressing):
            raise Refusal("bid.pressing")
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            bid = Bid(
                id=f"{found.id}.{person.id}",
                set_id=found.id,
                person_id=person.id,
                text=text.strip(),
                pressing=Pressing(pressing),
                made_at=self._kit.now(),
            )
            old = await unit.bids.get(bid.id)
            if old is None:
                await unit.bids.add(bid)
            else:
                await unit.bids.save(replace(bid, revision=old.revision))
            await redraw_bids(unit, found, bid, self._kit.plans, self._kit.now())
        return await self.rota(who)

    async def ask(self, who: Who, text: str) -> None:
        """Put a question to the set without a name on it; in a meeting it waits for its turn."""
        _fits(text, SENTENCE, "question")
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            kept = await unit.questions.add(
                Question(
                    id=self._kit.dice.id(),
                    set_id=found.id,
                    person_id=person.id,
                    text=text.strip(),
                    asked_at=now,
                )
            )
            if not await waits(unit, found.id, self._kit.plans):
                await unit.work.add([await show(unit, kept, now)], now)

    async def rota(self, who: Who) -> RotaView:
        """Show who guides which meeting, who is owed a turn, and what people would bring."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            names = await names_of(unit, found.id)
            upcoming = await next_meeting(unit, found.id)
            meetings = await unit.meetings.where(set_id=found.id)
            owed = await behind_others(unit, found)
            bids = await unit.bids.where(set_id=found.id)
        dated = (m for m in meetings if m.number)  # a week in writing has no number
        ordered = sorted(dated, key=lambda m: m.number)
        return RotaView(
            set_name=found.name,
            guides=tuple(_line(m, names.get(m.guide_id, ""), upcoming) for m in ordered),
            owed=tuple(names[p] for p in owed if p in names),
            bids=tuple((names.get(b.person_id, ""), b.text, b.pressing) for b in bids),
            zone=self._kit.zone,
        )


def _fits(text: str, most: int, what: str) -> None:
    if not text.strip():
        raise Refusal(f"{what}.empty")
    if len(text) > most:
        raise Refusal(f"{what}.long", most=most, now=len(text))


def _line(meeting: Meeting, guide: str, upcoming: Meeting | None) -> DateLine:
    return DateLine(
        number=meeting.number,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        guide=guide,
        held=meeting.state == "held",
        next=upcoming is not None and meeting.id == upcoming.id,
    )

"""What members keep: reflections, notes to oneself, bids, and questions without a name.

Knows who may read what. Must not know how it is drawn. A text that is sent to its writer and
forgotten never reaches storage.
"""

from __future__ import annotations

from dataclasses import replace

from learning.effects import Card, Place, To, edit, post
from learning.meetings import Meeting
from learning.ports import Stage as Discord
from learning.ports import Unit
from learning.refusals import Refusal, Unreachable
from learning.writing import Bid, Pressing, Question, Reflection
from services.finding import my_own, my_set, names_of, next_meeting, this_meeting
from services.kit import Kit, Who
from services.turns import owed_turns
from services.values import DateLine, LogView, ReflectionLine, RotaView, SelfNote

LONGEST = 1500
SENTENCE = 200


class Keeping:
    """Keeps what members choose to keep."""

    def __init__(self, kit: Kit, stage: Discord) -> None:
        self._kit = kit
        self._stage = stage

    async def reflect(self, who: Who, text: str, *, shared: bool) -> Reflection:
        """Keep a reflection, shared with the set or private."""
        _fits(text, LONGEST, "reflection")
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            meeting = await this_meeting(unit, found.id)
            kept = await unit.reflections.add(
                Reflection(
                    id=self._kit.dice.id(),
                    set_id=found.id,
                    meeting_id=meeting.id if meeting else "",
                    person_id=person.id,
                    text=text.strip(),
                    shared=shared,
                    made_at=now,
                )
            )
            if shared:
                room = Place(To.ROOM, found.id)
                card = Card("reflection", kept.id)
                await unit.work.add([post(f"reflection:{kept.id}", room, card)], now)
        return kept

    def check(self, text: str) -> None:
        """Refuse a reflection that cannot be kept."""
        _fits(text, LONGEST, "reflection")

    async def withdraw(self, who: Who, reflection_id: str) -> None:
        """Take back a reflection, also from the set's channel."""
        async with self._kit.units.write() as unit:
            kept = await unit.reflections.need(reflection_id)
            await my_own(unit, who, kept.person_id)
            await unit.reflections.save(replace(kept, shared=False))
            key = f"reflection:{kept.id}"
            redraw = edit(f"{key}:{kept.revision}", key, Card("reflection", kept.id))
            await unit.work.add([redraw], self._kit.now())

    async def forget(self, who: Who, text: str) -> tuple[SelfNote, bool]:
        """Send a reflection to its writer and forget it; False when only shown here."""
        _fits(text, LONGEST, "reflection")
        return await self._send_to_self(who, text.strip())

    async def log(self, who: Who) -> LogView:
        """Show what my set shared, and my own private lines, newest first."""
        async with self._kit.units.read() as unit:
            person, found = await my_set(unit, who)
            names = await names_of(unit, found.id)
            kept = await unit.reflections.where(set_id=found.id)
        mine_or_shared = [r for r in kept if r.shared or r.person_id == person.id]
        lines = (
            ReflectionLine(
                reflection_id=r.id,
                name=names.get(r.person_id, ""),
                text=r.text,
                at=r.made_at,
                shared=r.shared,
                mine=r.person_id == person.id,
                zone=self._kit.zone,
            )
            for r in sorted(mine_or_shared, key=lambda r: r.made_at, reverse=True)
        )
        return LogView(set_name=found.name, lines=tuple(lines))

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
        return await self.rota(who)

    async def ask(self, who: Who, text: str) -> None:
        """Put a question to the set without a name on it."""
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
            room = Place(To.ROOM, found.id)
            card = Card("question", kept.id)
            await unit.work.add([post(f"question:{kept.id}", room, card)], now)

    async def rota(self, who: Who) -> RotaView:
        """Show who guides which meeting, who is owed a turn, and what people would bring."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            names = await names_of(unit, found.id)
            upcoming = await next_meeting(unit, found.id)
            meetings = await unit.meetings.where(set_id=found.id)
            owed = await owed_turns(unit, found)
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

    async def _send_to_self(self, who: Who, text: str) -> tuple[SelfNote, bool]:
        async with self._kit.units.read() as unit:
            title, minutes = await self._occasion(unit, who)
        note = SelfNote(title=title, text=text, day=self._kit.now().date(), minutes=minutes)
        try:
            await self._stage.direct(who.xid, note, key=f"note:{self._kit.dice.id()}", again=False)
        except Unreachable:
            return note, False
        return note, True

    async def _occasion(self, unit: Unit, who: Who) -> tuple[str, int]:
        _, found = await my_set(unit, who)
        meeting = await this_meeting(unit, found.id)
        return found.name, meeting.minutes if meeting else 0


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

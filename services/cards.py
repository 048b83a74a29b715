"""Reading a card: from its name to the values that are drawn, at the moment it is sent.

Knows which values each face needs, and when a card is no longer wanted (None). Must not know
layout or words.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from learning.effects import Card
from learning.meetings import Answer, Coming, Meeting, MeetingState
from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import Consent, DatesAnswer, LearningSet, Stage
from services.acting import Acting
from services.dating import dates_card
from services.finding import LIVE, members_of, next_meeting, seats_of
from services.kit import Kit, Who
from services.moving import next_date
from services.places import short
from services.session_cards import SessionCards
from services.set_cards import set_card, shown
from services.successions import moves_of
from services.troubles import not_reached
from services.values import (
    ConcernCard,
    ConsentCard,
    Note,
    ReminderCard,
    SharedCard,
)

LATE = timedelta(minutes=10)
WHILE_LIVE = frozenset({"small", "dates"})  # news that is none once the set has ended
TROUBLES = ("person_gone", "lead_away")  # those with a sentence of their own
ASKED = {  # what a card offers when only so many have come
    "two": ("start.move", "start.off"),
    "three": ("start.trio", "start.lunch", "start.wait"),
}
Reader = Callable[[Unit, Card], Awaitable[object | None]]


class Cards:
    """Reads the values of every card that the outbox sends."""

    def __init__(self, kit: Kit, acting: Acting) -> None:
        self._kit = kit
        self._acting = acting
        session = SessionCards(kit)
        self._readers: dict[str, Reader] = {
            "consent": self._consent,
            "released": self._released,
            "ended": self._ended,
            "still": self._still,
            "welcome": self._welcome,
            "dates": self._dates,
            "reminder": self._reminder,
            "nudge": self._nudge,
            "too_few": self._too_few,
            "desk_news": self._desk_news,
            "mention": self._mention,
            "concern": self._concern,
            "concern_seen": self._concern_seen,
            "trouble": self._trouble,
            "unreached": self._unreached,
            "reflection": self._reflection,
            "question": self._question,
            "area_moves": self._area_moves,
            **session.readers,
        }

    async def read(self, card: Card) -> object | None:
        """Return the value of a card, or None when there is nothing to say any more."""
        reader = self._readers.get(card.face)
        if reader is None:
            raise ValueError(f"no card is called {card.face!r}")
        async with self._kit.units.read() as unit:
            return await reader(unit, card)

    async def reminder(self, thing: str, ahead: str) -> ReminderCard:
        """Return the reminder of one person for one meeting."""
        value = await self.read(Card("reminder", thing, ahead))
        if not isinstance(value, ReminderCard):
            raise Refusal("meeting.gone")
        return value

    async def for_person(self, key: str, xid: int) -> object | None:
        """Return the private card kept under a key, for its one reader."""
        async with self._kit.units.read() as unit:
            effect = await unit.work.effect(key)
            if effect is None or effect.place is None or effect.card is None:
                raise Refusal("gone")
            person = await unit.people.get(effect.place.id)
        if person is None or person.xid != xid:
            raise Refusal("not_yours")
        return await self.read(effect.card)

    async def consent_card(self, membership_id: str) -> object | None:
        """Return the consent card of one place."""
        return await self.read(Card("consent", membership_id))

    async def _consent(self, unit: Unit, card: Card) -> object | None:
        place = await unit.memberships.get(card.about)
        if place is None:
            return None
        found = await unit.sets.need(place.set_id)
        people = await members_of(unit, found.id)
        guide = next((p for p in people if p.can_guide), None)
        is_open = found.stage is Stage.PROPOSED and place.left_at is None
        return ConsentCard(
            membership_id=place.id,
            revision=place.revision,
            set_name=found.name,
            area=self._short(found.area),
            block=found.block,
            people=tuple(shown(p) for p in people if p.id != place.person_id),
            guide=guide.name if guide else "",
            answer=place.consent,
            open=is_open and card.detail != "over",
            changed=card.detail == "changed",
            complete=found.stage in LIVE and place.left_at is None,
            until=found.expires_at or self._kit.now(),
            zone=self._kit.zone,
        )

    async def _released(self, unit: Unit, card: Card) -> object | None:
        place = await unit.memberships.get(card.about)
        if place is None or place.consent is Consent.NO:
            return None
        found = await unit.sets.need(place.set_id)
        return Note(key="released", facts={"set": found.name})

    async def _still(self, unit: Unit, card: Card) -> object | None:
        person = await unit.people.get(card.about)
        if person is None or person.xid <= 0:
            return None
        days = self._kit.retention.waiting_erase
        return Note(key="still", facts={"days": days}, buttons=(("list.stay", "", 0),))

    async def _ended(self, unit: Unit, card: Card) -> object | None:
        place = await unit.memberships.get(card.about)
        if place is None:
            return None
        return Note(key="ended", facts={"set": (await unit.sets.need(place.set_id)).name})

    async def _welcome(self, unit: Unit, card: Card) -> object | None:
        return await set_card(unit, self._kit, await unit.sets.need(card.about), welcome=True)

    async def _dates(self, unit: Unit, card: Card) -> object | None:
        found = await unit.sets.need(card.about)
        return await dates_card(unit, self._kit, found, mine=DatesAnswer.NONE)

    async def _reminder(self, unit: Unit, card: Card) -> object | None:
        meeting_id, _, person_id = card.about.partition(".")
        meeting = await unit.meetings.get(meeting_id)
        if meeting is None or meeting.state in {MeetingState.CANCELLED, MeetingState.HELD}:
            return None
        answer = await unit.answers.get(card.about)
        found = await unit.sets.need(meeting.set_id)
        seated = {m.person_id for m in await seats_of(unit, found.id)}
        if found.stage not in LIVE or person_id not in seated:
            return None
        return await self._reminder_card(unit, found, meeting, person_id, card.detail, answer)

    async def _reminder_card(
        self,
        unit: Unit,
        found: LearningSet,
        meeting: Meeting,
        person_id: str,
        ahead: str,
        answer: Answer | None,
    ) -> ReminderCard:
        guide = await unit.people.get(meeting.guide_id)
        told_late = self._kit.now() > meeting.starts_at - timedelta(minutes=15) + LATE
        return ReminderCard(
            meeting_id=meeting.id,
            person_id=person_id,
            revision=answer.revision if answer else 0,
            set_name=found.name,
            number=meeting.number,
            starts_at=meeting.starts_at,
            minutes=meeting.minutes,
            zone=meeting.zone,
            ahead=ahead,
            coming=answer.coming if answer else Coming.UNKNOWN,
            ready=answer.ready if answer else Answer(id="", meeting_id="", person_id="").ready,
            guide=guide.name if guide else "",
            room_xid=found.text_xid,
            voice_xid=found.voice_xid,
            you_guide=meeting.guide_id == person_id,
            late=ahead == "15m" and told_late,
            answerable=True,
            set_id=found.id,
        )

    async def _nudge(self, unit: Unit, card: Card) -> object | None:
        view = await self._acting.nudge_view(unit, card.about)
        return view if view.mine else None

    async def _too_few(self, unit: Unit, card: Card) -> object | None:
        what, _, here = card.detail.partition(":")
        meeting = await unit.meetings.need(card.about)
        upcoming = await next_meeting(unit, meeting.set_id)
        facts: dict[str, object] = {"here": int(here)}
        if what == "two" and meeting.state is MeetingState.PLANNED:
            found = await unit.sets.need(meeting.set_id)
            facts["later"] = (await next_date(unit, self._kit, found, meeting))[1]
        if upcoming is not None and upcoming.id != meeting.id:
            facts["next"] = upcoming.starts_at
        open_ = meeting.state is MeetingState.PLANNED
        asked = ASKED.get(what, ()) if open_ else ()
        buttons = tuple((verb, meeting.id, meeting.moved) for verb in asked)
        return Note(key=f"too_few.{what}", facts=facts, buttons=buttons)

    async def _desk_news(self, unit: Unit, card: Card) -> object | None:
        found = await unit.sets.need(card.about)
        if card.detail in WHILE_LIVE and found.stage not in LIVE:
            return None
        facts: dict[str, object] = {"set": found.name, "area": self._short(found.area)}
        return Note(key=f"desk_news.{card.detail}", facts=facts)

    async def _mention(self, unit: Unit, card: Card) -> object | None:
        person = await unit.people.get(card.about)
        if person is None:
            return None
        button = ("card.open", card.detail.replace(":", "~"), 0)
        return Note(key="mention", buttons=(button,), ping_xid=person.xid)

    async def _concern(self, unit: Unit, card: Card) -> object | None:
        concern = await unit.concerns.get(card.about)
        if concern is None:
            return None
        return ConcernCard(
            concern_id=concern.id,
            revision=concern.revision,
            receipt=concern.receipt,
            about=concern.about,
            text=concern.text,
            from_xid=concern.person_xid,
            at=concern.raised_at,
            seen_at=concern.seen_at,
            closed_at=concern.closed_at,
            zone=self._kit.zone,
        )

    async def _concern_seen(self, unit: Unit, card: Card) -> object | None:
        concern = await unit.concerns.get(card.about)
        return Note(key="concern.seen", facts={"receipt": concern.receipt}) if concern else None

    async def _trouble(self, unit: Unit, card: Card) -> object | None:
        key = f"trouble.{card.detail}" if card.detail in TROUBLES else "trouble"
        return Note(key=key, facts={"why": card.detail})

    async def _unreached(self, unit: Unit, card: Card) -> object | None:
        meeting, missed = await unit.meetings.get(card.about), await not_reached(unit, card.about)
        if meeting is None or not missed:
            return None
        return Note(key="unreached", facts={"n": len(missed), "number": meeting.number})

    async def _reflection(self, unit: Unit, card: Card) -> object | None:
        kept = await unit.reflections.get(card.about)
        if kept is None or not kept.shared:
            return None
        return SharedCard(
            reflection_id=kept.id,
            name=(await unit.people.need(kept.person_id)).name,
            text=kept.text,
            link=kept.link,
            picture=kept.picture,
            picture_says=kept.picture_says,
        )

    async def _area_moves(self, unit: Unit, card: Card) -> object | None:
        return await moves_of(unit, self._kit, Who(xid=int(card.detail), guild_xid=int(card.about)))

    async def _question(self, unit: Unit, card: Card) -> object | None:
        kept = await unit.questions.get(card.about)
        return Note(key="question", facts={"text": kept.text}) if kept else None

    def _short(self, code: str) -> str:
        return short(self._kit.atlas, code)

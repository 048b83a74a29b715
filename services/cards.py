"""Reading a card: from its name to the values that are drawn, at the moment it is sent.

Knows which values each face needs, and when a card is no longer wanted (None). Must not know
layout or words.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from learning.effects import Card
from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import Consent, DatesAnswer, Stage
from services.acting import Acting
from services.call_cards import CallCards
from services.concerns import COMPLAINT, concern_card
from services.dating import dates_card
from services.finding import LIVE, members_of
from services.kit import Kit, Who
from services.news import of_dates
from services.one_voice import one_voice_card
from services.partings import Choice
from services.places import short
from services.session_cards import SessionCards
from services.set_cards import set_card, shown
from services.successions import moves_of
from services.troubles import not_reached
from services.values import (
    ConsentCard,
    Note,
    ReminderCard,
    SharedCard,
)

WHILE_LIVE = frozenset({"small", "dates"})  # news, by its first word, that ends with the set
NEXT_STEP = {"small_new": "sets.topup", "invite": "sets.topup", "small_merge": "sets.merge"}
TROUBLES = ("person_gone", "lead_away", "concern_waits")  # those with a sentence of their own
Reader = Callable[[Unit, Card], Awaitable[object | None]]


class Cards:
    """Reads the values of every card that the outbox sends."""

    def __init__(self, kit: Kit, acting: Acting, readers: Mapping[str, Reader]) -> None:
        self._kit = kit
        self._acting = acting
        session = SessionCards(kit)
        self._readers: dict[str, Reader] = {
            "consent": self._consent,
            "released": self._released,
            "ended": self._ended,
            "not_again": self._not_again,
            "paused": self._paused,
            "still": self._still,
            "welcome": self._welcome,
            "dates": self._dates,
            "nudge": self._nudge,
            "desk_news": self._desk_news,
            "mention": self._mention,
            "concern": self._concern,
            "concern_seen": self._concern_seen,
            "trouble": self._trouble,
            "unreached": self._unreached,
            "reflection": self._reflection,
            "question": self._question,
            "area_moves": self._area_moves,
            "one_voice": self._one_voice,
            **readers,
            **session.readers,
            **CallCards(kit).readers,
        }

    def add(self, readers: Mapping[str, Reader]) -> None:
        """Let others read more faces, who themselves need these cards."""
        self._readers.update(readers)

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
        choices = tuple((f"next.{one}", place.id, 0) for one in Choice)
        name = (await unit.sets.need(place.set_id)).name
        return Note(key="ended", facts={"set": name}, buttons=choices)

    async def _not_again(self, unit: Unit, card: Card) -> object | None:
        found = await unit.sets.get(card.about)
        return Note(key="not_again", facts={"set": found.name}) if found else None

    async def _paused(self, unit: Unit, card: Card) -> object | None:
        meeting = await unit.meetings.get(card.about)
        return Note(key="paused", facts={"at": meeting.starts_at}) if meeting else None

    async def _welcome(self, unit: Unit, card: Card) -> object | None:
        return await set_card(unit, self._kit, await unit.sets.need(card.about), welcome=True)

    async def _dates(self, unit: Unit, card: Card) -> object | None:
        found = await unit.sets.need(card.about)
        return await dates_card(unit, self._kit, found, mine=DatesAnswer.NONE)

    async def _nudge(self, unit: Unit, card: Card) -> object | None:
        view = await self._acting.nudge_view(unit, card.about)
        return view if view.mine else None

    async def _desk_news(self, unit: Unit, card: Card) -> object | None:
        found = await unit.sets.need(card.about)
        if card.detail.partition("_")[0] in WHILE_LIVE and found.stage not in LIVE:
            return None
        facts: dict[str, object] = {"set": found.name, "area": self._short(found.area)}
        step = NEXT_STEP.get(card.detail)
        buttons = ((step, f"{found.guild_xid}~{found.id}", 0),) if step else ()
        return Note(key=f"desk_news.{card.detail}", facts=facts, buttons=buttons)

    async def _mention(self, unit: Unit, card: Card) -> object | None:
        person = await unit.people.get(card.about)
        if person is None:
            return None
        button = ("card.open", card.detail.replace(":", "~"), 0)
        wishes = await unit.wishes.get(person.id)
        wished = wishes is not None and wishes.in_room and of_dates(card.detail)
        key = "mention.wished" if wished else "mention"
        return Note(key=key, buttons=(button,), ping_xid=person.xid)

    async def _concern(self, unit: Unit, card: Card) -> object | None:
        concern = await unit.concerns.get(card.about)
        if concern is None:
            return None
        return concern_card(concern, self._kit.zone)

    async def _concern_seen(self, unit: Unit, card: Card) -> object | None:
        concern = await unit.concerns.get(card.about)
        if concern is None:
            return None
        complaint = concern.about == COMPLAINT
        key = f"complaint.{card.detail or 'seen'}" if complaint else "concern.seen"
        answer = concern.text if complaint and concern.closed_at else ""
        return Note(key=key, facts={"receipt": concern.receipt, "answer": answer})

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

    async def _one_voice(self, unit: Unit, card: Card) -> object | None:
        return await one_voice_card(unit, card)

    async def _area_moves(self, unit: Unit, card: Card) -> object | None:
        return await moves_of(unit, self._kit, Who(xid=int(card.detail), guild_xid=int(card.about)))

    async def _question(self, unit: Unit, card: Card) -> object | None:
        kept = await unit.questions.get(card.about)
        return Note(key="question", facts={"text": kept.text}) if kept else None

    def _short(self, code: str) -> str:
        return short(self._kit.atlas, code)

"""Concerns: a private worry that goes to the safeguarding lead of an area and to nobody else.

Knows the lead, the deputy and the receipt. Must not tell the set, the guide or the coordinator; but
for a complaint about what is kept ("data"), which is for the coordinators to answer in 30 days.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from learning.effects import Card, Effect, Place, To, post, redraw, wake
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.sets import Desk
from learning.writing import Concern
from services.finding import desk_for, maybe_me
from services.kit import Kit, Who
from services.places import line
from services.values import ConcernCard, Note

KINDS = ("risk", "worry", "treated", "data")
LONGEST = 1500
COMPLAINT = "data"
ANSWER_WITHIN = timedelta(days=30)
REMIND_AFTER = (timedelta(days=20), timedelta(days=28), ANSWER_WITHIN)


class Concerns:
    """Takes concerns to the lead, with a receipt."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def raise_it(self, who: Who, about: str, text: str) -> Note:
        """Take a concern; returns its receipt."""
        if about not in KINDS:
            raise Refusal("concern.about")
        if not text.strip():
            raise Refusal("concern.empty")
        if len(text) > LONGEST:
            raise Refusal("concern.long", most=LONGEST, now=len(text))
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            desk = await self._desk(unit, who)
            name = self._kit.dice.id()
            concern = await unit.concerns.add(
                Concern(
                    id=name,
                    guild_xid=desk.guild_xid,
                    area=desk.area,
                    person_xid=who.xid,
                    about=about,
                    text=text.strip(),
                    receipt=f"C-{name[:6].upper()}",
                    raised_at=now,
                )
            )
            await unit.work.add(self._first(concern, desk), now)
        key = "concern.complained" if about == COMPLAINT else "concern.sent"
        return Note(key=key, facts={"receipt": concern.receipt})

    async def unread(self, name: str) -> None:
        """Send a concern that nobody has read to the deputy; later say only that one waits."""
        concern_id, _, step = name.partition("/")
        async with self._kit.units.write() as unit:
            concern = await unit.concerns.get(concern_id)
            desk = await unit.desks.get(f"{concern.guild_xid}.{concern.area}") if concern else None
            if concern is None or desk is None or concern.seen_at or concern.closed_at:
                return
            effects = _waits(desk, f"{self._kit.now():%Y%m%d}")
            if step == "1" and desk.deputy_xid:
                place = Place(To.MEMBER, str(desk.deputy_xid))
                card = Card("concern", concern.id)
                effects = [post(f"concern:{concern.id}:deputy", place, card)]
            await unit.work.add(effects, self._kit.now())

    async def due(self, name: str) -> None:
        """Remind the coordinators of a complaint that is not answered."""
        concern_id, _, day = name.partition("/")
        async with self._kit.units.write() as unit:
            concern = await unit.concerns.get(concern_id)
            desk = await unit.desks.get(f"{concern.guild_xid}.{concern.area}") if concern else None
            if concern is None or desk is None or concern.closed_at:
                return
            effects = [
                post(
                    f"concern:{concern.id}:due:{day}:{xid}",
                    Place(To.MEMBER, str(xid)),
                    Card("concern", concern.id),
                )
                for xid in readers(concern, desk)
            ]
            await unit.work.add(effects, self._kit.now())

    async def complaints(self, who: Who) -> tuple[Concern, ...]:
        """Return what somebody complained about, oldest first."""
        async with self._kit.units.read() as unit:
            found = await unit.concerns.where(person_xid=who.xid, about=COMPLAINT)
        return tuple(sorted(found, key=lambda one: one.raised_at))

    def _first(self, concern: Concern, desk: Desk) -> list[Effect]:
        """Send it to who is to read it, and wake when nobody has."""
        first, card = f"concern:{concern.id}", Card("concern", concern.id)
        at = concern.raised_at
        if concern.about == COMPLAINT:
            sent = [
                post(f"{first}:{xid}", Place(To.MEMBER, str(xid)), card)
                for xid in readers(concern, desk)
            ]
            clock = [
                wake(f"{first}:clock:{after.days}", "concern.due", f"{concern.id}/{after.days}",
                     at + after)
                for after in REMIND_AFTER
            ]  # fmt: skip
            return [*sent, *clock]
        wait = timedelta(days=self._kit.retention.concern_wait)
        return [
            post(first, Place(To.MEMBER, str(desk.lead_xid)), card),
            wake(f"{first}:wait:1", "concern.unread", f"{concern.id}/1", at + wait),
            wake(f"{first}:wait:2", "concern.unread", f"{concern.id}/2", at + 2 * wait),
        ]

    async def seen(self, who: Who, concern_id: str, revision: int, *, close: bool) -> ConcernCard:
        """The lead says it is seen, or closes it; closing takes the text away."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            concern = await unit.concerns.need(concern_id)
            desk = await unit.desks.need(f"{concern.guild_xid}.{concern.area}")
            if who.xid not in readers(concern, desk):
                raise Refusal("not_yours")
            changed = replace(
                concern,
                revision=revision,
                seen_at=concern.seen_at or now,
                closed_at=now if close else concern.closed_at,
                text="" if close else concern.text,
            )
            kept = await unit.concerns.save(changed)
            answered = close and concern.about == COMPLAINT
            if concern.seen_at is None and concern.person_xid and not answered:
                place = Place(To.MEMBER, str(concern.person_xid))
                card = Card("concern_seen", concern.id)
                await unit.work.add([post(f"concern:{concern.id}:seen", place, card)], now)
            if answered and concern.person_xid:
                place = Place(To.MEMBER, str(concern.person_xid))
                card = Card("concern_seen", concern.id, "answered")
                await unit.work.add([post(f"concern:{concern.id}:answered", place, card)], now)
        return concern_card(kept, self._kit.zone)

    async def to_answer(self, who: Who, concern_id: str) -> ConcernCard:
        """Return a complaint to whoever may answer it, while it is open."""
        async with self._kit.units.read() as unit:
            concern, _ = await self._mine_to_answer(unit, who, concern_id)
        return concern_card(concern, self._kit.zone)

    async def answer(self, who: Who, concern_id: str, revision: int, text: str) -> Note:
        """Send the answer to who complained; it takes the place of the text and is kept like it."""
        if not text.strip():
            raise Refusal("complaint.empty")
        if len(text) > LONGEST:
            raise Refusal("concern.long", most=LONGEST, now=len(text))
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            concern, desk = await self._mine_to_answer(unit, who, concern_id)
            changed = replace(
                concern,
                revision=revision,
                seen_at=concern.seen_at or now,
                closed_at=now,
                text=text.strip() if concern.person_xid else "",
            )
            await unit.concerns.save(changed)
            first, card = f"concern:{concern_id}", Card("concern", concern_id)
            effects = [redraw(f"{first}:{xid}", card, "answered") for xid in readers(concern, desk)]
            if concern.person_xid:
                place = Place(To.MEMBER, str(concern.person_xid))
                told = Card("concern_seen", concern_id, "answered")
                effects.append(post(f"{first}:answered", place, told))
            await unit.work.add(effects, now)
        return Note(key="complaint.sent", facts={"receipt": concern.receipt})

    async def _mine_to_answer(self, unit: Unit, who: Who, concern_id: str) -> tuple[Concern, Desk]:
        concern = await unit.concerns.need(concern_id)
        desk = await unit.desks.need(f"{concern.guild_xid}.{concern.area}")
        if concern.about != COMPLAINT or who.xid not in readers(concern, desk):
            raise Refusal("not_yours")
        if concern.closed_at is not None:
            raise Stale("complaint.over")
        return concern, desk

    async def refer(self, who: Who) -> Note:
        """Show the area's own route for something that is too heavy to hold alone."""
        async with self._kit.units.read() as unit:
            desk = await self._desk(unit, who)
        key = "refer.route" if desk.refer else "refer.plain"
        return Note(key=key, facts={"route": desk.refer, "lead": desk.lead_xid})

    async def _desk(self, unit: Unit, who: Who) -> Desk:
        """Return the nearest desk that has a lead, else any in the server."""
        person = await maybe_me(unit, who)
        guild_xid = who.guild_xid or (person.guild_xid if person else 0)
        desks = [d for d in await unit.desks.where(guild_xid=guild_xid) if d.lead_xid]
        if person is not None:
            wider = line(self._kit.atlas, person.area)
            nearest = await desk_for(unit, guild_xid, wider)
            desks = [nearest, *desks] if nearest and nearest.lead_xid else desks
        if not desks:
            raise Refusal("concern.no_lead")
        return desks[0]


def readers(concern: Concern, desk: Desk) -> tuple[int, ...]:
    """Return who may read a concern: lead and deputy; of a complaint, the coordinators."""
    if concern.about == COMPLAINT and desk.coordinator_xids:
        return desk.coordinator_xids
    return tuple(xid for xid in (desk.lead_xid, desk.deputy_xid) if xid)


def concern_card(concern: Concern, zone: str) -> ConcernCard:
    """Return a concern as its reader sees it."""
    complaint = concern.about == COMPLAINT
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
        zone=zone,
        due_at=concern.raised_at + ANSWER_WITHIN if complaint else None,
    )


def _waits(desk: Desk, day: str) -> list[Effect]:
    """Tell the coordinators that a concern waits, and nothing more."""
    guild = str(desk.guild_xid)
    return [
        post(
            f"trouble:{guild}:concern_waits:{day}:{xid}",
            Place(To.MEMBER, str(xid)),
            Card("trouble", guild, "concern_waits"),
        )
        for xid in desk.coordinator_xids
    ]

"""Concerns: a private worry that goes to the safeguarding lead of an area and to nobody else.

Knows the lead, the deputy and the receipt. Must not tell the set, the guide or the coordinator.
"""

from __future__ import annotations

from dataclasses import replace

from learning.effects import Card, Place, To, post
from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import Desk
from learning.writing import Concern
from services.finding import desk_for, maybe_me
from services.kit import Kit, Who
from services.places import line
from services.values import ConcernCard, Note

KINDS = ("risk", "worry", "treated", "data")
LONGEST = 1500


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
            card = Card("concern", concern.id)
            place = Place(To.MEMBER, str(desk.lead_xid))
            await unit.work.add([post(f"concern:{concern.id}", place, card)], now)
        return Note(key="concern.sent", facts={"receipt": concern.receipt})

    async def seen(self, who: Who, concern_id: str, revision: int, *, close: bool) -> ConcernCard:
        """The lead says it is seen, or closes it; closing takes the text away."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            concern = await unit.concerns.need(concern_id)
            desk = await unit.desks.need(f"{concern.guild_xid}.{concern.area}")
            if who.xid not in {desk.lead_xid, desk.deputy_xid}:
                raise Refusal("not_yours")
            changed = replace(
                concern,
                revision=revision,
                seen_at=concern.seen_at or now,
                closed_at=now if close else concern.closed_at,
                text="" if close else concern.text,
            )
            kept = await unit.concerns.save(changed)
            if concern.seen_at is None and concern.person_xid:
                place = Place(To.MEMBER, str(concern.person_xid))
                card = Card("concern_seen", concern.id)
                await unit.work.add([post(f"concern:{concern.id}:seen", place, card)], now)
        return ConcernCard(
            concern_id=kept.id,
            revision=kept.revision,
            receipt=kept.receipt,
            about=kept.about,
            text=kept.text,
            from_xid=kept.person_xid,
            at=kept.raised_at,
            seen_at=kept.seen_at,
            closed_at=kept.closed_at,
            zone=self._kit.zone,
        )

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

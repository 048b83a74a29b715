"""Erasing a person: what they said and wrote goes, their id leads to nobody, others read on.

Knows every shelf that holds a person (the list is `holding`). Must not leave a Discord id, a name
or a text of theirs behind. The exceptions are a concern that somebody is still acting on, and a
microphone that is still off because of us: it has to be turned on first.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from typing import Any

from learning.effects import Card, Effect, Kind, Place, To, post, voices
from learning.people import HowFar, Person, Role, Standing
from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import Desk
from services.kit import Kit, Who
from services.leaving import Leaving
from services.unnaming import take_out
from services.values import Receipt

REMOVED = (
    *("answers", "reflections", "actions", "bids", "questions", "slips", "wishes", "walks"),
    *("sentences", "sentence_yeses"),
)


class Erasing:
    """Erases one person in every server."""

    def __init__(self, kit: Kit, leaving: Leaving) -> None:
        self._kit = kit
        self._leaving = leaving

    async def erase(self, who: Who) -> Receipt:
        """Erase whoever asks; refuses with "mydata.nothing" when nothing is held."""
        receipt = Receipt()
        async with self._kit.units.write() as unit:
            people = await unit.people.where(xid=who.xid)
            ids = tuple(person.id for person in people)
            effects = await take_out(unit, ids, who.xid, f"{self._kit.now():%Y%m%dT%H%M%S}")
            await _replaced(unit, ids, receipt)
            if posts := sum(one.kind is Kind.REMOVE for one in effects):
                receipt.removed["posts"] = posts
            await self._writing(unit, ids, who.xid, receipt)
            effects += await self._microphones(unit, who.xid, receipt)
            for person in people:
                effects += await self._person(unit, person)
                receipt.removed["people"] += 1
            effects += await self._offices(unit, who.xid, receipt)
            await self._others(unit, people, who.xid)
            await self._messages(unit, ids, who.xid, receipt)
            if not (receipt.removed or receipt.replaced or receipt.kept):
                raise Refusal("mydata.nothing")
            await unit.work.add(effects, self._kit.now())
        return receipt

    async def _writing(self, unit: Unit, ids: tuple[str, ...], xid: int, receipt: Receipt) -> None:
        for kind in REMOVED:
            shelf: Any = getattr(unit, kind)
            for one in await shelf.where(person_id=ids):
                await shelf.remove(one.id)
                receipt.removed[kind] += 1
        for yes in await unit.counted_in.where(xid=xid):
            await unit.counted_in.remove(yes.id)
            receipt.removed["counted_in"] += 1
        for draft in await unit.drafts.where(person_xid=xid):
            await unit.drafts.remove(draft.id)
            receipt.removed["drafts"] += 1
        for concern in await unit.concerns.where(person_xid=xid):
            if concern.closed_at is None:
                await unit.concerns.save(replace(concern, person_xid=0))
                receipt.kept["concerns"] += 1
            else:
                await unit.concerns.remove(concern.id)
                receipt.removed["concerns"] += 1

    async def _microphones(self, unit: Unit, xid: int, receipt: Receipt) -> list[Effect]:
        """Have a microphone turned on that is off because of us; then its row goes too."""
        effects: list[Effect] = []
        for one in await unit.muted.where(xid=xid):
            receipt.kept["muted"] += 1
            effects.append(voices(one.set_id, f"{one.set_id}:{self._kit.dice.id()}"))
        return effects

    async def _person(self, unit: Unit, person: Person) -> list[Effect]:
        """Leave the row as nobody's, then leave the sets, so that nobody is asked again."""
        nobody = await unit.people.save(_nobody(person))
        return await self._leaving.all_sets(unit, nobody)

    async def _others(self, unit: Unit, people: tuple[Person, ...], xid: int) -> None:
        """Take a Discord id out of what others said in private."""
        guilds = tuple({person.guild_xid for person in people})
        for other in await unit.people.where(guild_xid=guilds):
            if xid in other.not_with:
                rest = tuple(one for one in other.not_with if one != xid)
                await unit.people.save(replace(other, not_with=rest))

    async def _offices(self, unit: Unit, xid: int, receipt: Receipt) -> list[Effect]:
        """Take a Discord id out of offices and audits; what a lead had to read, others must."""
        effects: list[Effect] = []
        for desk in await unit.desks.where():
            without = _without(desk, xid)
            if without != desk:
                await unit.desks.save(without)
                receipt.removed["desks"] += 1
            if desk.lead_xid == xid:
                effects += await self._unread(unit, without)
        for audit in await unit.audits.where(actor_xid=xid):
            await unit.audits.save(replace(audit, actor_xid=0))
            receipt.replaced["audits"] += 1
        return effects

    async def _unread(self, unit: Unit, desk: Desk) -> list[Effect]:
        """A lead goes: the deputy is sent what was not seen yet, and coordinators hear of it."""
        concerns = await unit.concerns.where(guild_xid=desk.guild_xid, area=desk.area, seen_at=None)
        deputy = Place(To.MEMBER, str(desk.deputy_xid))
        passed_on = [
            post(f"concern:{one.id}:deputy", deputy, Card("concern", one.id))
            for one in concerns
            if desk.deputy_xid
        ]
        day = f"{self._kit.now():%Y%m%d}"
        news = [
            post(
                f"trouble:{desk.guild_xid}:lead_away:{day}:{xid}",
                Place(To.MEMBER, str(xid)),
                Card("trouble", str(desk.guild_xid), "lead_away"),
            )
            for xid in desk.coordinator_xids
        ]
        return [*passed_on, *news]

    async def _messages(self, unit: Unit, ids: tuple[str, ...], xid: int, receipt: Receipt) -> None:
        """Forget what was sent to the person, and send nothing more."""
        places = (*(Place(To.PERSON, one) for one in ids), Place(To.MEMBER, str(xid)))
        for place in places:
            if gone := await unit.work.forget(place):
                receipt.removed["messages"] += gone


async def _replaced(unit: Unit, ids: tuple[str, ...], receipt: Receipt) -> None:
    """Count what others need to read on, and in which a former member stands from now on."""
    places = await unit.memberships.where(person_id=ids) if ids else ()
    sets = tuple({place.set_id for place in places})
    for one in places:
        receipt.replaced["memberships"] += 1
        found = await unit.sets.need(one.set_id)
        receipt.replaced["sets"] += one.person_id in {found.guide_id, found.deputy_id}
    for meeting in await unit.meetings.where(set_id=sets) if sets else ():
        named = {meeting.guide_id, *meeting.presenter_ids}
        receipt.replaced["meetings"] += bool(named.intersection(ids))
    for session in await unit.sessions.where(set_id=sets) if sets else ():
        receipt.replaced["sessions"] += any(seat.person_id in ids for seat in session.seats)


def _nobody(person: Person) -> Person:
    """Return a person without anything said; below zero, no Discord id is ever met."""
    return replace(
        person,
        xid=-_number_of(person.id),
        name="",
        role=Role.OTHER,
        own_words="",
        area="",
        how_far=HowFar.ICB,
        good=(),
        possible=(),
        access="",
        organisation="",
        not_with=(),
        hope="",
        can_guide=False,
        typing=False,
        rounds_waited=0,
        standing=Standing.LEFT,
    )


def _number_of(name: str) -> int:
    """Return a large number for an id, always the same, from which nothing can be learned."""
    return 1 + int.from_bytes(blake2b(name.encode(), digest_size=7).digest())


def _without(desk: Desk, xid: int) -> Desk:
    return replace(
        desk,
        coordinator_xids=tuple(one for one in desk.coordinator_xids if one != xid),
        lead_xid=0 if desk.lead_xid == xid else desk.lead_xid,
        deputy_xid=0 if desk.deputy_xid == xid else desk.deputy_xid,
        lead_checked=None if desk.lead_xid == xid else desk.lead_checked,
    )

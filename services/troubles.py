"""When something could not be told or done: who ought to know, once a day and without a name.

Knows coordinators and deputies. Must not know what the message said.
"""

from __future__ import annotations

from learning.effects import Card, Place, To, post
from learning.ports import Unit, Work
from services.finding import server_of
from services.kit import Kit

SILENT = frozenset({"too_late", "gone"})


class Troubles:
    """Tells the coordinator what to mend, and takes a concern on to the deputy."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def tell(self, work: Work, why: str) -> None:
        """Take note that a piece of work was given up or is stuck for a reason."""
        effect = work.effect
        if why in SILENT or effect.key.startswith(("trouble:", "mention:trouble")):
            return
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            if effect.card is not None and effect.card.face == "concern":
                await self._to_deputy(unit, effect.card.about)
            guild_xid = await self._guild(unit, effect.place, effect.about)
            if not guild_xid:
                return
            desks = await unit.desks.where(guild_xid=guild_xid)
            people = {xid for desk in desks for xid in desk.coordinator_xids}
            await unit.work.add(
                [
                    post(
                        f"trouble:{guild_xid}:{why}:{now:%Y%m%d}:{xid}",
                        Place(To.MEMBER, str(xid)),
                        Card("trouble", str(guild_xid), why),
                    )
                    for xid in sorted(people)
                ],
                now,
            )

    async def _to_deputy(self, unit: Unit, concern_id: str) -> None:
        concern = await unit.concerns.get(concern_id)
        desk = await unit.desks.get(f"{concern.guild_xid}.{concern.area}") if concern else None
        if desk is not None and desk.deputy_xid:
            place = Place(To.MEMBER, str(desk.deputy_xid))
            card = Card("concern", concern_id)
            key = f"concern:{concern_id}:deputy"
            await unit.work.add([post(key, place, card)], self._kit.now())

    async def _guild(self, unit: Unit, place: Place | None, about: str) -> int:
        if place is not None and place.to is To.LOBBY:
            return (await server_of(unit, int(place.id))).guild_xid
        if place is not None and place.to is To.PERSON:
            person = await unit.people.get(place.id)
            return person.guild_xid if person else 0
        found = await unit.sets.get(place.id if place is not None else about)
        if found is None:
            meeting = await unit.meetings.get(about)
            found = await unit.sets.get(meeting.set_id) if meeting else None
        return found.guild_xid if found else 0

"""When something could not be told or done: who ought to know, once a day and without a name.

Knows coordinators and deputies. Must not know what the message said.
"""

from __future__ import annotations

from datetime import timedelta

from learning.effects import Card, Effect, Place, To, post
from learning.ports import Unit, Work
from services.concerns import COMPLAINT
from services.finding import server_of
from services.kit import Kit

SILENT = frozenset({"too_late", "gone"})
AGAIN = timedelta(hours=1)
GATHER = timedelta(minutes=2)  # several may not be reached: the guide hears of all at once
MENTION = "mention:"
REMINDERS = ("remind:", "mention:remind:")


class Troubles:
    """Tells the coordinator what to mend, and lets no concern be lost."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def tell(self, work: Work, why: str) -> None:
        """Take note that a piece of work was given up or is stuck for a reason."""
        effect = work.effect
        if why in SILENT or effect.key.startswith(("trouble:", "mention:trouble")):
            return
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            guild_xid = await guild_of(unit, effect.place, effect.about)
            if effect.card is not None and effect.card.face == "concern":
                guild_xid = await self._pass_on(unit, effect, effect.card.about)
                why = "lead_away"
            if effect.key.startswith(REMINDERS):
                await self._tell_the_guide(unit, effect)
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

    async def _tell_the_guide(self, unit: Unit, effect: Effect) -> None:
        """Say, once a meeting and a while later, how many could not be reminded of it."""
        meeting = await unit.meetings.get(effect.key.removeprefix(MENTION).split(":")[1])
        found = await unit.sets.get(meeting.set_id) if meeting else None
        if meeting is None or found is None:
            return
        missed = await not_reached(unit, meeting.id)
        told = next((one for one in (meeting.guide_id, found.deputy_id) if one not in missed), "")
        if told:
            now, card = self._kit.now(), Card("unreached", meeting.id)
            key, due = f"unreached:{meeting.id}:{now:%Y%m%d}", now + GATHER
            place, until = Place(To.PERSON, told), meeting.starts_at
            await unit.work.add([post(key, place, card, due=due, until=until)], now)

    async def _pass_on(self, unit: Unit, effect: Effect, concern_id: str) -> int:
        """Take a concern to the deputy; when nobody is reached, try the lead again and again.

        Returns the server whose coordinators should hear of it, 0 for none.
        """
        concern = await unit.concerns.get(concern_id)
        desk = await unit.desks.get(f"{concern.guild_xid}.{concern.area}") if concern else None
        if concern is None or desk is None or concern.seen_at is not None:
            return 0
        now, first = self._kit.now(), f"concern:{concern_id}"
        if concern.about == COMPLAINT and effect.place is not None:
            xid, due = int(effect.place.id), now + AGAIN  # it is for nobody else
            fresh = f"{first}:{now:%Y%m%d%H%M%S}:{xid}"
        elif effect.key == first and desk.deputy_xid:
            xid, due, fresh = desk.deputy_xid, now, f"{first}:deputy"
        else:
            xid, due, fresh = desk.lead_xid, now + AGAIN, f"{first}:{now:%Y%m%d%H%M%S}"
        place = Place(To.MEMBER, str(xid))
        await unit.work.add([post(fresh, place, Card("concern", concern_id), due=due)], now)
        return 0 if concern.about == COMPLAINT else concern.guild_xid


async def not_reached(unit: Unit, meeting_id: str) -> set[str]:
    """Return who could not be reminded of a meeting in any way, by person id."""
    dead = [one for one in await unit.work.buried() if one.key.startswith(REMINDERS)]
    keys = [one.key.removeprefix(MENTION).split(":") for one in dead if one.why not in SILENT]
    return {key[-1] for key in keys if key[1] == meeting_id}


async def guild_of(unit: Unit, place: Place | None, about: str) -> int:
    """Return the server that work belongs to, 0 when nothing says so any more."""
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

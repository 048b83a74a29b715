"""What each person wishes: which reminders, where and when, and whether to be drawn for walks.

Knows one person's own choices, and what is due because of them. Must not know how a reminder is
drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from learning.meetings import MeetingState
from learning.ports import Unit
from learning.wishes import Wishes, chosen, unsaid
from services.finding import me, seats_of
from services.kit import Kit, Who
from services.timetable import due_times, reminders_of, take_back_from
from services.values import WishesCard


class Wishing:
    """Keeps wishes."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def show(self, who: Who) -> WishesCard:
        """Show what I chose, or what is so for everybody who did not choose."""
        async with self._kit.units.read() as unit:
            person = await me(unit, who)
            return _shown(await wishes_of(unit, person.id))

    async def change(
        self,
        who: Who,
        *,
        remind: Iterable[str] | None = None,
        where: str = "",
        hours: str = "",
        walks: bool | None = None,
    ) -> WishesCard:
        """Keep some of my choices; the reminders that are still to come follow at once."""
        async with self._kit.units.write() as unit:
            person = await me(unit, who)
            old = await wishes_of(unit, person.id)
            new = chosen(old, remind=remind, where=where, hours=hours, walks=walks)
            if new != old:
                new = await keep(unit, new)
                await self._again(unit, old, new)
            return _shown(new)

    async def _again(self, unit: Unit, old: Wishes, new: Wishes) -> None:
        """Make this person's reminders anew; what was sent already is not sent again."""
        now = self._kit.now()
        places = await unit.memberships.where(person_id=new.person_id, left_at=None)
        ids = tuple(place.set_id for place in places)
        for meeting in await unit.meetings.where(set_id=ids, state=MeetingState.PLANNED):
            if new.person_id not in {m.person_id for m in await seats_of(unit, meeting.set_id)}:
                continue
            sent = {ahead for ahead, due in due_times(meeting, old).items() if due <= now}
            await take_back_from(unit, meeting, new.person_id, now)
            fresh = await reminders_of(unit, meeting, [new.person_id], now)
            left = [one for one in fresh if one.card and one.card.detail not in sent]
            await unit.work.add(left, now)


async def wishes_of(unit: Unit, person_id: str) -> Wishes:
    """Return what somebody wishes, chosen or not."""
    return await unit.wishes.get(person_id) or unsaid(person_id)


async def keep(unit: Unit, wishes: Wishes) -> Wishes:
    """Keep wishes, for the first time or again."""
    if wishes.revision == 0:
        return await unit.wishes.add(replace(wishes, revision=1))
    return await unit.wishes.save(wishes)


def _shown(wishes: Wishes) -> WishesCard:
    return WishesCard(
        remind=wishes.remind,
        in_room=wishes.in_room,
        any_hour=wishes.any_hour,
        walks=wishes.walks,
    )

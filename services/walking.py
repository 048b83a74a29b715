"""Walking partners between meetings: fifteen minutes, two by two, each time with somebody new.

Knows who is drawn with whom, and what they say of it. Must not show a pair to anybody else.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from learning.effects import Card, Effect, Place, To, post
from learning.meetings import Meeting, MeetingState
from learning.pairs import Walk, Walked, draw
from learning.ports import Unit
from learning.refusals import Refusal
from services.finding import LIVE, my_own, my_set, people_of, seats_of
from services.kit import Kit, Who
from services.values import WalkCard

Reader = Callable[[Unit, Card], Awaitable[object | None]]


class Walking:
    """Draws walking partners."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    @property
    def readers(self) -> dict[str, Reader]:
        """Who reads the private card of a walk."""
        return {"walk": self._card}

    async def draw(self, meeting_id: str) -> None:
        """Draw everybody of a set who walks, before a meeting; once."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            meeting = await unit.meetings.get(meeting_id)
            if meeting is None or meeting.state is not MeetingState.PLANNED:
                return
            found = await unit.sets.need(meeting.set_id)
            drawn = await unit.walks.where(meeting_id=meeting_id)
            if found.stage not in LIVE or drawn:
                return
            walkers = await self._walkers(unit, meeting.set_id)
            effects: list[Effect] = []
            for group in draw(walkers, await _before(unit, meeting.set_id)):
                effects += [await self._sent(unit, meeting, one, group) for one in group]
            await unit.work.add(effects, now)

    async def say(self, who: Who, walk_id: str, said: Walked) -> WalkCard:
        """Take whether somebody met their partner; only the pair sees anything of it."""
        async with self._kit.units.write() as unit:
            walk = await unit.walks.get(walk_id)
            if walk is None:
                raise Refusal("walk.none")
            await my_own(unit, who, walk.person_id)
            if walk.said is not said:
                walk = await unit.walks.save(replace(walk, said=said))
            return await self._shown(unit, walk)

    async def mine(self, who: Who) -> str:
        """Return the id of my latest walk, or refuse."""
        async with self._kit.units.read() as unit:
            person, found = await my_set(unit, who)
            walks = await unit.walks.where(set_id=found.id, person_id=person.id)
        if not walks:
            raise Refusal("walk.none")
        return max(walks, key=lambda walk: walk.drawn_at).id

    async def _walkers(self, unit: Unit, set_id: str) -> list[str]:
        """Return the members who did not say that they would rather not."""
        ids = [place.person_id for place in await seats_of(unit, set_id)]
        said = await unit.wishes.where(person_id=tuple(ids), walks=False) if ids else ()
        rather_not = {one.person_id for one in said}
        return [one for one in ids if one not in rather_not]

    async def _sent(
        self, unit: Unit, meeting: Meeting, person_id: str, group: tuple[str, ...]
    ) -> Effect:
        walk = await unit.walks.add(
            Walk(
                id=f"{meeting.id}.{person_id}",
                set_id=meeting.set_id,
                meeting_id=meeting.id,
                person_id=person_id,
                with_ids=tuple(one for one in group if one != person_id),
                drawn_at=self._kit.now(),
            )
        )
        card = Card("walk", walk.id)
        key = f"walking:{walk.id}"
        return post(key, Place(To.PERSON, person_id), card, until=meeting.starts_at)

    async def _card(self, unit: Unit, card: Card) -> object | None:
        walk = await unit.walks.get(card.about)
        return await self._shown(unit, walk) if walk else None

    async def _shown(self, unit: Unit, walk: Walk) -> WalkCard:
        partners = (await people_of(unit, walk.with_ids)).values()
        return WalkCard(
            walk_id=walk.id,
            revision=walk.revision,
            partners=tuple(person.name for person in partners if person.name),
            said=walk.said,
        )


async def _before(unit: Unit, set_id: str) -> list[tuple[str, ...]]:
    """Return who walked with whom so far, each group once."""
    walks = await unit.walks.where(set_id=set_id)
    groups = {(one.meeting_id, frozenset((one.person_id, *one.with_ids))) for one in walks}
    return [tuple(sorted(group)) for _, group in groups]

"""Finding what somebody is asked just now, so that an answer can be typed instead of pressed.

Knows which question is open for whom. Must not know what any answer leads to.
"""

from __future__ import annotations

from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import Consent, Membership, Stage
from learning.writing import Action
from services.acting import OPEN
from services.finding import all_of_me, my_set, next_meeting
from services.kit import Kit, Who


class Answering:
    """Finds open questions."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def proposed(self, who: Who) -> tuple[str, int]:
        """Return the place I am asked about and its revision, or refuse."""
        async with self._kit.units.read() as unit:
            for place in await _places(unit, who):
                found = await unit.sets.need(place.set_id)
                if found.stage is Stage.PROPOSED and place.consent is not Consent.NO:
                    return place.id, place.revision
        raise Refusal("answer.not_asked")

    async def coming(self, who: Who) -> str:
        """Return the thing of my answer to the next meeting: meeting id + "." + person id."""
        async with self._kit.units.read() as unit:
            person, found = await my_set(unit, who)
            meeting = await next_meeting(unit, found.id)
        if meeting is None:
            raise Refusal("session.none")
        return f"{meeting.id}.{person.id}"

    async def action(self, who: Who, number: int, *, done: bool = False) -> Action:
        """Return my open action of this number, from 1, as /action list shows them.

        With `done` those that are done with are counted on from the open ones.
        """
        async with self._kit.units.read() as unit:
            person, found = await my_set(unit, who)
            every = await unit.actions.where(set_id=found.id, person_id=person.id)
        mine = [one for one in every if one.state in OPEN]
        mine += [one for one in every if done and one.state not in OPEN]
        if not 1 <= number <= len(mine):
            raise Refusal("answer.no_action")
        return mine[number - 1]


async def _places(unit: Unit, who: Who) -> tuple[Membership, ...]:
    ids = tuple(person.id for person in await all_of_me(unit, who))
    return await unit.memberships.where(person_id=ids, left_at=None)

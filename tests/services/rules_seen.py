"""What must never be: sets that break a hard rule, and people in two sets.

Knows how to look at all sets that are proposed or stand. Must not change anything.
"""

from __future__ import annotations

from services_world import World

from learning.forming.plan import FormedSet
from learning.forming.rules import breaks
from learning.sets import Stage
from services.problem import problem_of


async def broken_sets(world: World) -> list[str]:
    """Name every hard rule that a set which is proposed or stands breaks."""
    people = await world.where("people")
    problem = problem_of(world.kit.atlas, [p for p in people if p.good or p.possible])
    found: list[str] = []
    for one in await world.where("sets", stage=(Stage.PROPOSED, Stage.RUNNING)):
        seats = await world.where("memberships", set_id=one.id, left_at=None)
        members = tuple(seat.person_id for seat in seats)
        formed = FormedSet(one.area, one.block, members)
        found += [reason.key for reason in breaks(problem, formed)]
    return found


async def held_twice(world: World) -> list[str]:
    """Name everybody who has a place in two sets that are proposed or stand."""
    live = {s.id for s in await world.where("sets", stage=(Stage.PROPOSED, Stage.RUNNING))}
    seats = await world.where("memberships", left_at=None)
    ids = [seat.person_id for seat in seats if seat.set_id in live]
    return [one for one in set(ids) if ids.count(one) > 1]

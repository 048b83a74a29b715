"""What somebody who waits may be told: how near a set is, what would help, and the times in demand.

Knows counts. Must not tell names, nor anything that another person asked for in private: whom
others would rather not meet is left out of what is counted here.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from learning.forming.left import Left
from learning.forming.plan import Reason
from learning.forming.problem import Problem
from learning.forming.relax import sign_up_advice
from learning.forming.table import build
from learning.people import Person, Standing
from learning.ports import Unit
from services.kit import Kit
from services.places import codes_under
from services.problem import free_people, problem_of
from services.values import Outlook

FEWEST = 5  # people behind a number that is shown
MOST_TIMES = 3
HELPS = "forming.help.one."


@dataclass(frozen=True, slots=True)
class Around:
    """Somebody who waits, and everybody else who waits near enough to matter."""

    person: Person
    problem: Problem
    home: tuple[Person, ...]  # of the same NHS area, without the person


async def around(unit: Unit, kit: Kit, person: Person) -> Around | None:
    """Gather who else waits; None for somebody who does not wait."""
    area = kit.atlas.get(person.area)
    free = await free_people(unit, person.guild_xid)
    if person.standing is not Standing.WAITING or area is None or person not in free:
        return None
    widest = kit.atlas.within(area, person.how_far.value) or area
    near = codes_under(kit.atlas, widest.code)
    home = codes_under(kit.atlas, (kit.atlas.within(area, "icb") or area).code)
    problem = problem_of(kit.atlas, [p for p in free if p.area in near])
    members = tuple(
        one if one.id == person.id else replace(one, not_with=frozenset())
        for one in problem.members
    )
    others = tuple(p for p in free if p.area in home and p.id != person.id)
    return Around(person, replace(problem, members=members), others)


async def outlook(found: Around) -> Outlook:
    """Say how near a set is for somebody, off the event loop."""
    return await asyncio.to_thread(_outlook, found)


def _outlook(found: Around) -> Outlook:
    table = build(found.problem)
    row = table.index[found.person.id]
    left = Left(table, range(table.size), ())
    member = found.problem.members[row]
    helps = (left.help(row), sign_up_advice(member))
    return Outlook(
        near=left.reason(row),
        helps=tuple(one for one in helps if one is not None and _for_them(one)),
        times=_wanted(found.home, member.blocks),
    )


def _for_them(said: Reason) -> bool:
    """Tell what is said of a group from what is said of a person to their coordinator."""
    return said.key.startswith((HELPS, "forming.help.some", "forming.advice."))


def _wanted(people: Sequence[Person], mine: frozenset[str]) -> tuple[tuple[str, int], ...]:
    """Return the times that most people gave and somebody did not, each of enough people."""
    counts = Counter(block for p in people for block in {*p.good, *p.possible} - mine)
    often = [(block, n) for block, n in counts.items() if n >= FEWEST]
    return tuple(sorted(often, key=lambda one: (-one[1], one[0]))[:MOST_TIMES])

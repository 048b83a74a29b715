"""Which weekly time a set meets in: those that all can make, and whose turn it is to be suited.

Knows what each person said is good, and what is possible. Must not know dates or sets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from learning.calendar import BLOCKS
from learning.people import Role

SAME, TURN = "same", "turn"
NAMED = (Role.GP, Role.ARTIST)
FEWEST_NAMED = 2  # a kind of work is named as suited only when it is more than one person


@dataclass(frozen=True, slots=True)
class Liking:
    """What one person said of the weekly times."""

    role: Role
    good: tuple[str, ...]
    possible: tuple[str, ...]

    def can(self, block_id: str) -> bool:
        """Say whether this person can make it at all."""
        return block_id in self.good or block_id in self.possible


def common(people: Sequence[Liking], minutes: int) -> tuple[str, ...]:
    """Return the weekly times that all can make and that are long enough, best liked first."""
    ids = [block.id for block in BLOCKS if block.minutes >= minutes]
    all_can = [one for one in ids if all(person.can(one) for person in people)]
    return tuple(sorted(all_can, key=lambda one: -_liked(people, one)))


def fair(people: Sequence[Liking], past: Sequence[str], minutes: int) -> tuple[str, str]:
    """Return the time of the next round, and why: whoever was suited least so far is suited next.

    Why is the kind of work that the last round suited, "turn" when that names nobody, or "same"
    when no other time suits all.
    """
    last = past[-1]
    choices = common(people, minutes) or (last,)
    best = max(choices, key=lambda one: (_suited(people, past, one), one != last))
    return best, SAME if best == last else whom(people, last)


def _liked(people: Sequence[Liking], block_id: str) -> int:
    return sum(block_id in person.good for person in people)


def _suited(people: Sequence[Liking], past: Sequence[str], block_id: str) -> tuple[int, ...]:
    """Return how often each would have been suited, least first: the least suited count most."""
    rounds = (*past, block_id)
    return tuple(sorted(sum(one in person.good for one in rounds) for person in people))


def whom(people: Sequence[Liking], last: str) -> str:
    """Return the kind of work that a weekly time suited best, or "turn" when that names nobody."""
    for role in NAMED:
        mine = [last in person.good for person in people if person.role is role]
        others = [last in person.good for person in people if person.role is not role]
        if len(mine) >= FEWEST_NAMED and all(mine) and not all(others):
            return role.value
    return TURN

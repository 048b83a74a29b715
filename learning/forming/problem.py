"""What a coordinator asks for: people, areas, blocks and sizes.

Knows the shape of the question. Must not know how it is answered or scored.
"""

from __future__ import annotations

from dataclasses import dataclass, field

LEVELS = ("local", "icb", "cluster", "region")
ROLES = ("gp", "artist", "commissioner", "researcher", "community", "other")

Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class Area:
    """A place people can meet within; `level` is one of `LEVELS`, `parent` the code above it."""

    code: str
    name: str
    level: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person who wants to be in a set, as far as forming needs to know them.

    `good` and `possible` hold block ids; `not_with` and `met` hold member ids; `how_far` is one of
    `LEVELS`. `met` may name people who have since left.
    """

    id: str
    role: str
    area: str
    how_far: str
    organisation: str | None = None
    not_with: Names = field(default_factory=frozenset[str])
    good: Names = field(default_factory=frozenset[str])
    possible: Names = field(default_factory=frozenset[str])
    themes: Names = field(default_factory=frozenset[str])
    can_guide: bool = False
    rounds_waited: int = 0
    met: Names = field(default_factory=frozenset[str])

    @property
    def blocks(self) -> Names:
        """Every block this person marked good or possible."""
        return self.good | self.possible


@dataclass(frozen=True, slots=True)
class Problem:
    """All that is needed to form sets; `sizes` is the smallest and largest set allowed."""

    areas: tuple[Area, ...]
    blocks: tuple[str, ...]
    members: tuple[Member, ...]
    sizes: tuple[int, int] = (5, 7)

"""What comes back: sets, people without one, and how good that is.

Knows the shape of the answer. Must not know how it was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """Something to tell a person: a key into the words, and the facts to fill it."""

    key: str
    facts: Mapping[str, str | int] = field(default_factory=dict[str, "str | int"])


@dataclass(frozen=True, slots=True)
class FormedSet:
    """People who would meet in one block; `terms` are the points of each term of the score."""

    area: str
    block: str
    members: tuple[str, ...]
    terms: Mapping[str, int] = field(default_factory=dict[str, int])
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A person without a set, the one reason, and what would help when that is known."""

    id: str
    reason: Reason
    would_help: Reason | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole answer.

    `objective` never exceeds `bound`; `status` is "optimal" when they are equal, else "feasible".
    `placed` counts people and `placed_bound` the most that anybody could place; `quality` and
    `quality_bound` are points apart from placement, the bound being for this many credits placed.
    """

    seed: int
    status: str
    objective: int
    bound: int
    placed: int
    sets: tuple[FormedSet, ...]
    unplaced: tuple[Unplaced, ...]
    placed_bound: int = 0
    quality: int = 0
    quality_bound: int = 0

"""The port for changes of many sessions at one moment, which are kept in one go.

Knows what such a change is. Must not know how it is written, nor which rule led to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from learning.effects import Effect
from learning.session.state import Session


@dataclass(frozen=True, slots=True)
class Change:
    """One session as it was and as it is now, with what is told of it.

    Both carry the revision it had: keeping the change adds one, as `Shelf.save` does.
    """

    before: Session
    after: Session
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A piece of work that nobody has in hand, by its name only."""

    key: str
    about: str
    at: datetime


class Pack(Protocol):
    """A change made ready to be written; only the memory that made it can open it."""

    @property
    def session_id(self) -> str:
        """The session that changes."""
        ...

    @property
    def revision(self) -> int:
        """The revision that the session must have when this is kept."""
        ...


class Many(Protocol):
    """What a unit can do for many sessions with a few statements, whatever their number."""

    async def due(self, prefix: str, until: datetime, *, limit: int) -> tuple[Due, ...]:
        """Return work due by an instant whose key begins so and that nobody has in hand.

        Earliest first. In a unit that writes, it is nobody else's until the unit ends.
        """
        ...

    async def revisions(self, ids: Sequence[str]) -> Mapping[str, int]:
        """Return the revision of each of these sessions that there is.

        In a unit that writes, nobody else changes them until the unit ends.
        """
        ...

    async def keep(self, packs: Sequence[Pack]) -> None:
        """Keep changes and their effects; Stale "changed" when one is of another revision."""
        ...

    async def finish(self, keys: Sequence[str], now: datetime) -> None:
        """Record that work is done."""
        ...

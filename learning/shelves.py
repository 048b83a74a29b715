"""The door to all things of one noun.

Knows what may be asked of a shelf. Must not know any noun, nor how it is kept.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

T = TypeVar("T")


class Shelf(Protocol[T]):
    """All things of one noun. Things are frozen dataclasses with a text `id`."""

    async def get(self, id: str) -> T | None:
        """Return the thing, or None."""
        ...

    async def need(self, id: str) -> T:
        """Return the thing, or refuse with key "gone"."""
        ...

    async def where(self, **equals: object) -> tuple[T, ...]:
        """Return the things whose columns equal these (a tuple value means any of), by id."""
        ...

    async def add(self, thing: T) -> T:
        """Keep a new thing; refuse with Stale "taken" when its id is already kept."""
        ...

    async def save(self, thing: T) -> T:
        """Keep a changed thing if nobody changed it since (by `revision`), else raise Stale.

        Returns the thing as kept, with its revision one higher. Things without a revision are
        simply replaced.
        """
        ...

    async def remove(self, id: str) -> None:
        """Forget the thing, if it is there."""
        ...

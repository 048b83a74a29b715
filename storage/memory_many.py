"""Changes of many sessions at once, without a database: the same rules, one after the other.

Knows shelves and the ledger. Must not know why a session changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from learning.many import Change, Due, Pack
from learning.ports import Done, Shelf
from learning.refusals import Stale
from learning.session.state import Session
from storage.memory_ledger import MemoryLedger


@dataclass(frozen=True, slots=True)
class MemoryPack:
    """See `learning.many.Pack`."""

    change: Change
    now: datetime

    @property
    def session_id(self) -> str:
        """The session that changes."""
        return self.change.before.id

    @property
    def revision(self) -> int:
        """The revision that the session must have when this is kept."""
        return self.change.before.revision


@dataclass(frozen=True, slots=True)
class MemoryMany:
    """See `learning.many.Many`; lives as long as its unit."""

    sessions: Shelf[Session]
    ledger: MemoryLedger

    async def due(self, prefix: str, until: datetime, *, limit: int) -> tuple[Due, ...]:
        """Return work due by an instant whose key begins so and that nobody has in hand."""
        return tuple(self.ledger.due(prefix, until)[:limit])

    async def revisions(self, ids: Sequence[str]) -> Mapping[str, int]:
        """Return the revision of each of these sessions that there is."""
        return {one.id: one.revision for one in await self.sessions.where(id=tuple(ids))}

    async def keep(self, packs: Sequence[Pack]) -> None:
        """Keep changes and their effects; Stale "changed" when one is of another revision."""
        known = await self.revisions([pack.session_id for pack in packs])
        if any(known.get(pack.session_id) != pack.revision for pack in packs):
            raise Stale("changed", noun="session")
        for pack in cast("Sequence[MemoryPack]", packs):
            await self.sessions.save(pack.change.after)
            await self.ledger.add(pack.change.effects, pack.now)

    async def finish(self, keys: Sequence[str], now: datetime) -> None:
        """Record that work is done."""
        await self.ledger.settle([Done(key, now) for key in keys])

"""Tidying: what nobody needs any more is forgotten, a little at a time.

Knows how long forms and finished work are kept. Must not know when it is called; doing it twice
does no harm.
"""

from __future__ import annotations

from datetime import timedelta

from services.drafts import Drafts
from services.kit import Kit

WORK = timedelta(days=30)  # finished work that left no message
SENT = timedelta(days=400)  # messages: until then they can be redrawn


class Tidying:
    """Forgets what is over."""

    def __init__(self, kit: Kit, drafts: Drafts) -> None:
        self._kit = kit
        self._drafts = drafts

    async def tidy(self) -> None:
        """Forget forms that are past their time and work that was finished long ago."""
        await self._drafts.sweep()
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            await unit.work.prune(now - WORK, now - SENT)

"""Answering a proposed set, and opening a private card where direct messages are closed.

Knows the three buttons. Must not know what an answer leads to.
"""

from __future__ import annotations

from cogs._base import Call, Room, press
from learning.sets import Consent as Said
from services.values import Note


class Consent(Room):
    """Yes, rather not this one, ask me later."""

    @press("consent.yes")
    async def yes(self, call: Call) -> None:
        """Say yes."""
        await self._answer(call, Said.YES)

    @press("consent.no")
    async def no(self, call: Call) -> None:
        """Rather not: no reason is asked."""
        await self._answer(call, Said.NO)

    @press("consent.later")
    async def later(self, call: Call) -> None:
        """Ask me later."""
        await self._answer(call, Said.LATER)

    @press("card.open")
    async def open(self, call: Call) -> None:
        """Open a private card that could not be sent."""
        face = await self.services.cards.for_person(call.thing.replace("~", ":"), call.who)
        await call.tell(face or Note(key="card.nothing"))

    async def _answer(self, call: Call, said: Said) -> None:
        await self.services.consenting.answer(call.asker, call.thing, call.rev, said)
        face = await self.services.cards.consent_card(call.thing)
        await call.redraw(face or Note(key="card.nothing"))

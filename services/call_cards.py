"""Reading the cards of calls: in the open channel, before a taster, and after it.

Knows which values they need. Must not know layout or words.
"""

from __future__ import annotations

from dataclasses import replace

from learning.calls import Call
from learning.effects import Card
from learning.ports import Unit
from services.calls import call_card
from services.finding import maybe_me
from services.kit import Kit, Who


class CallCards:
    """Readers of cards about calls."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self.readers = {
            "call": self._call,
            "taster_soon": self._soon,
            "taster_after": self._after,
        }

    async def _call(self, unit: Unit, card: Card) -> object | None:
        call = await unit.calls.get(card.about)
        return call_card(self._kit, call) if call else None

    async def _soon(self, unit: Unit, card: Card) -> object | None:
        call = await self._still(unit, card)
        return replace(call_card(self._kit, call, mine=True), soon=True) if call else None

    async def _after(self, unit: Unit, card: Card) -> object | None:
        call = await self._still(unit, card)
        if call is None:
            return None
        person = await maybe_me(unit, Who(xid=int(card.detail), guild_xid=call.guild_xid))
        shown = call_card(self._kit, call, mine=True)
        return replace(shown, after=True, joined=person is not None)

    async def _still(self, unit: Unit, card: Card) -> Call | None:
        """Return the call when this person still says yes to it."""
        call = await unit.calls.get(card.about)
        said = await unit.counted_in.get(f"{card.about}.{card.detail}")
        return call if said else None

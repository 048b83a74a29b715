"""Areas, old names and new: /area.

Knows the commands and buttons. Must not know which areas there are, nor move anybody.
"""

from __future__ import annotations

from dataclasses import replace

from cogs._base import Call, Room, command, press
from services import Who

ANSWERS = ("apply", "later")


class Areas(Room):
    """What an area is, and what to do when it has changed."""

    @command("area.show", manages=True, server_only=True, suggest={"area": "areas"})
    async def show(self, call: Call, area: str) -> None:
        """Show what an area is called now and who looks after it."""
        await call.tell(await self.services.areas.show(call.asker, area))

    @command("area.changes", manages=True, server_only=True, choices={"answer": ANSWERS})
    async def changes(self, call: Call, answer: str = "") -> None:
        """Show which areas have changed, or answer that."""
        moves = self.services.successions
        act = {"apply": moves.apply, "later": moves.put_off}.get(answer, moves.view)
        await call.tell(await act(call.asker))

    @press("area.apply")
    async def apply(self, call: Call) -> None:
        """Use the new areas."""
        await call.redraw(await self.services.successions.apply(_there(call)))

    @press("area.later")
    async def later(self, call: Call) -> None:
        """Leave all as it is for now."""
        await call.redraw(await self.services.successions.put_off(_there(call)))

    async def areas(self, call: Call, typed: str) -> list[tuple[str, str]]:
        """Suggest areas by name."""
        return self.services.areas.suggest(typed)


def _there(call: Call) -> Who:
    """Return who asks, in the server that the card is about: it comes as a direct message."""
    return replace(call.asker, guild_xid=int(call.thing) if call.thing.isdecimal() else 0)

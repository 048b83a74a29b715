"""What could not be sent: /sets unsent, for coordinators.

Knows one command and one button. Must not know what any message said.
"""

from __future__ import annotations

from cogs._base import Call, Room, command, press
from services.values import Note


class Unsent(Room):
    """Dead letters, in counts."""

    @command("sets.unsent", manages=True, server_only=True)
    async def look(self, call: Call) -> None:
        """Show what could not be sent."""
        await call.tell(await self.services.unsent.look(call.asker))

    @press("unsent.again")
    async def again(self, call: Call) -> None:
        """Try all that is still of use once more."""
        n = await self.services.unsent.again(call.asker)
        await call.redraw(Note(key="unsent.again", facts={"n": n}))

"""When somebody was missed twice: stay, pause, or leave quietly.

Knows one command and three buttons. Must not know who was missed.
"""

from __future__ import annotations

from cogs._base import Call, Room, command, press
from services.missing import Staying


class Missing(Room):
    """We missed you."""

    @command("set.missed", server_only=True, choices={"answer": tuple(Staying)})
    async def missed(self, call: Call, answer: str) -> None:
        """Say whether I stay in my set."""
        await call.tell(await self.services.missing.say(call.asker, Staying(answer)))

    @press("missed.stay")
    async def stay(self, call: Call) -> None:
        """Stay."""
        await call.redraw(await self.services.missing.say(call.asker, Staying.STAY))

    @press("missed.pause")
    async def pause(self, call: Call) -> None:
        """Leave out the next two meetings."""
        await call.redraw(await self.services.missing.say(call.asker, Staying.PAUSE))

    @press("missed.leave")
    async def leave(self, call: Call) -> None:
        """Leave without a word to anybody."""
        await call.redraw(await self.services.missing.say(call.asker, Staying.LEAVE))

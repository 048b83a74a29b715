"""What three or two people choose when the others have not come.

Knows five buttons and the command that does the same. Must not know what follows.
"""

from __future__ import annotations

from cogs._base import Call, Room, command, press

CHOICES = ("trio", "lunch", "wait", "move", "off")


class Few(Room):
    """A shorter meeting, five minutes more, another day, or not today."""

    @command("session.few", server_only=True, choices={"what": CHOICES})
    async def few(self, call: Call, what: str) -> None:
        """Choose by command."""
        meeting_id = await self.services.few.mine(call.asker)
        await call.tell(await self.services.few.choose(call.asker, meeting_id, what))

    @press("start.trio")
    async def trio(self, call: Call) -> None:
        """Half an hour for three."""
        await self._choose(call, "trio")

    @press("start.lunch")
    async def lunch(self, call: Call) -> None:
        """One person, an hour."""
        await self._choose(call, "lunch")

    @press("start.wait")
    async def wait(self, call: Call) -> None:
        """Wait five minutes more."""
        await self._choose(call, "wait")

    @press("start.move")
    async def move(self, call: Call) -> None:
        """Meet on the next date of our block."""
        await self._choose(call, "move")

    @press("start.off")
    async def off(self, call: Call) -> None:
        """Let this one go."""
        await self._choose(call, "off")

    async def _choose(self, call: Call, what: str) -> None:
        await call.tell(await self.services.few.choose(call.asker, call.thing, what))

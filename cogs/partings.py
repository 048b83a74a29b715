"""After a set has ended: another set, the same people again, or leave.

Knows one command and three buttons. Must not know what a choice leads to.
"""

from __future__ import annotations

from cogs._base import Call, Room, command, press
from services.partings import Choice


class Partings(Room):
    """What would you like next?"""

    @command("me.next", server_only=True, choices={"answer": tuple(Choice)})
    async def next(self, call: Call, answer: str) -> None:
        """Say what I would like next."""
        place = await self.services.partings.mine(call.asker)
        await call.tell(await self.services.partings.say(call.asker, place, Choice(answer)))

    @press("next.list")
    async def list(self, call: Call) -> None:
        """Another set."""
        await self._say(call, Choice.LIST)

    @press("next.again")
    async def again(self, call: Call) -> None:
        """The same people again."""
        await self._say(call, Choice.AGAIN)

    @press("next.leave")
    async def leave(self, call: Call) -> None:
        """Not to be asked any more."""
        await self._say(call, Choice.LEAVE)

    async def _say(self, call: Call, choice: Choice) -> None:
        await call.tell(await self.services.partings.say(call.asker, call.thing, choice))

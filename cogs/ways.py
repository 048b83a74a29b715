"""A set that has grown small: one more person, another set, go on as we are, or finish.

Knows one command and four buttons. Must not know what a choice leads to.
"""

from __future__ import annotations

from cogs._base import Call, Room, command, press
from services.ways import Way


class Ways(Room):
    """How would you like to go on?"""

    @command("set.ways", server_only=True, choices={"answer": tuple(Way)})
    async def ways(self, call: Call, answer: str) -> None:
        """Say in private how my small set should go on."""
        mine = await self.services.ways.mine(call.asker)
        await call.tell(await self.services.ways.say(call.asker, mine, Way(answer)))

    @press("ways.new")
    async def new(self, call: Call) -> None:
        """One more person."""
        await self._say(call, Way.NEW)

    @press("ways.merge")
    async def merge(self, call: Call) -> None:
        """Be one with another set."""
        await self._say(call, Way.MERGE)

    @press("ways.go_on")
    async def go_on(self, call: Call) -> None:
        """Go on as we are."""
        await self._say(call, Way.GO_ON)

    @press("ways.finish")
    async def finish(self, call: Call) -> None:
        """Finish well."""
        await self._say(call, Way.FINISH)

    async def _say(self, call: Call, way: Way) -> None:
        await call.redraw(await self.services.ways.say(call.asker, call.thing, way))

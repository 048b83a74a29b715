"""One more person for a set: the coordinator asks, and each is asked in private.

Knows the commands and two buttons. Must not know what an answer leads to.
"""

from __future__ import annotations

from cogs._base import Call, Room, command, press

ANSWERS = ("happy", "not_now")


class Topup(Room):
    """Happy, or not now."""

    @command("sets.topup", manages=True, server_only=True, suggest={"name": "names"})
    async def topup(self, call: Call, name: str) -> None:
        """Look for one more person for a set."""
        set_id = await self.services.lives.find(call.asker, name)
        await call.tell(await self.services.topup.ask(call.asker, set_id))

    @command("set.newcomer", server_only=True, choices={"answer": ANSWERS})
    async def newcomer(self, call: Call, answer: str) -> None:
        """Answer the private question about a new person."""
        set_id = await self.services.topup.mine(call.asker)
        happy = answer == "happy"
        await call.tell(await self.services.topup.answer(call.asker, set_id, happy=happy))

    @press("topup.yes")
    async def yes(self, call: Call) -> None:
        """Happy."""
        await call.redraw(await self.services.topup.answer(call.asker, call.thing, happy=True))

    @press("topup.no")
    async def no(self, call: Call) -> None:
        """Not now: no reason is asked."""
        await call.redraw(await self.services.topup.answer(call.asker, call.thing, happy=False))

    async def names(self, call: Call, typed: str) -> list[tuple[str, str]]:
        """Suggest sets by name."""
        return await self.services.lives.names(call.asker, typed)

"""May a set change? One more person, or two sets that become one: each is asked in private.

Knows the commands and their buttons. Must not know what an answer leads to.
"""

from __future__ import annotations

from dataclasses import replace

from cogs._base import Call, Room, command, press
from services import Who

ANSWERS = ("happy", "not_now")


class Topup(Room):
    """Happy, or not now."""

    @command("sets.topup", manages=True, server_only=True, suggest={"name": "names"})
    async def topup(self, call: Call, name: str) -> None:
        """Look for one more person for a set."""
        set_id = await self.services.lives.find(call.asker, name)
        await call.tell(await self.services.topup.ask(call.asker, set_id))

    @press("sets.topup")
    async def topup_button(self, call: Call) -> None:
        """Look for one more person for the set that I was told of."""
        who, set_id = _there(call)
        await call.tell(await self.services.topup.ask(who, set_id))

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

    @command("sets.merge", manages=True, server_only=True,
             suggest={"name": "names", "other": "names"})  # fmt: skip
    async def merge(self, call: Call, name: str, other: str = "") -> None:
        """Ask two sets whether they would like to be one."""
        lives = self.services.lives
        set_id = await lives.find(call.asker, name)
        other_id = await lives.find(call.asker, other) if other else ""
        await call.tell(await self.services.merging.ask(call.asker, set_id, other_id))

    @press("sets.merge")
    async def merge_button(self, call: Call) -> None:
        """Look for a set that could be one with the set that I was told of."""
        who, set_id = _there(call)
        await call.tell(await self.services.merging.ask(who, set_id))

    @command("set.merge", server_only=True, choices={"answer": ANSWERS})
    async def may_merge(self, call: Call, answer: str) -> None:
        """Answer the private question about two sets."""
        host_id = await self.services.merging.mine(call.asker)
        happy = answer == "happy"
        await call.tell(await self.services.merging.answer(call.asker, host_id, happy=happy))

    @press("merge.yes")
    async def merge_yes(self, call: Call) -> None:
        """Happy."""
        await call.redraw(await self.services.merging.answer(call.asker, call.thing, happy=True))

    @press("merge.no")
    async def merge_no(self, call: Call) -> None:
        """Not now: no reason is asked."""
        await call.redraw(await self.services.merging.answer(call.asker, call.thing, happy=False))

    async def names(self, call: Call, typed: str) -> list[tuple[str, str]]:
        """Suggest sets by name."""
        return await self.services.lives.names(call.asker, typed)


def _there(call: Call) -> tuple[Who, str]:
    """Return who asks, in the server of the set, and the set: the card is a direct message."""
    guild, _, set_id = call.thing.partition("~")
    return replace(call.asker, guild_xid=int(guild) if guild.isdecimal() else 0), set_id

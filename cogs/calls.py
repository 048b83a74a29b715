"""Calls and tasters: /call for coordinators, /taster and /me calls for everybody.

Knows the commands and buttons. Must not know who said yes.
"""

from __future__ import annotations

from cogs._base import Call, Room, command, press
from learning.calls import CallKind

ANSWERS = ("yes", "no")


class Calls(Room):
    """Open questions to everybody."""

    @command("call.open", manages=True, server_only=True, suggest={"area": "areas"})
    async def open(self, call: Call, theme: str, area: str, until: str) -> None:
        """Open a call for a theme."""
        opened = await self.services.calls.open_theme(call.asker, theme, area, until)
        await call.tell(opened)

    @command("call.taster", manages=True, server_only=True, suggest={"area": "areas"})
    async def open_taster(self, call: Call, area: str, when: str, where: str) -> None:
        """Open a taster."""
        opened = await self.services.calls.open_taster(call.asker, area, when, where)
        await call.tell(opened)

    @command("taster", server_only=True)
    async def tasters(self, call: Call) -> None:
        """List the tasters to come."""
        await call.tell(await self.services.calls.listed(call.asker, CallKind.TASTER))

    @command(
        "me.calls", server_only=True, choices={"answer": ANSWERS}, suggest={"which": "open_calls"}
    )
    async def mine(self, call: Call, which: str = "", answer: str = "yes") -> None:
        """List the open calls and tasters, or answer one of them."""
        calls = self.services.calls
        if which:
            await call.tell(await calls.count(call.asker, which, yes=answer == "yes"))
        else:
            await call.tell(await calls.listed(call.asker))

    @press("call.in")
    async def count_in(self, call: Call) -> None:
        """Count me in."""
        await call.tell(await self.services.calls.count(call.asker, call.thing, yes=True))

    @press("call.out")
    async def count_out(self, call: Call) -> None:
        """Take it back."""
        await call.tell(await self.services.calls.count(call.asker, call.thing, yes=False))

    async def areas(self, call: Call, typed: str) -> list[tuple[str, str]]:
        """Suggest areas by name."""
        return self.services.areas.suggest(typed)

    async def open_calls(self, call: Call, typed: str) -> list[tuple[str, str]]:
        """Suggest open calls."""
        found = await self.services.calls.choices(call.asker)
        return [one for one in found if typed.casefold() in one[0].casefold()]

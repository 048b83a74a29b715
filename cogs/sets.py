"""Publishing and looking after sets: /sets and /people, for coordinators.

Knows their commands and buttons. Must not know how a plan is made (see `plans`).
"""

from __future__ import annotations

from cogs._base import Call, Room, command, press
from services.values import Note


class Sets(Room):
    """The coordinator's commands."""

    @command("sets.publish", manages=True, server_only=True, suggest={"area": "areas"})
    async def publish(self, call: Call, area: str) -> None:
        """Ask everybody in the plan."""
        await call.tell(await self.services.publishing.publish(call.asker, area))

    @press("sets.publish")
    async def publish_button(self, call: Call) -> None:
        """Ask everybody in the plan that is shown."""
        await call.tell(await self.services.publishing.publish(call.asker, call.thing, call.rev))

    @command("sets.list", manages=True, server_only=True)
    async def listed(self, call: Call) -> None:
        """List the sets, in counts."""
        await call.tell(await self.services.listing.sets(call.asker))

    @command("sets.close", manages=True, server_only=True, suggest={"name": "names"})
    async def close(self, call: Call, name: str) -> None:
        """Ask before a set is ended."""
        set_id = await self.services.lives.find(call.asker, name)
        button = ("sets.close", set_id, 0)
        await call.tell(Note(key="close.sure", facts={"set": name}, buttons=(button,)))

    @press("sets.close")
    async def close_button(self, call: Call) -> None:
        """End a set."""
        name = await self.services.lives.close(call.asker, call.thing)
        await call.redraw(Note(key="close.done", facts={"set": name}))

    @command("sets.pause", manages=True, server_only=True, suggest={"name": "names"})
    async def pause(self, call: Call, name: str, until: str) -> None:
        """Give a set a break."""
        set_id = await self.services.lives.find(call.asker, name)
        await call.tell(await self.services.pausing.pause(call.asker, set_id, until))

    @command("people.waiting", manages=True, server_only=True)
    async def waiting(self, call: Call, page: int = 1) -> None:
        """Show who waits, longest first."""
        await call.later()
        await call.tell(await self.services.listing.waiting(call.asker, page))

    @press("people.page")
    async def waiting_page(self, call: Call) -> None:
        """Turn to a page of those who wait."""
        await call.later()
        await call.redraw(await self.services.listing.waiting(call.asker, call.rev))

    async def areas(self, call: Call, typed: str) -> list[tuple[str, str]]:
        """Suggest areas by name."""
        return self.services.areas.suggest(typed)

    async def names(self, call: Call, typed: str) -> list[tuple[str, str]]:
        """Suggest running sets by name."""
        return await self.services.lives.names(call.asker, typed)

"""Setting up a server and its areas: /setup.

Knows the options of the command. Must not know who may use it.
"""

from __future__ import annotations

from dataclasses import replace

import discord

from cogs._base import Call, Room, command
from services.setting_up import Change


class Setup(Room):
    """Who looks after which area, and where the bot may work."""

    @command("setup", manages=True, server_only=True, suggest={"area": "areas"})
    async def setup(
        self,
        call: Call,
        area: str = "",
        coordinator: discord.Member | None = None,
        safeguarding_lead: discord.Member | None = None,
        deputy: discord.Member | None = None,
        lead_checked: str = "",
        lobby: discord.TextChannel | None = None,
        category: discord.CategoryChannel | None = None,
        refer: str = "",
    ) -> None:
        """Change what is named, and show how everything stands."""
        change = Change(
            area=area,
            coordinator_xid=coordinator.id if coordinator else 0,
            lead_xid=safeguarding_lead.id if safeguarding_lead else 0,
            deputy_xid=deputy.id if deputy else 0,
            lead_checked=lead_checked,
            lobby_xid=lobby.id if lobby else 0,
            category_xid=category.id if category else 0,
            refer=refer,
        )
        asked = self.services.setting_up
        look = change == Change()
        view = await (asked.look(call.asker) if look else asked.change(call.asker, change))
        places = (view.lobby_xid, view.category_xid, *view.room_xids)
        missing = self.app.rights(call.guild_xid, *places)
        await call.tell(replace(view, missing=missing))

    async def areas(self, call: Call, typed: str) -> list[tuple[str, str]]:
        """Suggest areas by name."""
        return self.services.areas.suggest(typed)

"""A bare bot of discord.py that answers every press and does nothing else: the floor.

Knows discord.py alone. Must not know the house. Told by its arguments: token, API, gateway.
"""

from __future__ import annotations

import sys
from typing import Any

import discord
import yarl
from discord import gateway, http


class Bare(discord.Client):
    """Answers at once."""

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Say that it was heard."""
        await interaction.response.defer()


def main() -> None:
    """Run until killed."""
    token, api, door = sys.argv[1:]
    http.Route.BASE = api + "/api/v10" if not api.endswith("/api/v10") else api
    gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(door)
    Bare(intents=discord.Intents(guilds=True)).run(token, log_handler=None)


if __name__ == "__main__":
    main()

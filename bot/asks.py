"""What the bot asks Discord for: what it hears, what it may do, and what it never asked for.

Knows the intents and permissions it really connects with. Must not know words: `/trust` has a line
for each.
"""

from __future__ import annotations

import discord

from bot.client import intents
from bot.rights import NEEDS, Need
from cogs._app import Asks

FEARED = ("message_content", "presences", "members", "administrator", "manage_messages")


def asks(heard: discord.Intents | None = None, needs: tuple[Need, ...] = NEEDS) -> Asks:
    """Return it by Discord's own names, read from what is asked for and from nowhere else."""
    hears = tuple(name for name, on in (heard or intents()) if on)
    may = tuple(need.permission for need in needs)
    return Asks(hears=hears, may=may, never=tuple(n for n in FEARED if n not in (*hears, *may)))

"""`setwise run`: the bot until it is told to stop.

Knows signals and the wish for a clean end. Must not know what the house is made of.
"""

from __future__ import annotations

import asyncio
import gc
import signal

import discord

from bot.feed import FeedDoor
from bot.health import Health
from bot.house import House, build
from bot.log import set_up
from cogs._meaning import meaning
from config.settings import Settings
from learning.refusals import Said


async def run_bot(settings: Settings) -> int:
    """Serve until SIGTERM or SIGINT; a wrong setting or token is one plain sentence."""
    token = settings.need_token()
    set_up(settings.log_format, secrets=[token, settings.secret_key])
    house = await build(settings)
    health = Health(house.storage, house.clock, house.connections)
    title = house.words("event.name")
    feed = FeedDoor(lambda word: house.services.calendars.feed(word, title), house.clock)
    tidy_memory()
    try:
        if settings.health_port is not None:
            await health.start(settings.health_port)
        if settings.feed_port is not None and settings.feed_url:
            await feed.start(settings.feed_port)
        await _serve(house)
    except (discord.DiscordException, OSError) as error:
        said = meaning(error)
        if isinstance(said, Said):
            raise said from error
        raise
    finally:
        await health.stop()
        await feed.stop()
    return 0


def tidy_memory() -> None:
    """Let Python's search for garbage leave out what was made at the start and stays for good.

    A full search over all of it holds everything else up for a tenth of a second.
    """
    gc.collect()
    gc.freeze()


async def _serve(house: House) -> None:
    loop = asyncio.get_running_loop()
    serving = asyncio.gather(house.run())
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, serving.cancel)
    try:
        await serving
    except asyncio.CancelledError:
        await house.close()

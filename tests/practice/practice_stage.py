"""A practice server and a real discord.py bot on it, for the tests of this room."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from practice.clock import PracticeClock
from practice.hands import Hand, Hands
from practice.server import PracticeServer
from practice.world import Channel, World

INTENTS = discord.Intents(guilds=True, voice_states=True, guild_scheduled_events=True)
START = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


class PlainBot(commands.Bot):
    """A bot as Setwise makes one, with whatever commands the test adds to its tree."""

    def __init__(self, intents: discord.Intents = INTENTS, shard: int = 0, shards: int = 1) -> None:
        super().__init__(
            commands.when_mentioned,
            intents=intents,
            guild_ready_timeout=0.02,
            max_messages=None,
            shard_id=shard,
            shard_count=shards,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.heard: list[str] = []
        self.caught: list[Exception] = []
        self.tree.on_error = self._caught

    async def on_socket_event_type(self, name: str) -> None:
        """Keep the name of every gateway event."""
        self.heard.append(name)

    async def _caught(self, _: discord.Interaction, error: Exception) -> None:
        self.caught.append(error)

    async def ready_soon(self) -> None:
        """Wait until ready, also before the login has begun."""
        await until(self.is_ready, 10.0)

    @property
    def home(self) -> discord.Guild:
        """The one guild."""
        return self.guilds[0]

    def text(self, name: str) -> discord.TextChannel:
        """The text channel of that name."""
        found = discord.utils.get(self.home.text_channels, name=name)
        assert found is not None
        return found


@dataclass
class Stage:
    """Everything a test wants: the world, hands, the server, and how to start a bot."""

    world: World
    clock: PracticeClock
    server: PracticeServer
    hands: Hands
    patch: pytest.MonkeyPatch

    @property
    def general(self) -> Channel:
        """The channel everybody sees."""
        return self.world.channel_named("general")

    @property
    def asha(self) -> Hand:
        """A member with open DMs."""
        return self.hands.named("Asha")

    @property
    def ben(self) -> Hand:
        """A member with closed DMs."""
        return self.hands.named("Ben")

    @asynccontextmanager
    async def bot(
        self,
        made: PlainBot | None = None,
        *,
        key: str = "practice",
        sync: bool = True,
    ) -> AsyncGenerator[PlainBot]:
        """A logged-in bot, ready and synced."""
        bot = made or PlainBot()
        self.patch.setattr(Route, "BASE", self.server.api_url)
        self.patch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(self.server.gateway_url))
        async with bot:
            running = asyncio.create_task(bot.start(key))
            ready = asyncio.create_task(bot.ready_soon())
            await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                ready.cancel()
                running.result()
            if sync:
                await bot.tree.sync()
            yield bot
            await bot.close()
            await running


def slash(
    bot: PlainBot,
    name: str,
    callback: Callable[[discord.Interaction], Awaitable[Any]],
    **options: Any,
) -> None:
    """Add a slash command without options."""

    async def run(interaction: discord.Interaction) -> None:
        await callback(interaction)

    made: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=name, description=name, callback=run, **options
    )
    bot.tree.add_command(made)


async def until(done: Callable[[], object], seconds: float = 3.0) -> None:
    """Wait until `done()` is true; fails when it is not in time."""
    async with asyncio.timeout(seconds):
        while not done():  # noqa: ASYNC110 (what is waited for is another process's doing)
            await asyncio.sleep(0.005)

"""The theatre: a practice server with its cast, and the bot as a process of its own.

Knows how the pieces are started, killed and started again. Must not know the bot from inside: it
is given addresses in its environment and seen over sockets.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from practice import cast
from practice.clock import PracticeClock
from practice.clockdoor import PATH
from practice.hands import Hand, Hands
from practice.server import PracticeServer
from practice.world import Channel, P, World

PATIENCE = 60.0  # real seconds for the bot to come up or come to rest
CATEGORY = 4


class BotDownError(RuntimeError):
    """The bot's process ended by itself."""


class Theatre:
    """One practice server, its cast and its bot."""

    def __init__(self, folder: Path, start: datetime, *, speed: float = 0.0, port: int = 0) -> None:
        self.folder = folder
        self.clock = PracticeClock(start, speed)
        self.world = World(self.clock)
        self.world.found_guild("Arts and health, South West")
        self.server = PracticeServer(self.world, self.clock, port=port)
        self.hands = Hands(self.world)
        self.lobby: Channel = self.world.add_channel("lobby", topic="Hello, and short notices")
        self.rooms: Channel = self.world.add_channel("Sets", CATEGORY)
        self.bot: asyncio.subprocess.Process | None = None
        self._members: dict[str, int] = {}
        self._seat_cast()

    def hand(self, name: str) -> Hand:
        """Return the hand of one of the cast."""
        return self.hands.of(self._members[name])

    @property
    def cast(self) -> Mapping[int, str]:
        """One line about each of the cast, by user id."""
        lines = cast.about(self._members)
        return {self._members[name]: line for name, line in lines.items()}

    def name_of(self, user_id: int) -> str:
        """Return the name somebody is shown under."""
        return self.world.users[user_id].shown

    async def open(self) -> None:
        """Open the server and start the bot."""
        self.folder.mkdir(parents=True, exist_ok=True)
        await self.server.start()

    async def close(self) -> None:
        """Stop the bot and close the server."""
        await self.stop_bot()
        await self.server.stop()

    async def start_bot(self) -> None:
        """Start the bot's process and wait until it is there and at rest."""
        with (self.folder / "bot.log").open("ab") as log:
            self.bot = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=self._environment(), stdout=log, stderr=log
            )
        await self.rest(until_commands=True)

    async def stop_bot(self) -> None:
        """Ask the bot to stop, as a service manager would."""
        await self._end(signal.SIGTERM)

    async def kill_bot(self) -> None:
        """End the bot without a warning."""
        await self._end(signal.SIGKILL)

    async def rest(self, *, until_commands: bool = False) -> None:
        """Wait until the bot has heard the newest time and has nothing left to do."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while asyncio.get_running_loop().time() < end:
            if self.bot is not None and self.bot.returncode is not None:
                raise BotDownError(self._last_words())
            ready = not until_commands or (self.has_commands and self.server.hub.connected)
            if ready and await self.clock.settled(0.2):
                return
            await asyncio.sleep(0.02)
        raise TimeoutError(f"the bot did not come to rest: {self._last_words()}")

    @property
    def has_commands(self) -> bool:
        """Whether the bot has told of its commands."""
        return bool(self.world.commands_of(None))

    def _seat_cast(self) -> None:
        for name in cast.STAFF:
            rights = P.MANAGE_GUILD if name == cast.COORDINATOR else P(0)
            self._members[name] = self.world.add_member(name, permissions=rights).user.id
        for one in cast.EVERYBODY:
            member = self.world.add_member(one.name, dms_open=one.dms_open)
            self._members[one.name] = member.user.id

    def _environment(self) -> dict[str, str]:
        ours = {
            "SETWISE_TOKEN": self.server.token,
            "SETWISE_DATABASE_URL": f"sqlite+aiosqlite:///{self.folder / 'setwise.db'}",
            "SETWISE_DISCORD_API": self.server.api_url,
            "SETWISE_DISCORD_GATEWAY": self.server.gateway_url,
            "SETWISE_CLOCK": f"ws://127.0.0.1:{self.server.port}{PATH}",
        }
        kept = {k: v for k, v in os.environ.items() if not k.startswith("SETWISE_")}
        return {**kept, **ours}

    async def _end(self, how: signal.Signals) -> None:
        if self.bot is None or self.bot.returncode is not None:
            return
        self.bot.send_signal(how)
        try:
            await asyncio.wait_for(self.bot.wait(), 10)
        except TimeoutError:
            self.bot.kill()
            await self.bot.wait()

    def _last_words(self) -> str:
        log = self.folder / "bot.log"
        lines = log.read_text(errors="replace").splitlines() if log.exists() else []
        return "\n".join(lines[-15:])

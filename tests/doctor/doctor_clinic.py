"""A house that the doctor looks over: a practice server, a database that a bot holds open.

Knows how a server is set up, and how to read what the doctor said. Must not know what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.doctor import run_doctor
from config.settings import Settings
from config.words import load_words
from learning.sets import Desk, Server
from practice.server import PracticeServer
from storage.engine import Storage

SECRET = "a long enough key for these tests"
NOW = datetime.now(UTC)


@dataclass
class Clinic:
    """A practice server, a database that a bot holds open, and the doctor."""

    server: PracticeServer
    storage: Storage
    settings: Settings
    said: list[str] = field(default_factory=list[str])

    async def visit(self, capsys: pytest.CaptureFixture[str]) -> int:
        """Let the doctor look; keeps what was said."""
        code = await run_doctor(self.settings, load_words())
        self.said = capsys.readouterr().out.splitlines()
        return code

    def lines(self, mark: str) -> list[str]:
        """Return what was said with this mark."""
        return [line.removeprefix(mark).strip() for line in self.said if line.startswith(mark)]

    async def set_up(self, checked: int = 10) -> None:
        """Do as `/setup` does; the lead was checked so many days ago."""
        guild = self.server.world.guild
        lobby = self.server.world.add_channel("lobby")
        rooms = self.server.world.add_channel("Sets", 4)
        async with self.storage.units.write() as unit:
            await unit.servers.add(
                Server(
                    id=str(guild.id), guild_xid=guild.id, lobby_xid=lobby.id, category_xid=rooms.id
                )
            )
            await unit.desks.add(
                Desk(
                    id=f"{guild.id}.E54000037",
                    guild_xid=guild.id,
                    area="E54000037",
                    lead_xid=7,
                    lead_checked=NOW.date() - timedelta(days=checked),
                )
            )

"""`setwise run` when it cannot run: exit code 2, one plain sentence, and nothing harmed."""

from __future__ import annotations

import asyncio
import fcntl
import os
import re
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from journeys_stage import SECRET, StageSet

from bot.__main__ import main

Refused = Callable[..., str]

PLAN = """
name = "A plan of mine"
use_when = "Never"
total_minutes = 30
people = { fewest = 3, best = 5, most = 7 }
presenters = 0

[[parts]]
title = "Arrive"
minutes = 5
speak = "everyone_in_turn"
prompt = "One line each."
"""
AREAS = "level,code,name,parent\n"


async def setwise(*words: str, folder: Path, **settings: str) -> tuple[int, str]:
    """Run the command in a folder of its own; returns its exit code and all it printed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SETWISE_")}
    given = {f"SETWISE_{name.upper()}": value for name, value in settings.items()}
    kept |= {"PYTHONPATH": str(Path(__file__).parents[2])}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, cwd=folder, env={**kept, **given},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        said, _ = await asyncio.wait_for(process.communicate(), 60)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode or 0, said.decode()


def plain_sentence(said: str) -> str:
    """Return the last line; fails when what was printed is not for a reader."""
    lines = said.strip().splitlines()
    assert "Traceback" not in said, said
    assert lines, "nothing was said"
    assert re.search(r"[.!?]$", lines[-1]), lines[-1]
    assert not re.search(r"[A-Za-z]+Error|<class|0x[0-9a-f]{6}", lines[-1]), lines[-1]
    return lines[-1]


@pytest.fixture
def refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Refused:
    """Run the command in this process with these settings; it must end with 2 and a sentence."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    for name in [name for name in os.environ if name.startswith("SETWISE_")]:
        monkeypatch.delenv(name)

    def run(**settings: str) -> str:
        for name, value in settings.items():
            monkeypatch.setenv(f"SETWISE_{name.upper()}", value)
        code = main(["run"])
        said = capsys.readouterr()
        assert code == 2, said
        return plain_sentence(said.err)

    return run


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, "SETWISE_TOKEN"),
        ({"token": "t", "database_url": "mysql://nobody/here"}, "SETWISE_DATABASE_URL"),
        ({"token": "t", "timezone": "Europe/Atlantis"}, "SETWISE_TIMEZONE"),
        ({"token": "t", "secret_key": "short"}, "SETWISE_SECRET_KEY"),
        ({"token": "t", "plans": "/nowhere/at/all"}, "SETWISE_PLANS"),
        ({"token": "t", "areas": "/nowhere/at/all"}, "SETWISE_AREAS"),
        ({"token": "t", "health_port": "many"}, "SETWISE_HEALTH_PORT"),
        ({"token": "t", "discord_api": "not an address"}, "SETWISE_DISCORD_API"),
    ],
)
def test_a_missing_or_wrong_setting_is_named(
    tmp_path: Path, refused: Refused, settings: dict[str, str], named: str
) -> None:
    """The sentence names the setting, and no database is made."""
    assert named in refused(**settings)
    assert not list(tmp_path.glob("*.db"))


async def test_a_wrong_token_is_one_sentence(tmp_path: Path, stage_set: StageSet) -> None:
    """A token that Discord does not know ends the process with 2, and is never printed."""
    await stage_set.server.start()
    try:
        code, said = await setwise(
            "run",
            folder=tmp_path,
            token="a-wrong-and-secret-token",
            discord_api=stage_set.server.api_url,
            discord_gateway=stage_set.server.gateway_url,
        )
    finally:
        await stage_set.server.stop()
    assert code == 2, said
    assert "Discord does not accept my token" in plain_sentence(said)
    assert "a-wrong-and-secret-token" not in said


def test_no_network_is_one_sentence(tmp_path: Path, refused: Refused) -> None:
    """When nothing answers at Discord's address the bot says so and ends with 2."""
    nobody = "http://127.0.0.1:9"
    said = refused(token="t", discord_api=nobody, discord_gateway="ws://127.0.0.1:9")
    assert "Discord" in said


def test_a_database_in_use_is_one_sentence(tmp_path: Path, fresh: Path, refused: Refused) -> None:
    """A second bot on the same file is told that another one uses it."""
    database = tmp_path / "setwise.db"
    database.write_bytes(fresh.read_bytes())
    with (tmp_path / "setwise.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        said = refused(token="t", secret_key=SECRET, database_url=_url(database))
    assert "Another Setwise is using this database" in said
    assert database.read_bytes() == fresh.read_bytes()


def test_a_database_locked_by_another_program_is_one_sentence(
    tmp_path: Path, fresh: Path, refused: Refused
) -> None:
    """A file that another program holds is told as away, and is not touched."""
    database = tmp_path / "setwise.db"
    database.write_bytes(fresh.read_bytes())
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    try:
        said = refused(token="t", secret_key=SECRET, database_url=_url(database))
    finally:
        other.rollback()
        other.close()
    assert "I cannot reach my memory" in said
    assert "Nothing is lost" in said


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path, refused: Refused) -> None:
    """A database in a folder that does not exist is refused, and no folder is made."""
    said = refused(token="t", database_url=_url(tmp_path / "no" / "such" / "a.db"))
    assert "database" in said
    assert not (tmp_path / "no").exists()


def test_a_database_newer_than_the_code_is_left_alone(
    tmp_path: Path, fresh: Path, refused: Refused
) -> None:
    """A database of a later version is refused and not changed."""
    database = tmp_path / "setwise.db"
    database.write_bytes(fresh.read_bytes())
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
    connection.close()
    said = refused(token="t", secret_key=SECRET, database_url=_url(database))
    assert "newer" in said.lower()
    with sqlite3.connect(database) as connection:
        (kept,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    assert kept == "9999_from_the_future"


def test_a_wrong_key_is_one_sentence(tmp_path: Path, fresh: Path, refused: Refused) -> None:
    """A key that did not seal this database is refused before anything is read or written."""
    database = tmp_path / "setwise.db"
    database.write_bytes(fresh.read_bytes())
    url = _url(database)
    said = refused(token="t", secret_key="another long enough key", database_url=url)
    assert "The secret key does not fit" in said
    assert "another long enough key" not in said


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path, refused: Refused) -> None:
    """A file of something else is refused and left as it is."""
    database = tmp_path / "setwise.db"
    database.write_text("A shopping list: eggs, flour, butter. " * 200)
    said = refused(token="t", database_url=_url(database))
    assert "database" in said.lower()
    assert database.read_text().startswith("A shopping list")


def test_a_plan_whose_minutes_do_not_add_up_is_named(tmp_path: Path, refused: Refused) -> None:
    """The sentence names the plan, and both numbers of minutes."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "mine.toml").write_text(PLAN)
    said = refused(token="t", plans=str(tmp_path / "plans"))
    assert "mine" in said
    assert "30" in said
    assert "5" in said


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ("icb,A1,North,A2\nicb,A2,South,A1\n", ("A1", "A2")),
        ("icb,A1,North,NOWHERE\n", ("NOWHERE",)),
    ],
)
def test_an_area_file_with_a_ring_or_a_missing_parent_is_named(
    tmp_path: Path, refused: Refused, rows: str, named: tuple[str, ...]
) -> None:
    """The sentence names the file with its line, or the codes, that have to be mended."""
    (tmp_path / "areas").mkdir()
    (tmp_path / "areas" / "mine.csv").write_text(AREAS + rows)
    said = refused(token="t", areas=str(tmp_path / "areas"))
    assert any(name in said for name in named), said
    assert "mine.csv" in said or any(name in said for name in named)


def _url(database: Path) -> str:
    return f"sqlite+aiosqlite:///{database}"

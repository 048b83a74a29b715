"""The four laws, read from the code: who may look at a clock, sleep, roll dice or read settings."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from house import ROOMS, ROOT, imports, names_used, python, tree

CLOCK = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.monotonic",
    "time.monotonic_ns",
    "discord.utils.utcnow",
}
WAITING = {
    "time.sleep",
    "asyncio.sleep",
    "asyncio.create_task",
    "asyncio.ensure_future",
    "asyncio.TaskGroup",
    "discord.ext.tasks",
    "threading.Timer",
}
CHANCE = {"random", "numpy.random"}
ENVIRONMENT = {"os.environ", "os.getenv", "os.environb", "os.putenv"}
ZONES = {"zoneinfo.ZoneInfo"}
BANNED = CLOCK | WAITING | CHANCE | ENVIRONMENT | ZONES
METHODS = {"create_task", "call_later", "call_at"}  # of any object

DOORS: dict[str, set[str]] = {  # each with the one reason it is there
    "scheduling/": CLOCK | WAITING | METHODS,  # the room with the clock
    "bot/__main__.py": ENVIRONMENT,  # settings are read once
    "learning/forming/": CHANCE,  # random.Random(seed), held by its caller
    "learning/calendar.py": ZONES,  # wall time and UTC meet here
    "config/settings.py": ZONES,  # is this the name of a zone?
    "cogs/_press.py": {"asyncio.ensure_future"},  # Discord wants an answer within three seconds
}


def allowed(path: str) -> set[str]:
    """Return what a file may use by its doors."""
    return set[str]().union(*(names for door, names in DOORS.items() if path.startswith(door)))


def broken(path: str, module: ast.Module) -> list[str]:
    """List what a file uses that only another room may."""
    held = allowed(path)
    used = [
        (line, ban)
        for line, name in names_used(module)
        for ban in BANNED - held
        if name == ban or name.startswith(f"{ban}.")
    ]
    used += [
        (node.lineno, node.func.attr)
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in METHODS - held
    ]
    return sorted({f"{path}:{line}: {name}" for line, name in used})


def test_every_room_keeps_the_laws() -> None:
    """Clock, waiting, chance, settings and zones stay in the room that is named for them."""
    found = [fault for path in python(*ROOMS) for fault in broken(path, tree(path))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "from datetime import datetime as dt; dt.now()",
        "import datetime; datetime.datetime.now()",
        "import time as t; t.monotonic()",
        "from asyncio import sleep; sleep(1)",
        "import os; os.environ['A']",
        "from os import environ; environ.get('A')",
        "from random import Random; Random(1)",
        "import numpy as np; np.random.default_rng()",
        "from discord.ext import tasks; tasks.loop(seconds=1)",
        "self.loop.create_task(x())",
        "loop.call_later(1, f)",
        "from zoneinfo import ZoneInfo; ZoneInfo('Europe/London')",
    ],
)
def test_a_broken_law_is_seen(line: str) -> None:
    """The reader sees each law broken, whatever name it goes by, and not in its own room."""
    assert broken("services/x.py", ast.parse(line))
    assert not broken("services/x.py", ast.parse("import datetime; datetime.datetime(2027, 1, 1)"))


def test_every_door_is_used() -> None:
    """A door that nobody goes through any more is walled up."""
    for door in DOORS:
        assert [path for path in python() if path.startswith(door)], door


def test_cogs_are_strangers() -> None:
    """A cog imports helpers whose names begin with a line, and faces, but never another cog."""
    found = [
        f"{path}: {name}"
        for path in python("cogs")
        if not path.startswith(("cogs/faces/", "cogs/rooms.py"))  # rooms.py lists them all
        for _, name in imports(tree(path))
        if name.startswith("cogs.") and not name.split(".")[1].startswith(("_", "faces"))
    ]
    assert not found, "\n".join(found)


def test_no_store_that_loses_jobs() -> None:
    """APScheduler's SQLAlchemy store is imported nowhere, in tests and benchmarks too."""
    found = [
        path
        for path in python()
        if any(
            "SQLAlchemyJobStore" in n or "jobstores.sqlalchemy" in n for _, n in imports(tree(path))
        )
    ]
    assert found == []


def test_import_contracts_hold() -> None:
    """Imports only go down, rooms keep to themselves, and there are no rings."""
    program = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[ran.stdout.find("Contracts:") :]


def test_a_bot_at_rest_loads_no_solver() -> None:
    """What only forms sets, and drivers of another store, take no memory before they are used."""
    heavy = ("numpy", "highspy", "psycopg", "asyncpg", "alembic", "icalendar")
    ask = f"import sys, bot.house; print(*[one for one in {heavy} if one in sys.modules])"
    said = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == ""

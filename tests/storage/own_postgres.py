"""A real PostgreSQL server that the tests start themselves, on loopback, for as long as they run.

Knows the server's programs and one throw-away folder. Skips, in a plain sentence, where the
programs are not found.
"""

from __future__ import annotations

import asyncio
import getpass
import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from storage.migrate import migrate
from storage.shape import head
from storage.tables import Base

_QUICK = " ".join(
    f"-c {setting}"
    for setting in (
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "jit=off",
        "max_connections=60",
    )
)


@dataclass(slots=True)
class Server:
    """A running server; each database that it hands out is fresh, or empty again."""

    port: int
    programs: Path
    data: Path
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str) -> str:
        """Return the address of a database here."""
        return f"postgresql://setwise@127.0.0.1:{self.port}/{database}"

    def empty(self) -> str:
        """Make a database without any table; return its address."""
        name = f"test_{next(self.numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)

    def ready(self) -> str:
        """Empty the tables of the one database of the newest shape; return its address."""
        with psycopg.connect(self.url("ready"), autocommit=True) as connection:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
            connection.execute("UPDATE alembic_version SET version_num = %s", [head()])
        return self.url("ready")

    def prepare(self) -> None:
        """Make the database that `ready` hands out, one test after another."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE ready")
        with ThreadPoolExecutor(1) as thread:  # a loop of its own, wherever this is called from
            thread.submit(lambda: asyncio.run(migrate(self.url("ready")))).result()


def programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, the newest first, or None."""
    on_path = shutil.which("pg_ctl")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists()), None)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """Start one server for this test process; stop it and forget it at the end."""
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL's server programs (initdb, pg_ctl) are not on this machine.")
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    home = Path(tempfile.mkdtemp(prefix="setwise-pg-"))
    if os.geteuid() == 0:
        shutil.chown(home, user)
    data = home / "data"
    server = Server(_free_port(), folder, data)
    try:
        _run(user, folder / "initdb", "-D", data, "-U", "setwise", "-A", "trust", "--no-sync")
        options = f"-h 127.0.0.1 -p {server.port} -k {home} {_QUICK}"
        log = home / "log"
        _run(user, folder / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        try:
            server.prepare()
            yield server
        finally:
            _run(user, folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _run(user: str, *arguments: object) -> None:
    """Run a program as somebody who may: PostgreSQL refuses to be root."""
    subprocess.run(
        [str(argument) for argument in arguments],
        check=True,
        user=user if os.geteuid() == 0 else None,
        cwd="/",
        stdout=subprocess.DEVNULL,  # pg_ctl's server inherits it: a pipe would never close
        stderr=subprocess.DEVNULL,
    )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])

"""A PostgreSQL server of one's own, on loopback, that keeps what it commits.

Knows the server's programs and one throw-away folder. Must not know what is kept in it. Unlike the
server of the tests it is not made quick: `synchronous_commit` and `fsync` stay on, so that an
immediate stop may lose nothing that was committed.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server."""

    programs: Path
    home: Path
    port: int

    def url(self, database: str, driver: str = "asyncpg") -> str:
        """Return the address of a database here."""
        return f"postgresql+{driver}://setwise@127.0.0.1:{self.port}/{database}"

    def make(self, database: str) -> None:
        """Make an empty database."""
        address = f"postgresql://setwise@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}"'.encode())

    def restart(self) -> None:
        """Stop at once, as after a crash, and start again; returns when it answers."""
        self.control("-m", "immediate", "-w", "restart")

    def control(self, *what: str) -> None:
        """Run pg_ctl."""
        options = f"-h 127.0.0.1 -p {self.port} -k {self.home} -c max_connections=120"
        where = ("-D", self.home / "data", "-l", self.home / "log", "-o", options)
        run(self.programs / "pg_ctl", *where, *what)


def programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, or None."""
    on_path = shutil.which("pg_ctl")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists()), None)


@contextmanager
def postgres() -> Generator[Postgres]:
    """Start a server; stop it and forget it at the end."""
    folder = programs()
    if folder is None:
        raise SystemExit("PostgreSQL's server programs (initdb, pg_ctl) are not on this machine.")
    home = Path(tempfile.mkdtemp(prefix="setwise-pg-"))
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    server = Postgres(folder, home, free_port())
    try:
        run(folder / "initdb", "-D", home / "data", "-U", "setwise", "-A", "trust", "--no-sync")
        server.control("-w", "start")
        try:
            yield server
        finally:
            server.control("-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def run(*arguments: object) -> None:
    """Run a program as somebody who may: PostgreSQL refuses to be root."""
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    subprocess.run(  # noqa: S603  # PostgreSQL's own programs, found above
        [str(argument) for argument in arguments],
        check=True,
        user=user if os.geteuid() == 0 else None,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])

"""Where a database is: its address in the forms an owner may write, made into one form.

Knows addresses and paths. Must not open anything.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from learning.refusals import Misconfigured

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def parse(url: str) -> URL:
    """Read an address: sqlite:///file or postgresql://…; Misconfigured "storage.bad_url"."""
    try:
        address = make_url(url)
        driver = _DRIVERS[address.drivername]
    except (ArgumentError, KeyError, ValueError) as error:
        raise Misconfigured("storage.bad_url") from error
    if driver.startswith("sqlite") and address.database in (None, "", ":memory:"):
        raise Misconfigured("storage.bad_url")
    return address.set(drivername=driver)


def is_sqlite(address: URL) -> bool:
    """Say whether the database is one file on this machine."""
    return address.get_backend_name() == "sqlite"


def file_of(address: URL) -> Path:
    """Return the file of a SQLite database."""
    return Path(address.database or "")

"""What goes wrong in a database, told as one of the five kinds of error of the house.

Knows the drivers' errors. Must not let one of them leave this room.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
    StatementError,
)
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from learning.refusals import Misconfigured, Refusal, Said, Stale, Unavailable

# SQLite's result codes, and the beginnings of PostgreSQL's SQLSTATEs.
_LITE_AWAY = (5, 6, 7, 9, 10, 17)  # busy, locked, no memory, interrupted, I/O error, shape changed
_LITE_BARRED = (3, 8, 11, 14, 23, 26)  # permission, read-only, torn, cannot open, no database
_LITE_FULL = 13
_POSTGRES_AWAY = ("08", "40", "53", "55P03", "57", "58")  # connection, locks, resources, shutdown
_POSTGRES_BARRED = ("28", "3D", "42501", "25006")  # who we are, no such database, no right
_POSTGRES_FULL = "53100"


@contextmanager
def told() -> Generator[None]:
    """Turn drivers' errors into the errors of the house; what is our bug becomes RuntimeError."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise _said(error) from error


def _said(error: Exception) -> Exception:
    orig = error if isinstance(error, sqlite3.Error) else getattr(error, "orig", None)
    reason = type(orig or error).__name__
    if isinstance(error, IntegrityError):
        return _broken_rule(str(orig)) or RuntimeError(f"a rule of the tables: {reason}")
    if isinstance(error, StatementError) and isinstance(orig, ValueError):
        return orig  # a value that a column type refused
    if isinstance(orig, sqlite3.Error):
        return _lite(orig.sqlite_errorcode & 0xFF, reason)
    return _other(error, str(_state(orig) or _state(error) or ""), reason)


def _state(error: object) -> object:
    return getattr(error, "sqlstate", None)


def _lite(code: int, reason: str) -> Exception:
    if code == _LITE_FULL:
        return Unavailable("storage.full", reason=reason)
    if code in _LITE_BARRED:
        return Misconfigured("storage.cannot_open", reason=reason)
    if code in _LITE_AWAY:
        return Unavailable("storage.away", reason=reason)
    return RuntimeError(f"SQLite refused a statement: {reason}, code {code}")


def _other(error: Exception, state: str, reason: str) -> Exception:
    if state == _POSTGRES_FULL:
        return Unavailable("storage.full", reason=reason)
    if isinstance(error, PermissionError) or state.startswith(_POSTGRES_BARRED):
        return Misconfigured("storage.cannot_open", reason=reason)
    gone = isinstance(error, DBAPIError) and error.connection_invalidated
    kinds = (OperationalError, InterfaceError, NoConnectionFree, OSError)
    if gone or isinstance(error, kinds) or state.startswith(_POSTGRES_AWAY):
        return Unavailable("storage.away", reason=reason)
    return RuntimeError(f"the database refused a statement: {reason}, state {state}")


def _broken_rule(text: str) -> Said | None:
    words = text.lower()
    if "foreign key" in words:
        return Refusal("gone")
    return Stale("taken") if "unique" in words else None

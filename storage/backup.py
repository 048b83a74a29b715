"""Copies of the whole memory: made while the house is in use, checked, and brought back.

Knows files of SQLite and the programs of PostgreSQL. A copy holds what members wrote as it is
kept: sealed, when the house has a secret; the secret is not in the copy. A locked copy is sealed
whole, names and dates too. Must not know nouns.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from learning.refusals import Misconfigured, Refusal, Unavailable
from storage.lock import InstanceLock
from storage.migrate import checked_revision
from storage.parcel import is_locked, lock, unlock
from storage.urls import file_of, is_sqlite, parse

_SIDES = ("-wal", "-shm", "-journal")


async def backup(url: str, target_path: str | Path, *, secret: str = "") -> Path:
    """Copy the memory at `url` into a new file, checked; return its path.

    With a `secret` the copy is locked: nobody can read it without.

    Raises Refusal "storage.exists" rather than overwrite, Misconfigured "storage.missing",
    "storage.cannot_open", "storage.no_program", Unavailable "storage.away".
    """
    address, target = parse(url), Path(target_path)
    await asyncio.to_thread(_refuse_target, target)
    plain = target.with_name(target.name + ".open") if secret else target
    try:
        if is_sqlite(address):
            await asyncio.to_thread(_copy_checked, file_of(address), plain)
        else:
            await _run(address, "pg_dump", "--format=custom", f"--file={plain}")
        if secret:
            await asyncio.to_thread(lock, plain, target, secret)
    finally:
        if secret:
            plain.unlink(missing_ok=True)
    return target


async def restore(path: str | Path, url: str, *, force: bool = False, secret: str = "") -> None:
    """Bring a copy back to `url`; with `force`, over what is there now.

    The copy is checked before anything is touched; `secret` opens a locked one. Raises Refusal
    "storage.exists", Misconfigured "storage.missing", "storage.bad_copy", "storage.copy_locked",
    "storage.newer", "storage.no_program", Unavailable "storage.in_use".
    """
    source = Path(path)
    await asyncio.to_thread(_need, source)
    if not await asyncio.to_thread(is_locked, source):
        await _restore(source, url, force=force)
        return
    plain = source.with_name(source.name + ".open")
    try:
        await asyncio.to_thread(unlock, source, plain, secret)
        await _restore(plain, url, force=force)
    finally:
        plain.unlink(missing_ok=True)


async def _restore(source: Path, url: str, *, force: bool) -> None:
    address = parse(url)
    if is_sqlite(address):
        await _restore_file(source, file_of(address), force=force)
        return
    await _run(address, "pg_restore", "--list", str(source), connect=False)
    if not force and await checked_revision(url) is not None:
        raise Refusal("storage.exists")
    whole = ("--single-transaction", "--clean", "--if-exists", "--no-owner", "--no-privileges")
    await _run(address, "pg_restore", *whole, str(source))


async def _restore_file(source: Path, target: Path, *, force: bool) -> None:
    if not force:
        await asyncio.to_thread(_refuse_target, target)
    lock = InstanceLock(target)
    fresh = target.with_name(target.name + ".fresh")
    try:
        await asyncio.to_thread(_copy_checked, source, fresh)
        if await checked_revision(f"sqlite:///{fresh}") is None:
            raise Misconfigured("storage.bad_copy")
        await asyncio.to_thread(_put_in_place, fresh, target)
    finally:
        _forget(fresh)
        lock.free()


def _need(source: Path) -> None:
    if not source.exists():
        raise Misconfigured("storage.missing")


def _refuse_target(target: Path) -> None:
    if target.exists():
        raise Refusal("storage.exists")
    if not target.parent.is_dir():
        raise Misconfigured("storage.cannot_open")


def _put_in_place(fresh: Path, target: Path) -> None:
    """Swap the file in one step; what stood beside the old one must not be read with the new."""
    with closing(sqlite3.connect(fresh)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")
    for side in _SIDES:
        target.with_name(target.name + side).unlink(missing_ok=True)
    fresh.replace(target)


def _copy_checked(source: Path, target: Path) -> None:
    """Copy a database while it may be in use; the copy is checked before it has its name."""
    _need(source)
    part = target.with_name(target.name + ".part")
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(part)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
            (found,) = new.execute("PRAGMA integrity_check").fetchone()
        if found != "ok":
            raise Misconfigured("storage.bad_copy")
        part.replace(target)
    except (sqlite3.Error, OSError) as error:
        if getattr(error, "sqlite_errorcode", 0) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Unavailable("storage.away", reason=type(error).__name__) from error
        raise Misconfigured("storage.bad_copy", reason=type(error).__name__) from error
    finally:
        _forget(part)


def _forget(path: Path) -> None:
    for side in ("", *_SIDES):
        path.with_name(path.name + side).unlink(missing_ok=True)


async def _run(address: URL, program: str, *arguments: str, connect: bool = True) -> None:
    """Run a program of PostgreSQL; the password goes by its environment, seen by nobody else."""
    found = shutil.which(program)
    if found is None:
        raise Misconfigured("storage.no_program", program=program)
    where = address.set(drivername="postgresql", password=None)
    process = await asyncio.create_subprocess_exec(
        found,
        *([f"--dbname={where.render_as_string()}"] if connect else []),
        *arguments,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={"PGPASSWORD": address.password or ""},
    )
    _, said = await process.communicate()
    if process.returncode == 0:
        return
    if not connect:
        raise Misconfigured("storage.bad_copy")
    if b"connection to server" in said:
        raise Unavailable("storage.away")
    raise Misconfigured("storage.program_failed", program=program)

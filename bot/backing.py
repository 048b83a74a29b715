"""`setwise migrate`, `backup` and `restore`.

Knows one sentence for each end. Must not know how a copy is made or checked.
"""

from __future__ import annotations

import sys
from pathlib import Path

from config.settings import Settings
from config.words import Words
from storage.backup import backup, restore
from storage.migrate import migrate, revision


async def run_migrate(settings: Settings, words: Words) -> int:
    """Bring the database to the newest shape."""
    await migrate(settings.database_url)
    at = await revision(settings.database_url) or ""
    sys.stdout.write(words("cli.migrate.done", revision=at) + "\n")
    return 0


async def run_backup(settings: Settings, words: Words, to: Path, *, encrypt: bool) -> int:
    """Copy the database while it is in use, and check the copy; lock it when that is wanted."""
    secret = settings.need_secret_key() if encrypt else ""
    made = await backup(settings.database_url, to, secret=secret)
    sys.stdout.write(words("cli.backup.done", file=str(made)) + "\n")
    return 0


async def run_restore(settings: Settings, words: Words, file: Path, *, force: bool) -> int:
    """Put a copy back in place of the database."""
    await restore(file, settings.database_url, force=force, secret=settings.secret_key)
    sys.stdout.write(words("cli.restore.done", file=str(file)) + "\n")
    return 0

"""`setwise rekey`: what members wrote is locked with the key of the settings instead of an old one.

Knows where the two keys come from. Must not know how anything is locked.
"""

from __future__ import annotations

import sys
from pathlib import Path

from config.settings import Settings
from config.words import Words
from learning.refusals import Misconfigured
from storage.engine import open_storage
from storage.reseal import reseal

ANOTHER = frozenset({"storage.key_wrong", "storage.key_unused"})


async def run_rekey(settings: Settings, words: Words, old: Path | None) -> int:
    """Lock everything anew; all or nothing, so that after a crash it is just done again.

    `old` is a file that holds the old key; None: nothing was locked before.
    """
    new = settings.need_secret_key()
    try:
        await (await open_storage(settings.database_url, new)).close()
    except Misconfigured as no:
        if no.key not in ANOTHER:
            raise
    else:
        sys.stdout.write(words("cli.rekey.already") + "\n")
        return 0
    count = await reseal(settings.database_url, _read(old), new)
    sys.stdout.write(words("cli.rekey.done", n=count) + "\n")
    return 0


def _read(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise Misconfigured("rekey.unreadable", file=str(file)) from error

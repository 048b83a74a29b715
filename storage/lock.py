"""One process at a time for a database that is a file.

Knows one lock file beside the database. The lock ends with the process, however it ends.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from learning.refusals import Misconfigured, Unavailable


class InstanceLock:
    """An exclusive lock, held until `free` or the end of the process."""

    def __init__(self, database: Path) -> None:
        path = database.with_name(database.name + ".lock")
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise Misconfigured("storage.cannot_open", reason=type(error).__name__) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._file)
            raise Unavailable("storage.in_use") from error

    def free(self) -> None:
        """Let another process in; a second call does nothing."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

"""Watching `setwise plan` at work: a line of progress, and Ctrl-C for the best plan so far.

Knows terminals and the signal of Ctrl-C. Must not know what is being worked on.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType, TracebackType
from typing import Any

from config.words import Words


class Watch:
    """A context in which the first Ctrl-C only asks to stop; the second ends the program."""

    def __init__(self, words: Words, always: bool = False) -> None:
        self._words = words
        self._line = sys.stderr.isatty()
        self._shown = self._line or always
        self._told = -1
        self._before: Any = None
        self.stopped = False

    def __enter__(self) -> Watch:
        """Begin to listen for Ctrl-C."""
        self._before = signal.signal(signal.SIGINT, self._stop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening, and leave the line clean."""
        signal.signal(signal.SIGINT, self._before)
        if self._line and self._told >= 0:
            sys.stderr.write("\r\x1b[K")

    def progress(self, spent: int, budget: int) -> None:
        """Show how much is done, when somebody watches; each whole percent once."""
        percent = 100 * spent // max(1, budget)
        if not self._shown or percent <= self._told:
            return
        self._told = percent
        text = self._words("cli.plan.going", percent=percent)
        sys.stderr.write(f"\r\x1b[K{text}" if self._line else f"{text}\n")
        sys.stderr.flush()

    def cancelled(self) -> bool:
        """Whether Ctrl-C was pressed."""
        return self.stopped

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopped = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

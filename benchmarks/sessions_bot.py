"""A bot as `setwise run` has it, which also writes down when each moment of a session was kept.

Knows where the house lets time pass for sessions. Must not know who presses what. Told what
`setwise run` is told, and by its argument which file to write: "<session> <due> <kept>" in seconds.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.house import build
from bot.log import set_up
from bot.running import tidy_memory
from config.settings import read_settings
from learning.many import Due, Pack
from learning.ports import Posted, Unit, Work
from services.telling import Telling
from services.ticking import TICKS, Ticking

LIVE = b"live"  # stands in the log when everything is where it ought to be


class Notebook:
    """Moments that were kept, each when its commit had returned."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("a", encoding="ascii", buffering=1)
        self._taken: Sequence[Due] = ()

    def note(self, session_id: str, due: datetime) -> None:
        """Write that a session's moment has just been kept."""
        self._file.write(f"{session_id} {due.timestamp():.0f} {time.time():.4f}\n")

    def watch(self) -> None:
        """Look on while moments are kept together, and while one is kept by itself."""
        packs: Any = getattr(Ticking, "_packs")  # noqa: B009  # it is private, on purpose
        together, perform = Ticking.together, Telling.perform

        async def take(one: Ticking, unit: Unit, due: Sequence[Due], now: datetime) -> list[Pack]:
            self._taken = due
            return await packs(one, unit, due, now)

        async def keep(one: Ticking) -> int:
            self._taken = ()
            done = await together(one)
            for due in self._taken:
                self.note(due.about, due.at)
            return done

        async def alone(one: Telling, work: Work, now: datetime) -> Posted | None:
            posted = await perform(one, work, now)
            if work.effect.key.startswith(TICKS):
                self.note(work.effect.about, work.due_at)
            return posted

        for kind, name, put in (
            *((Ticking, "_packs", take), (Ticking, "together", keep)),
            (Telling, "perform", alone),
        ):
            setattr(kind, name, put)


async def main(file: Path) -> None:
    """Serve until killed."""
    Notebook(file).watch()
    set_up("text", secrets=[])
    house = await build(read_settings(os.environ))
    tidy_memory()
    await house.run()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))

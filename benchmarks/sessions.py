"""Many sessions live at once: how late their parts change, and how soon a press is answered.

    python -m benchmarks.sessions                          100, 500 and 2,000 sessions
    python -m benchmarks.sessions --only presses                  only those who press
    python -m benchmarks.sessions --sessions 20 --seconds 10      the short form (two minutes)

Two parts. In the first all sessions change part at the same moment, with everything as in the bot
but Discord left out (`benchmarks.sessions_change`). In the second, all sessions are live in one bot
and the six people of each press buttons through a practice server on loopback, steadily and in one
burst, beside a bare bot of discord.py that does nothing but answer: that is the floor
(`benchmarks.sessions_press`). Knows how to run and print both.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from itertools import product
from pathlib import Path

from benchmarks import sessions_change, sessions_press
from benchmarks.durability_pg import postgres, programs


def changes(folder: Path, counts: list[int], seconds: float) -> None:
    """Print how late parts change, for both stores."""
    print("| where | changed | p50 late | p99 | CPU | memory |\n|---|--:|--:|--:|--:|--:|")
    for count in counts:
        url = f"sqlite+aiosqlite:///{folder / f'change{count}.db'}"
        found = sessions_change.measure(url, count, 1, seconds)
        print(found.line("SQLite, 1 process", count), flush=True)
    if programs() is None:
        return
    with postgres() as store:
        for count in counts:
            for processes in (1, 4):
                store.make(f"change{count}x{processes}")
                url = store.url(f"change{count}x{processes}")
                found = sessions_change.measure(url, count, processes, seconds)
                print(found.line(f"PostgreSQL, {processes} process(es)", count), flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sessions", type=int, nargs="+", default=[100, 500, 2000])
    parser.add_argument("--seconds", type=float, default=0.0, help="20 of changes, 60 of presses")
    parser.add_argument(
        "--every",
        type=float,
        default=sessions_press.EVERY,
        help="seconds between a person's presses",
    )
    parser.add_argument("--only", choices=["changes", "presses"])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="setwise-bench-") as name:
        if asked.only != "presses":
            changes(Path(name), asked.sessions, asked.seconds or 20.0)
        if asked.only != "changes":
            print(sessions_press.HEAD)
            seconds = asked.seconds or 60.0
            for count, form in product(asked.sessions, sessions_press.FORMS):
                row = sessions_press.measure(Path(name), count, form, seconds, asked.every)
                print(asyncio.run(row), flush=True)


if __name__ == "__main__":
    main()

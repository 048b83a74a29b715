"""`setwise practice`: the practice server with its page, or a tour.

Knows arguments and exit codes. Must not know what happens in either.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from practice.evening import Evening
from practice.hands import RefusedError
from practice.theatre import BotDownError, Theatre
from practice.tours import TOURS, story
from practice.tours.script import Script, TourError
from practice.transcript import Transcript

START = datetime(2027, 1, 11, 9, 30, tzinfo=UTC)  # a Monday; six dates from here cross 28 March
HOME = ".practice"
HERE = Path.cwd()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the page or a tour; returns the exit code."""
    asked = _parser().parse_args(arguments)
    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(_tour(asked) if asked.tour else _page(asked))
    return 0


async def _tour(asked: argparse.Namespace) -> int:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="setwise-tour-") as folder:
        theatre = Theatre(Path(folder), START, port=asked.port)
        transcript = Transcript(theatre)
        problem = await _play(theatre, transcript, asked.tour)
        if asked.transcript:
            transcript.write(asked.transcript)
        if asked.story and not problem:
            story.write(asked.tour, transcript.lines, asked.story)
    seconds = time.monotonic() - began
    if problem:
        sys.stderr.write(f"The tour {asked.tour} did not come out right.\n{problem}\n")
        return 1
    sys.stdout.write(f"The tour {asked.tour} came out right in {seconds:.1f} seconds.\n")
    return 0


async def _play(theatre: Theatre, transcript: Transcript, name: str) -> str:
    try:
        await theatre.open()
        await theatre.start_bot()
        await TOURS[name](Script(theatre, transcript))
    except (TourError, BotDownError, TimeoutError, LookupError, RefusedError) as error:
        return f"{type(error).__name__}: {error}"
    finally:
        await theatre.close()
    return ""


async def _page(asked: argparse.Namespace) -> int:
    await asyncio.to_thread(shutil.rmtree, HERE / HOME, ignore_errors=True)
    today = datetime.now(UTC).replace(second=0, microsecond=0)
    theatre = Theatre(HERE / HOME, today, speed=asked.speed, port=asked.port)
    evening = Evening(theatre)
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    try:
        await evening.open()
        sys.stdout.write(f"The practice server is here: {theatre.server.base_url}\n")
        sys.stdout.write("Open it in a browser on this machine. Ctrl+C ends it.\n")
        sys.stdout.flush()
        await evening.begin(empty=asked.empty)
        await stopped.wait()
    except BotDownError as error:
        sys.stderr.write(f"The bot stopped by itself. Its last words were:\n{error}\n")
        return 1
    finally:
        await evening.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="setwise practice", description="Try it all on this machine, with a cast of members."
    )
    parser.add_argument("--port", type=int, default=0, help="the port of the page (0: any free)")
    parser.add_argument("--speed", type=float, default=1.0, help="virtual seconds in a second")
    parser.add_argument("--empty", action="store_true", help="begin before anybody has joined")
    parser.add_argument("--tour", choices=sorted(TOURS), help="play a whole journey, then stop")
    parser.add_argument("--headless", action="store_true", help="a tour shows no page")
    parser.add_argument("--story", type=Path, help="write what happened as a page to read")
    parser.add_argument("--transcript", type=Path, help="write what happened here, as JSON lines")
    return parser


if __name__ == "__main__":
    sys.exit(main())

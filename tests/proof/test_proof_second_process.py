"""One file, one process: a second bot says so in a sentence and ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from storage.engine import open_storage
from storage.lock import InstanceLock

ROOT = Path(__file__).parents[2]


async def test_a_second_bot_on_one_file_ends_with_a_sentence(tmp_path: Path) -> None:
    """`setwise run` beside a running bot ends at once with exit code 2 and one plain sentence."""
    file = tmp_path / "setwise.db"
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SETWISE_")}
    ours = {
        "SETWISE_TOKEN": "never used",
        "SETWISE_SECRET_KEY": "a long enough key for this test",
        "SETWISE_DATABASE_URL": f"sqlite+aiosqlite:///{file}",
    }

    def setwise(command: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "bot", command]
        return subprocess.run(
            line, cwd=ROOT, env={**kept, **ours}, capture_output=True, text=True, timeout=60
        )

    async with await open_storage(
        ours["SETWISE_DATABASE_URL"], ours["SETWISE_SECRET_KEY"], upgrade=True
    ):
        pass
    lock = InstanceLock(file)  # what a running bot holds
    try:
        second = setwise("run")
    finally:
        lock.free()
    assert second.returncode == 2
    assert second.stdout == ""
    (sentence,) = [one for one in second.stderr.splitlines() if "[" not in one]
    assert "another" in sentence.lower() or "already" in sentence.lower(), sentence

"""The two tours, whole: the bot as a process of its own, killed without warning in one of them."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import datetime
from pathlib import Path

import pytest

KEYS = ["at", "who", "where", "kind", "text"]


@pytest.mark.xdist_group("tours")
@pytest.mark.parametrize(
    "tour", ["first-meeting", pytest.param("restart", marks=pytest.mark.short)]
)
async def test_a_tour_comes_out_right_and_leaves_its_transcript(tour: str, tmp_path: Path) -> None:
    """A tour ends with 0, and its transcript is JSON lines of five texts in the order of time."""
    file = tmp_path / "tour.jsonl"
    said = await _play("--tour", tour, "--headless", "--transcript", str(file))
    assert "came out right" in said
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(lines) > 100
    for line in lines:
        assert list(line) == KEYS
        assert all(isinstance(value, str) for value in line.values())
    times = [datetime.fromisoformat(line["at"]) for line in lines]
    assert times == sorted(times)
    assert all(at.utcoffset() is not None for at in times)
    kinds = {line["kind"] for line in lines}
    assert {"scene", "command", "press", "form", "message"} <= kinds
    assert not any("Traceback" in line["text"] for line in lines)


async def _play(*arguments: str) -> str:
    """Run `setwise practice` to its end; returns what it printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "practice", *arguments,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        said, _ = await asyncio.wait_for(process.communicate(), 110)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    text = said.decode()
    assert process.returncode == 0, text
    return text

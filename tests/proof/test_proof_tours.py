"""Every tour of the docs comes out right, and that of a year, with the bot as its own process.

The quarter is the short form of the year: it has a cut-off a month, moves, and one clock change.
"""

from __future__ import annotations

import asyncio
import sys

import pytest

LONG = ("classic-90", "trio-30", "written-week", "handover", "year")


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "tour",
    [
        pytest.param("quarter", marks=pytest.mark.short),
        *(pytest.param(tour, marks=pytest.mark.proof) for tour in LONG),
    ],
)
async def test_a_tour_comes_out_right(tour: str) -> None:
    """`setwise practice --tour NAME --headless` ends with 0."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "practice", "--tour", tour, "--headless",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    assert "came out right" in said.decode()

"""The page of a plan in a browser: no requests, nothing cut off, and A4 on paper."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from chrome import BINARY, Tab

from benchmarks.forming_people import people
from bot.plan_page.page import Pages
from config.words import load_words
from learning.forming.solve import solve

pytestmark = [
    pytest.mark.skipif(BINARY is None, reason="chromium is not installed"),
    pytest.mark.asyncio(loop_scope="session"),
]


async def test_a_plan_fits_a_phone_and_a_sheet_of_paper(browser: Tab, tmp_path: Path) -> None:
    """It opens from a file, asks for nothing else, is never wider than the screen, prints on A4."""
    tab = browser
    tab.trouble.clear()
    problem = people(40, 5)
    plan = solve(problem, seed=1, budget=200)
    file = tmp_path / "plan.html"
    file.write_text(Pages(words=load_words(), problem=problem, plan=plan).html(), encoding="utf-8")
    for width in (320, 390, 1100):
        await tab.size(width, 900)
        before = len(tab.requests)
        await tab.open(file.as_uri())
        assert {url for url in tab.requests[before:] if url != "about:blank"} == {file.as_uri()}
        assert await tab.run("document.documentElement.scrollWidth") <= width
    assert tab.trouble == []
    printed = await tab.send("Page.printToPDF", preferCSSPageSize=True)
    await tab.send("Page.navigate", url="about:blank")
    pdf = base64.b64decode(printed["data"])
    assert re.search(rb"/MediaBox \[0 0 59[45]\.\d+ 84[12]\.\d+\]", pdf)
    assert 2 <= len(re.findall(rb"/Type /Page\b", pdf)) <= 8

"""What the page's tests stand on: a served scene, somebody to ask, and a browser that looks."""

from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio
from chrome import Tab, chrome
from pagescene import Scene, serve
from pageseen import Seen
from pagevisitor import Visitor


@pytest_asyncio.fixture
async def visitor() -> AsyncIterator[Visitor]:
    """A scene, served, and somebody to ask."""
    scene = Scene()
    runner, url = await serve(scene)
    async with aiohttp.ClientSession() as session:
        yield Visitor(scene, session, url)
    await runner.cleanup()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Tab]:
    """One browser for all tests."""
    async with chrome() as tab:
        yield tab


@pytest_asyncio.fixture(loop_scope="session")
async def seen(browser: Tab) -> AsyncIterator[Seen]:
    """A fresh scene for each test; afterwards the page must have made no trouble."""
    scene = Scene()
    runner, url = await serve(scene)
    browser.trouble.clear()
    browser.requests.clear()
    await browser.size(1280, 800)
    yield Seen(scene, browser, url)
    outside = [one for one in browser.requests if not one.startswith((url, "about:", "data:"))]
    trouble = [one for one in browser.trouble if "/practice/api/" not in one]
    await browser.send("Page.navigate", url="about:blank")
    await runner.cleanup()
    assert outside == []
    assert trouble == []

"""The whole way: a person in Chromium, the practice server's sockets, and a real discord.py bot."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
import yarl
from chrome import BINARY, Tab, by_text
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from pagebot import make_bot

from practice.clock import PracticeClock
from practice.hands import Hands
from practice.pageapi import add_page
from practice.server import PracticeServer
from practice.world import World

pytestmark = [
    pytest.mark.skipif(BINARY is None, reason="chromium is not installed"),
    pytest.mark.asyncio(loop_scope="session"),
]
FORM = "document.getElementById('form-dialog')"
TEXT = "document.body.innerText"
LOG = "document.getElementById('messages').innerText"


async def ready(bot: commands.Bot) -> None:
    """Wait until the bot is ready, also before its login has begun."""
    while not bot.is_ready():  # noqa: ASYNC110 (discord.py's own event is not there before login)
        await asyncio.sleep(0.01)


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Tab, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Tab]:
    """A browser as Asha, on a practice server with a ready bot."""
    clock = PracticeClock(datetime(2027, 2, 2, 12, 30, tzinfo=UTC))
    world = World(clock)
    world.build_guild("South West", channels=("general",))
    cast = {world.add_member(name).id: about for name, about in (
        ("Asha", "GP in Truro"), ("Ben", "Potter, Bude"))}  # fmt: skip
    server = PracticeServer(world, clock)
    add_page(server.app, world, Hands(world), clock, cast=cast,
             bot_state=lambda: "ready" if server.hub.connected else "starting")  # fmt: skip
    await server.start()
    monkeypatch.setattr(Route, "BASE", server.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
    bot = make_bot()
    tab = browser
    tab.trouble.clear()
    async with bot:
        running = asyncio.create_task(bot.start("practice"))
        await tab.size(1280, 800)
        await tab.open(server.base_url)
        await tab.until(f"{TEXT}.includes('Bot is here')")
        async with asyncio.timeout(10):
            await ready(bot)
        await bot.tree.sync()
        yield tab
        await tab.send("Page.navigate", url="about:blank")
        await bot.close()
        await running
    await server.stop()
    assert tab.trouble == []
    assert server.findings == []


async def test_press_fill_in_and_be_answered(page: Tab) -> None:
    """A typed command posts a card; its button opens a form; sending it brings a private answer."""
    await page.run("document.getElementById('box').focus()")
    await page.write("/card")
    await page.until("!document.getElementById('command-list').hidden")
    await page.key("Enter")
    await page.click(by_text("I am here"))
    await page.until(f"{TEXT}.includes('Here: 1')")
    await page.click(by_text("I am here"))
    await page.until(f"{TEXT}.includes('Here: 2')")

    await page.click(by_text("Write it down"))
    await page.until(f"{FORM}.open")
    await page.write("Ask one open question")
    ben = f"[...{FORM}.querySelectorAll('option')].find(o => o.textContent.startsWith('Ben')).value"
    await page.run(f"{FORM}.querySelector('select').value = {ben}")
    await page.click(f"{FORM}.querySelector('input[value=me]')")
    await page.click(f"{FORM}.querySelector('.tick input')")
    await page.click(by_text("Send", "button", FORM))
    await page.until(f"!{FORM}.open")
    await page.until(f"{TEXT}.includes('Kept: Ask one open question (me, Ben, True)')")
    await page.until(f"{TEXT}.includes('Only you can see this.')")

    await page.click(by_text("Put it away"))
    await page.until(f"!{LOG}.includes('Kept:')")

    await page.click("document.getElementById('commands-button')")
    await page.click(by_text("/area", "li"))
    await page.until("!document.getElementById('command-form').hidden")
    await page.write("dor")
    await page.click(by_text("Dorset", "li"))
    await page.click(by_text("Run"))
    await page.until(f"{TEXT}.includes('You are in DORSET.')")

    await page.click("document.getElementById('me')")
    await page.click(by_text("Ben", "button", "document.getElementById('people')"))
    await page.until(f"{TEXT}.includes('Potter, Bude') && {TEXT}.includes('Here: 2')")
    await page.until(f"!({LOG}).includes('You are in DORSET.')")

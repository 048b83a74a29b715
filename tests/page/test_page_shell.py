"""Round the messages: being somebody else, the drawer, the welcome, places, a lost line."""

import pytest
from chrome import BINARY, by_text
from pagecards import card, text
from pagescene import Scene, serve
from pageseen import FOCUS, TEXT, Seen, press

pytestmark = [
    pytest.mark.skipif(BINARY is None, reason="chromium is not installed"),
    pytest.mark.asyncio(loop_scope="session"),
]


async def test_being_someone_else_changes_what_is_seen(seen: Seen) -> None:
    """Another person's places, letters and live line; nothing of the one before is left."""
    tab = await seen.open("Amara", "set-kestrel")
    assert "Your card as guide" in await tab.run(TEXT)
    await tab.click("document.getElementById('me')")
    await press(tab, "Priya", "document.getElementById('people')")
    await tab.until("document.getElementById('me').innerText.includes('Textile artist')")
    await tab.click(by_text("set-kestrel", "a.place"))
    await tab.until(f"{TEXT}.includes('Open questions')")
    assert "Your card as guide" not in await tab.run(TEXT)
    await seen.scene.hands.named("Tom").say(
        seen.scene.channel("set-kestrel").id, "Are we all here?"
    )
    await tab.until(f"{TEXT}.includes('Are we all here?')")
    await tab.until("document.getElementById('announcer').textContent.includes('Tom: Are we all')")


async def test_drawer_opens_closes_and_gives_the_focus_back(seen: Seen) -> None:
    """On a phone the places are in a drawer: hidden from Tab when shut, Escape shuts it."""
    await seen.tab.size(390, 844)
    tab = await seen.open()
    hidden = "getComputedStyle(document.getElementById('rail')).visibility"
    assert await tab.run(hidden) == "hidden"
    await tab.click("document.getElementById('menu-button')")
    await tab.until(f"{hidden} === 'visible' && {FOCUS}.id === 'me'")
    await tab.key("Escape")
    await tab.until(f"{hidden} === 'hidden' && {FOCUS}.id === 'menu-button'")


async def test_first_visit_is_welcomed_once(seen: Seen) -> None:
    """Four lines on the first visit; none on the second, unless asked for."""
    tab = await seen.open()
    welcome = "document.getElementById('welcome')"
    assert await tab.run(f"{welcome}.querySelectorAll('li').length") == 4
    await press(tab, "Start")
    await tab.until(f"{welcome}.hidden")
    await tab.open(seen.url)
    assert await tab.run(f"{welcome}.hidden") is True
    await press(tab, "What is this?")
    await tab.until(f"!{welcome}.hidden")


async def test_people_can_be_set_acting_from_the_list(seen: Seen) -> None:
    """The switch beside a name, and the one for everybody, reach the hook."""
    tab = await seen.open()
    await tab.click("document.getElementById('me')")
    sam = seen.scene.ids["Sam"]
    await tab.click(f"document.querySelector('[data-key=acts-{sam}]')")
    await tab.until(f"document.querySelector('[data-key=acts-{sam}]').checked")
    await tab.click("document.querySelector('[data-key=acts-all]')")
    await tab.until("document.querySelectorAll('.acts input:checked').length === 14")
    assert seen.scene.cast_calls == [(sam, True), (None, True)]


async def test_lost_line_is_said_and_mended(seen: Seen) -> None:
    """When the server goes the page says so, and catches up by itself when it is back."""
    scene = Scene()
    runner, url = await serve(scene)
    tab = seen.tab
    await tab.open(url)
    await runner.cleanup()
    await tab.until(f"{TEXT}.includes('The practice server is not answering. Trying again…')")
    await press(tab, "×10")
    await tab.until(f"{TEXT}.includes('The practice server did not answer. Is it still running?')")
    again, _ = await serve(scene, int(url.rpartition(":")[2]))
    scene.say(scene.channel("welcome"), card(text("While you were away")))
    await tab.until(f"{TEXT}.includes('While you were away')")
    assert await tab.run("document.getElementById('lost').hidden") is True
    await tab.send("Page.navigate", url="about:blank")
    await again.cleanup()
    tab.trouble.clear()
    tab.requests.clear()


async def test_places_come_and_go_live(seen: Seen) -> None:
    """A new private channel appears for its people; when the open one goes, another opens."""
    tab = await seen.open("Sam")
    place = seen.scene.private("set-heron", 0, "Sam")
    await tab.click(by_text("set-heron", "a.place"))
    await tab.until("document.getElementById('channel-name').textContent === '# set-heron'")
    seen.scene.world.drop_channel(place)
    await tab.until("document.getElementById('channel-name').textContent === '# welcome'")

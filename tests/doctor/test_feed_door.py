"""Private calendar links: nothing without the word, the same tag while nothing changed, a limit."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.feed import MOST, FeedDoor
from scheduling.clock import HeldClock
from services.calendars import Feed

NOW = datetime(2027, 1, 11, 9, 30, tzinfo=UTC)
WORD = "abcdefghij234567abcdefghij234567"


@pytest.fixture(name="door")
async def _door() -> AsyncIterator[tuple[str, HeldClock]]:
    """A door that knows one word, on a held clock."""
    clock = HeldClock(NOW)

    async def read(word: str) -> Feed | None:
        return Feed(data=b"BEGIN:VCALENDAR", tag="t1") if word == WORD else None

    door = FeedDoor(read, clock)
    port = await door.start(0)
    yield f"http://127.0.0.1:{port}/calendar", clock
    await door.stop()


async def test_only_the_word_opens_it(door: tuple[str, HeldClock]) -> None:
    """The link gives the file; any other word, or none, gives nothing at all."""
    url, _ = door
    async with aiohttp.ClientSession() as web:
        found = await web.get(f"{url}/{WORD}.ics")
        assert (found.status, await found.read()) == (200, b"BEGIN:VCALENDAR")
        assert found.headers["Content-Type"].startswith("text/calendar")
        for other in (f"{'z' * 32}.ics", "", "..%2f", f"{WORD}"):
            assert (await web.get(f"{url}/{other}")).status == 404


async def test_what_has_not_changed_is_not_sent_again(door: tuple[str, HeldClock]) -> None:
    """A diary that shows the tag it has gets 304 and no file."""
    url, _ = door
    async with aiohttp.ClientSession() as web:
        tag = (await web.get(f"{url}/{WORD}.ics")).headers["ETag"]
        again = await web.get(f"{url}/{WORD}.ics", headers={"If-None-Match": tag})
        assert (again.status, await again.read()) == (304, b"")
        other = await web.get(f"{url}/{WORD}.ics", headers={"If-None-Match": '"old"'})
        assert other.status == 200


async def test_one_link_is_not_asked_for_ever(door: tuple[str, HeldClock]) -> None:
    """After so many questions it says: later; ten minutes on it answers again."""
    url, clock = door
    async with aiohttp.ClientSession() as web:
        said = [(await web.get(f"{url}/{WORD}.ics")).status for _ in range(MOST + 1)]
        assert said == [200] * MOST + [429]
        clock.move(NOW + timedelta(minutes=11))
        assert (await web.get(f"{url}/{WORD}.ics")).status == 200

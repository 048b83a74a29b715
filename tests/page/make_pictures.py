"""Makes the pictures of docs/images: plays the first meeting, and looks at it in a browser.

Run by `make pictures`. It knows the tour and the browser. It must not change either.
"""

import asyncio
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from chrome import Tab, chrome

from bot.__main__ import main as setwise
from practice import cast
from practice.__main__ import START
from practice.evening import WELCOME
from practice.pageapi import add_page
from practice.theatre import Theatre
from practice.tours.first_meeting import dates, go_round
from practice.tours.journey import (
    a_newcomer_joins,
    everybody_answers,
    everybody_joins,
    members_of,
    publish,
    set_up,
)
from practice.tours.script import Script
from practice.transcript import Transcript

IMAGES = Path(__file__).parents[2] / "docs" / "images"
DESKTOP, PHONE = (1280, 860), (390, 844)


class Pictures:
    """A theatre with its page, and a browser in front of it."""

    def __init__(self, theatre: Theatre, tab: Tab) -> None:
        self.theatre, self.tab = theatre, tab
        self.count = 0

    async def take(self, name: str, who: str, place: str | int, size: tuple[int, int]) -> None:
        """Look at a place as somebody, and keep the picture."""
        self.count += 1
        await self.tab.size(*size)
        base = self.theatre.server.base_url
        ident = self.theatre.hand(who).id
        await self.tab.open(f"{base}/?{self.count}#as={ident}&c={place}")
        await self.tab.send(
            "Runtime.evaluate",
            expression="[...document.querySelectorAll('button')]"
            ".find(b => b.textContent.trim() === 'Start')?.click()",
        )
        await asyncio.sleep(1)
        await self.tab.picture(IMAGES / f"{name}.png")


async def look_at_a_plan(tab: Tab) -> None:
    """Plan the example of the docs, and keep a picture of its page."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "plan.html"
        out = Path(folder) / "sets.json"
        people = IMAGES.parent / "examples" / "people.csv"
        files = ["--out", str(out), "--page", str(page)]
        setwise(["plan", str(people), *files, "--time-limit", "5"])
        await tab.size(1100, 1260)
        await tab.open(page.as_uri())
        await tab.picture(IMAGES / "plan-page.png")


async def main() -> None:
    """Play and look."""
    with tempfile.TemporaryDirectory() as folder:
        theatre = Theatre(Path(folder), START)
        add_page(
            theatre.server.app, theatre.world, theatre.hands, theatre.clock,
            cast=theatre.cast, welcome=WELCOME,
        )  # fmt: skip
        await theatre.open()
        try:
            await theatre.start_bot()
            async with chrome() as tab:
                await look_at_a_plan(tab)
                await play(Script(theatre, Transcript(theatre)), Pictures(theatre, tab))
        finally:
            await theatre.close()


async def play(script: Script, pictures: Pictures) -> None:
    """Go through the journey and stop at what is worth seeing."""
    lobby = script.theatre.lobby.id
    await set_up(script)
    await everybody_joins(script)
    await script.command(cast.COORDINATOR, "sets plan", area="Devon")
    await pictures.take("plan-desktop", cast.COORDINATOR, lobby, (1280, 1100))
    await pictures.take("plan-phone", cast.COORDINATOR, lobby, (390, 1180))
    await publish(script)
    await script.pass_time(timedelta(minutes=1))
    await pictures.take("asked-phone", "Amara", script.hand("Amara").open_dm(), PHONE)
    await a_newcomer_joins(script)
    await everybody_answers(script)
    await dates(script)
    await pictures.take("dates-desktop", "Amara", room(script, "Amara"), DESKTOP)
    await script.until(lambda: script.private("Amara", button="I am somewhere private"), "15 min")
    await pictures.take("reminder-phone", "Tom", script.hand("Tom").open_dm(), PHONE)
    people = members_of(script, "Amara")
    for name in people:
        await script.robots[name].answer_cards()
    await script.until(lambda: script.in_room("Amara", "Part 2 of", "Done"), "the first round")
    await go_round(script, people, 2)
    await pictures.take("board-desktop", "Tom", room(script, "Tom"), DESKTOP)
    await pictures.take("board-phone", "Tom", room(script, "Tom"), PHONE)
    guide = next(name for name in people if script.private(name, button="+2 min"))
    await pictures.take("guide-phone", guide, script.hand(guide).open_dm(), (390, 1000))
    await script.until(lambda: script.in_room("Amara", "That is time"), "the end")
    await pictures.take("closing-desktop", "Amara", room(script, "Amara"), DESKTOP)


def room(script: Script, name: str) -> str:
    """Return the id of the text channel of somebody's set."""
    channels: list[dict[str, Any]] = script.hand(name).channels()
    return next(str(c["id"]) for c in channels if c["name"].startswith("set-") and c["type"] == 0)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    asyncio.run(main())

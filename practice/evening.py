"""An evening at the practice server: the page, the bot, and a cast that can act by itself.

Knows what a visitor finds when the curtain rises. Must not know the bot's insides.
"""

from __future__ import annotations

import asyncio
import contextlib

from practice import cast
from practice.pageapi import add_page
from practice.robot import Robot
from practice.theatre import Theatre
from practice.tours.journey import set_up
from practice.tours.script import Script
from practice.transcript import Transcript

VISITOR = "Amara"
PACE = 3.0  # virtual seconds between two looks at the phone
WELCOME = (
    "This is a practice server: everything stays on this machine, and nobody here is real.",
    "You are Amara, a GP. Type /join and fill in two short forms.",
    "Then be Ruth, the coordinator. Type /sets plan, choose Devon, and press Publish.",
    "The others answer by themselves. Jump to the next thing, and see what comes.",
)


class Evening:
    """The page with everything behind it."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self._acting: dict[str, asyncio.Task[None]] = {}
        self._keepers: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Put the page up."""
        order = [VISITOR, cast.COORDINATOR]
        lines = self.theatre.cast
        by_name = {self.theatre.name_of(ident): ident for ident in lines}
        names = [*order, *(name for name in by_name if name not in order)]
        add_page(
            self.theatre.server.app,
            self.theatre.world,
            self.theatre.hands,
            self.theatre.clock,
            cast={by_name[name]: lines[by_name[name]] for name in names},
            on_cast=self.act,
            welcome=WELCOME,
            bot_state=self.bot_state,
        )
        await self.theatre.open()

    async def begin(self, *, empty: bool) -> None:
        """Start the bot; unless `empty`, let the server be set up and the others join."""
        await self.theatre.start_bot()
        if not empty:
            script = Script(self.theatre, Transcript(self.theatre))
            await set_up(script)
            for one in cast.EVERYBODY:
                if one.name not in (VISITOR, cast.NEWCOMER.name):
                    await Robot(self.theatre, one).join()
            self.act(None, on=True)
        self._keepers.append(asyncio.create_task(self._keep_the_bot()))

    async def close(self) -> None:
        """Send everybody home."""
        for task in [*self._acting.values(), *self._keepers]:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task
        await self.theatre.close()

    def act(self, user_id: int | None, on: bool) -> None:
        """Let one of the cast, or everybody but the visitor, act by themselves, or stop."""
        names = [one.name for one in cast.EVERYBODY if one.name != VISITOR]
        if user_id is not None:
            names = [self.theatre.name_of(user_id)]
        for name in names:
            task = self._acting.pop(name, None)
            if task is not None:
                task.cancel()
            if on and name not in cast.STAFF:
                robot = Robot(self.theatre, cast.named(name))
                self._acting[name] = asyncio.create_task(robot.live(PACE))

    def bot_state(self) -> str:
        """Say how the bot is."""
        bot = self.theatre.bot
        if bot is None or not self.theatre.has_commands:
            return "starting"
        return "ready" if bot.returncode is None else "away"

    async def _keep_the_bot(self) -> None:
        """Start the bot again when it was killed: that is worth trying too."""
        while True:
            await asyncio.sleep(1)
            if self.theatre.bot is not None and self.theatre.bot.returncode is not None:
                await self.theatre.start_bot()

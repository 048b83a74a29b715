"""What came back from a press, a command or a form, followed while it grows.

It reads the interaction in the world. It must not change it, apart from giving up on it.
"""

import asyncio
import time
from collections.abc import Callable

from practice.world import Interaction, World
from practice.world.texts import text_of
from practice.world.wiretypes import Json

DEFER_NEW, DEFER_UPDATE = 5, 6


class Answer:
    """The bot's answer: a message, a form, "thinking", or nothing in time."""

    def __init__(self, world: World, interaction: Interaction) -> None:
        self.world = world
        self.interaction = interaction

    @property
    def failed(self) -> bool:
        """True when no acknowledgement came within three real seconds."""
        return self.interaction.failed

    @property
    def deferred(self) -> bool:
        """True while the bot has only said that it will answer."""
        one = self.interaction
        return one.answered in (DEFER_NEW, DEFER_UPDATE) and one.latest is None

    @property
    def message(self) -> Json | None:
        """The newest message this made or changed, as it stands now; None when there is none."""
        latest = self.interaction.latest
        if latest is None or self.world.find(latest.channel_id, latest.id) is None:
            return None
        return self.world.message_wire(latest, self.interaction.user_id)

    @property
    def messages(self) -> list[Json]:
        """The first answer and all follow-ups that are still there, oldest first."""
        one = self.interaction
        held = ([one.original] if one.original and not one.loading else []) + one.made
        alive = [each for each in held if self.world.find(each.channel_id, each.id)]
        return [self.world.message_wire(each, one.user_id) for each in alive]

    @property
    def modal(self) -> Json | None:
        """The form that opened: Discord's modal data, with `interaction_id` and `channel_id`."""
        return self.interaction.modal

    @property
    def private(self) -> bool:
        """Whether the message is for this person's eyes only."""
        latest = self.interaction.latest
        return latest is not None and latest.only_for is not None

    @property
    def text(self) -> str:
        """The message read aloud; empty when there is none."""
        found = self.message
        return text_of(found) if found else ""

    async def acknowledged(self) -> "Answer":
        """Wait for the first acknowledgement, or give up after the world's patience."""
        one = self.interaction
        await self._until(lambda: one.answered is not None, self.world.patience - one.age())
        if one.answered is None:
            self.world.give_up(one)
        return self

    async def settled(self, timeout: float = 10.0) -> "Answer":  # noqa: ASYNC109 (it returns, it does not raise)
        """Wait until there is more than "thinking", or `timeout` real seconds have passed."""
        await self._until(lambda: self.failed or not self.deferred, timeout)
        return self

    async def changed(self, timeout: float = 10.0) -> bool:  # noqa: ASYNC109 (a yes or no is wanted)
        """Wait for the next edit or follow-up; False when none came."""
        before = self.interaction.revision
        return await self._until(lambda: self.interaction.revision != before, timeout)

    async def _until(self, done: Callable[[], bool], seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not done():
            left = end - time.monotonic()
            if left <= 0:
                return False
            self.interaction.news.clear()
            try:
                await asyncio.wait_for(self.interaction.news.wait(), left)
            except TimeoutError:
                return done()
        return True

"""What every part of the world stands on: ids, practice time, and telling those who watch.

It knows users and the watchers. Places, messages and the rest build on it.
"""

import time
from collections.abc import Callable
from datetime import datetime

from practice.clock import PracticeClock
from practice.world.things import User
from practice.world.wiretypes import Json

Watcher = Callable[[str, Json], None]

DISCORD_EPOCH_MS = 1_420_070_400_000


class Snowflakes:
    """Ids from real time, as discord.py compares an interaction's id with the real clock."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self) -> int:
        """The next id, always larger than the one before."""
        made = (int(time.time() * 1000) - DISCORD_EPOCH_MS) << 22
        self._last = max(made, self._last + 1)
        return self._last


class Core:
    """Ids, users, time and watchers."""

    def __init__(self, clock: PracticeClock, bot_name: str = "Setwise") -> None:
        self.clock = clock
        self.next_id = Snowflakes()
        self.users: dict[int, User] = {}
        self._watchers: list[Watcher] = []
        self.bot = User(self.next_id(), bot_name.lower(), bot_name, bot=True)
        self.users[self.bot.id] = self.bot
        self.application_id = self.bot.id
        self.application_flags = 0  # such as privileged intents that were switched on
        self.base_url = "http://127.0.0.1"

    def now(self) -> datetime:
        """The moment in practice time, aware UTC."""
        return self.clock.now()

    def watch(self, callback: Watcher) -> Callable[[], None]:
        """Call `callback(kind, payload)` on everything that happens; returns how to stop.

        Payloads are JSON-able. Kinds: `message_create`, `message_update` {message, channel_id,
        only_for}, `message_delete` {id, channel_id, only_for}, `channel_create|update|delete`
        {channel}, `thread_members` {id, added, removed}, `member_join|leave|update` {guild_id,
        member}, `role_create` {role}, `event_create|update|delete` {event}, `event_interest`
        {event_id, user_id, interested}, `voice` {state}, `voice_status` {channel_id, status},
        `typing` {channel_id, user_id}, `reaction` {…, added}, `pins` {channel_id}, `commands` {},
        `interaction` {interaction}, `interaction_answered` {id, type}, `interaction_failed` {id,
        user_id, channel_id, reason}, `modal_opened` {user_id, modal, interaction_id}, `finding`
        {text}.
        """
        self._watchers.append(callback)

        def stop() -> None:
            if callback in self._watchers:
                self._watchers.remove(callback)

        return stop

    def tell(self, kind: str, payload: Json) -> None:
        """Let every watcher know that something happened."""
        for watcher in list(self._watchers):
            watcher(kind, payload)

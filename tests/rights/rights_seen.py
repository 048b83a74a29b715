"""Who can read a pattern of text, in any channel, direct message, form, file or event, at any time.

Knows the practice server from inside. Must not know what anybody may read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from journeys_house import StageSet

from practice.world import Channel, Message


@dataclass
class Seen:
    """Gathers, each time it looks, who reads what; a text that was there once was read."""

    stage: StageSet
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    readers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _known: dict[int, str] = field(default_factory=dict[int, str])

    def look(self) -> None:
        """Note who can read each match in each message as it stands now."""
        for channel_id, held in self.stage.world.messages.items():
            channel = self.stage.world.channels.get(channel_id)
            for message in list(held.values()) if channel else ():
                text = told_in(message)
                if channel is None or self._known.get(message.id) == text:
                    continue
                self._known[message.id] = text
                for word in set(self.pattern.findall(text)):
                    self.readers[word] |= self._readers(channel, message)
        for word in set(self.pattern.findall(self.shared_by_all())):
            self.readers[word] |= set(self.names)

    def standing(self) -> dict[str, set[str]]:
        """Return who can read each match now, of what stands in channels and direct messages."""
        now = Seen(self.stage, self.pattern, self.names)
        now.look()
        return {word: readers for word, readers in now.readers.items() if readers}

    def shared_by_all(self) -> str:
        """Return all text that is in no message: channels, events, roles, nicknames."""
        world = self.stage.world
        channels = [f"{one.name} {one.topic}" for one in world.channels.values()]
        return "\n".join([*channels, *(str(event) for event in world.events.values())])

    def _readers(self, channel: Channel, message: Message) -> set[str]:
        world = self.stage.world
        ids = {name: self.stage.hand(name).id for name in self.names}
        if message.only_for is not None:
            return {name for name, ident in ids.items() if ident == message.only_for}
        return {name for name, ident in ids.items() if world.can_see(channel, ident)}


def told_in(message: Message) -> str:
    """Return all that a message holds: text, components with their addresses, and files."""
    files = [f"{one.filename} {one.content!r}" for one in message.attachments]
    return "\n".join([message.content, str(message.components), str(message.embeds), *files])

"""Microphones in a server: who is in voice, whose is off because of us, and what can be asked.

Knows shapes only. Must not know whose microphone should be off (see `learning.session.quiet`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Muted:
    """Somebody whose microphone we turned off, or were about to; the id is server + "." + xid.

    It is kept before Discord is asked, and goes only when Discord has said that it is on again.
    """

    id: str
    guild_xid: int
    xid: int
    person_id: str
    set_id: str
    muted_at: datetime


@dataclass(frozen=True, slots=True)
class Voice:
    """Where somebody is in voice, and whether their microphone is off for the server."""

    channel_xid: int
    muted: bool


def muted_id(guild_xid: int, xid: int) -> str:
    """Name the microphone of a person in a server."""
    return f"{guild_xid}.{xid}"


class Microphones(Protocol):
    """What Discord can be asked about voice; a part of the stage."""

    def hears(self, guild_xid: int) -> bool:
        """Say whether what happens in a server is told to us, and not to another process."""
        ...

    async def voices(self, guild_xid: int) -> Mapping[int, Voice]:
        """Return everybody in the voice channels of a server, by Discord id."""
        ...

    async def mute(self, guild_xid: int, user_xid: int, *, on: bool) -> bool:
        """Turn somebody's microphone off (`on`) or on; False: not in voice, so nothing is done."""
        ...

    async def may_mute(self, guild_xid: int, voice_xid: int) -> bool:
        """Say whether we have the right to turn microphones off in a voice channel."""
        ...

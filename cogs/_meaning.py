"""What Discord's own errors mean in the five kinds of the house.

Knows Discord's error codes. Must not know what was being done, beyond the names it is handed.
"""

from __future__ import annotations

import aiohttp
import discord

from learning.refusals import Misconfigured, Said, Unavailable, Unreachable

_GONE = {
    10003: "channel_gone",
    10004: "server_gone",
    10007: "person_gone",
    10008: "message_gone",
    10013: "person_gone",
    10015: "press_old",  # the token of a press has run out
    10062: "press_old",
    10070: "event_gone",
    30046: "message_old",
    40060: "press_old",
    50007: "dm_closed",
    50027: "press_old",
    50278: "person_gone",  # no server in common: they left
}
_FULL = {30013: "full.channels", 30038: "full.events"}
_LATE = frozenset({10015, 10062, 40060, 50027})
_AWAY = (
    aiohttp.ClientError,
    TimeoutError,
    ConnectionError,
    discord.RateLimited,
    discord.GatewayNotFound,
    discord.ConnectionClosed,
)


def meaning(error: BaseException, *, permission: str = "", channel_xid: int = 0) -> Said | None:
    """Return the error of the house that a Discord error stands for; None for anything else.

    `permission` and `channel_xid` name what was most likely lacking, where Discord does not say.
    """
    if isinstance(error, Said):
        return error
    if isinstance(error, discord.LoginFailure):
        return Misconfigured("token")
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return Misconfigured("intents")
    if isinstance(error, discord.HTTPException):
        return _of_answer(error, permission, channel_xid)
    return Unavailable("discord_away") if isinstance(error, _AWAY) else None


def too_late(error: BaseException) -> bool:
    """Whether Discord no longer takes an answer to this press: it cannot be told anything."""
    return isinstance(error, discord.HTTPException) and error.code in _LATE


def _of_answer(error: discord.HTTPException, permission: str, channel_xid: int) -> Said | None:
    if error.code in _GONE:
        return Unreachable(_GONE[error.code], channel=channel_xid)
    if error.code in _FULL:
        return Misconfigured(_FULL[error.code])
    if error.status == 401:
        return Misconfigured("token")
    if error.status == 403:
        key = f"rights.{permission}" if permission else "rights"
        return Misconfigured(key, permission=permission, channel=channel_xid)
    if error.status == 429 or error.status >= 500:
        return Unavailable("discord_away")
    return None

"""Rate limits: counting requests in buckets, and the headers a library reads.

It must not know what any route does. Real seconds throughout.
"""

import hashlib
import time
from collections.abc import Mapping

from aiohttp import web

from practice.desk.call import Route
from practice.desk.errors import ApiError
from practice.desk.memory import Memory, Pace, Window

MAJOR = ("channel_id", "guild_id", "webhook_token", "interaction_id")


def _pace(memory: Memory, one: Route) -> Pace:
    return memory.paces.get((one.method, one.template), memory.default)


def enter(memory: Memory, one: Route, path: Mapping[str, str]) -> Window:
    """Count a request in its bucket and in the bot's own; 429 when either is full."""
    now = time.monotonic()
    major = next((path[key] for key in MAJOR if key in path), "")
    window = memory.window(f"{one.method} {one.template} {major}")
    whole = memory.window("whole bot")
    if one.token and (wait := whole.wait(memory.whole_bot, now)) > 0:
        raise too_fast(wait, whole_bot=True)
    if (wait := window.wait(_pace(memory, one), now)) > 0:
        raise too_fast(wait)
    window.hits.append(now)
    if one.token:
        whole.hits.append(now)
    return window


def too_fast(wait: float, *, whole_bot: bool = False) -> ApiError:
    """The 429 that asks to wait `wait` seconds."""
    more = {"retry_after": round(wait, 3), "global": whole_bot}
    return ApiError(0, status=429, message="You are being rate limited.", more=more)


def stamp(response: web.Response, memory: Memory, one: Route, window: Window) -> None:
    """Write the bucket's headers on an answer."""
    pace = _pace(memory, one)
    first = window.hits[0] if window.hits else time.monotonic()
    after = max(first + pace.seconds - time.monotonic(), 0.0)
    name = hashlib.sha256(f"{one.method} {one.template}".encode()).hexdigest()[:32]
    response.headers["X-RateLimit-Limit"] = str(pace.times)
    response.headers["X-RateLimit-Remaining"] = str(max(pace.times - len(window.hits), 0))
    response.headers["X-RateLimit-Reset"] = f"{time.time() + after:.3f}"
    response.headers["X-RateLimit-Reset-After"] = f"{after:.3f}"
    response.headers["X-RateLimit-Bucket"] = name


def refuse(response: web.Response, no: ApiError) -> None:
    """Write the headers of a 429."""
    whole = bool(no.body.get("global"))
    response.headers["Retry-After"] = str(int(float(no.body.get("retry_after", 1))) + 1)
    response.headers["X-RateLimit-Scope"] = "global" if whole else "user"
    if whole:
        response.headers["X-RateLimit-Global"] = "true"

"""The door of the page: who may knock, what a refusal looks like, and which headers go out.

It knows requests and headers. It must not know the world, the clock or what is asked for.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from yarl import URL

from practice.hands import RefusedError

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'; object-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class SorryError(Exception):
    """A request that cannot be met: an HTTP status and one plain sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def _host_of(authority: str) -> str | None:
    try:
        return URL(f"http://{authority}").host
    except ValueError:
        return None


def is_local(request: web.Request) -> bool:
    """Say whether a request names this machine, and comes from a page served at that address."""
    if _host_of(request.host) not in LOOPBACK:
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin == f"http://{request.host}"


def guarded(handler: Handler) -> Handler:
    """Let only local requests through; turn refusals into a status and one sentence."""

    async def knock(request: web.Request) -> web.StreamResponse:
        if not is_local(request):
            answer = said(403, "Only pages served by this machine may ask.")
        else:
            answer = await _tried(handler, request)
        if not answer.prepared:
            answer.headers.update(HEADERS)
        return answer

    return knock


async def _tried(handler: Handler, request: web.Request) -> web.StreamResponse:
    try:
        return await handler(request)
    except SorryError as sorry:
        return said(sorry.status, str(sorry))
    except RefusedError as no:
        return said(409, sentence(str(no)))


def said(status: int, words: str) -> web.Response:
    """An error as the page reads it."""
    return web.json_response({"error": words}, status=status)


def sentence(words: str) -> str:
    """Make a few words a sentence: a capital at the start, a full stop at the end."""
    words = words.strip() or "that did not work"
    return words[0].upper() + words[1:] + ("" if words[-1] in ".!?" else ".")


async def body_of(request: web.Request) -> Json:
    """The JSON object a request carries; refused when it is anything else."""
    if request.content_type != "application/json":
        raise SorryError(415, "Please send JSON.")
    try:
        found: Any = await request.json()
    except ValueError:
        raise SorryError(400, "That was not JSON.") from None
    if not isinstance(found, dict):
        raise SorryError(400, "A JSON object is wanted.")
    return found  # pyright: ignore[reportUnknownVariableType] (JSON from outside)


def number(value: Any, what: str) -> int:
    """An id from the page; refused when it is none."""
    text = str(value)
    if not text.isdecimal() or len(text) > 20:
        raise SorryError(400, f"There is no such {what}.")
    return int(text)

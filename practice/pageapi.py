"""The page of the practice server, hung on an aiohttp application over a world and its hands.

It knows routes and files. What a person sees is in `pageapi_view`, what they do in `pageapi_acts`.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from aiohttp import web

from practice.clock import PracticeClock
from practice.hands import Hands
from practice.pageapi_acts import Acts, OnCast
from practice.pageapi_door import SorryError, guarded, number
from practice.pageapi_live import Lives
from practice.pageapi_view import View
from practice.world import World

FILES = Path(__file__).parent / "page"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
POSTS = (
    "command", "autocomplete", "press", "submit", "say", "voice", "event", "clock", "cast", "read",
    "dismiss",
)  # fmt: skip


def add_page(
    app: web.Application,
    world: World,
    hands: Hands,
    clock: PracticeClock,
    *,
    cast: Mapping[int, str] | None = None,
    on_cast: OnCast | None = None,
    welcome: Sequence[str] = (),
    bot_state: Callable[[], str] | None = None,
) -> None:
    """Serve the page at `/` and its own doors below `/practice/`.

    `cast` maps user ids to one line about each ("GP in Exeter"), in the order shown; without it,
    everybody in the guild but its owner and bots. It is read anew each time, so it may grow.
    `on_cast(user_id or None for everybody, on)` is called when people are asked to act by
    themselves; without it the control is hidden. `welcome`: a few short lines for the first visit.
    `bot_state()` says "ready", "starting" or "away"; without it the bot is ready once it has
    commands.
    """
    view = View(world, hands, clock, cast, bot_state, tuple(welcome))
    acts, lives = Acts(view, on_cast), Lives(view)
    pages = _Pages(view, acts, lives)
    app.on_shutdown.append(lives.close)
    app.router.add_get("/", guarded(pages.index))
    app.router.add_get("/practice/page/{name}", guarded(pages.file))
    app.router.add_get("/practice/api/state", guarded(pages.state))
    app.router.add_get("/practice/api/messages", guarded(pages.messages))
    app.router.add_get("/practice/api/live", guarded(pages.live))
    for name in POSTS:
        app.router.add_post(f"/practice/api/{name}", guarded(getattr(acts, name)))


class _Pages:
    """What the page reads."""

    def __init__(self, view: View, acts: Acts, lives: Lives) -> None:
        self.view, self.acts, self.lives = view, acts, lives

    async def index(self, _: web.Request) -> web.Response:
        return web.Response(
            body=(FILES / "index.html").read_bytes(), content_type="text/html", charset="utf-8"
        )

    async def file(self, request: web.Request) -> web.Response:
        path = FILES / request.match_info["name"]
        if path.parent != FILES or path.suffix not in KINDS or not path.is_file():
            raise SorryError(404, "There is no such file.")
        kind = KINDS[path.suffix]
        return web.Response(body=path.read_bytes(), content_type=kind, charset="utf-8")

    async def state(self, request: web.Request) -> web.Response:
        viewer = self._viewer(request)
        return web.json_response(self.view.state(viewer) | {"cast_acts": self.acts.cast_acts()})

    async def messages(self, request: web.Request) -> web.Response:
        hand = self.acts.hand(self._viewer(request))
        return web.json_response(hand.messages(number(request.query.get("channel"), "channel")))

    async def live(self, request: web.Request) -> web.StreamResponse:
        return await self.lives.serve(request, self._viewer(request))

    def _viewer(self, request: web.Request) -> int:
        """Who asks: the person named, or the first of the cast when none (or nobody known) is."""
        people = self.view.people()
        if not people:
            raise SorryError(404, "There is nobody here yet.")
        named = request.query.get("as", "")
        known = named.isdecimal() and int(named) in people
        return int(named) if known else next(iter(people))

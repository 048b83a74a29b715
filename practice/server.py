"""The practice server: one loopback address with a REST door, a gateway and a clock.

It puts the pieces together. It must not know the bot, nor the page built upon it.
"""

from aiohttp import web

from practice.clock import PracticeClock
from practice.clockdoor import PATH, ClockDoor
from practice.desk.memory import Memory
from practice.faults import Faults
from practice.findings import Findings
from practice.gateway import intents
from practice.gateway.hub import Hub
from practice.rest.door import API, Door
from practice.world import World

HOST = "127.0.0.1"


class PracticeServer:
    """A Discord on this machine. `privileged` intents (bits) may be asked for; none by default."""

    def __init__(
        self,
        world: World,
        clock: PracticeClock,
        *,
        token: str = "practice",  # noqa: S107 (a word, not a secret: nothing outside can use it)
        port: int = 0,
        privileged: int = 0,
    ) -> None:
        self.world = world
        self.clock = clock
        self.token = token
        self.port = port
        self.findings = Findings(world)
        self.faults = Faults()
        self.memory = Memory(
            members_intent=bool(privileged & intents.MEMBERS),
            message_content=bool(privileged & intents.CONTENT),
        )
        self.hub = Hub(world, token, privileged=privileged)
        self.faults.on_drop.append(self.hub.drop)
        self.door = Door(world, self.findings, self.memory, self.faults, token)
        self.app = web.Application(client_max_size=64 * 1024 * 1024)
        self._runner: web.AppRunner | None = None

    @property
    def base_url(self) -> str:
        """The address of the server itself."""
        return f"http://{HOST}:{self.port}"

    @property
    def api_url(self) -> str:
        """What `discord.http.Route.BASE` is set to."""
        return f"{self.base_url}{API}"

    @property
    def gateway_url(self) -> str:
        """What `DiscordWebSocket.DEFAULT_GATEWAY` is set to."""
        return f"ws://{HOST}:{self.port}/gateway"

    async def start(self) -> None:
        """Open the doors, on loopback only; the port is known afterwards."""
        self.app.router.add_get("/gateway", self.hub.handle)
        self.app.router.add_get("/gateway/", self.hub.handle)
        self.app.router.add_get(PATH, ClockDoor(self.clock).handle)
        self.app.router.add_get("/cdn/attachments/{channel}/{file}/{name}", self._file)
        self.door.add_to(self.app)
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self.port)
        await site.start()
        self.port = int(self._runner.addresses[0][1])
        self.world.base_url = self.base_url
        self.door.gateway_url = self.hub.url = self.gateway_url

    async def stop(self) -> None:
        """Close the doors."""
        await self.hub.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _file(self, request: web.Request) -> web.Response:
        ident = request.match_info["file"]
        file = self.world.files.get(int(ident)) if ident.isdecimal() else None
        if file is None:
            raise web.HTTPNotFound
        return web.Response(body=file.content, content_type=file.content_type)

"""One request on its way in, one reply on its way out, and the list of routes.

It knows the shapes. It must not know what any route does.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from practice.desk.errors import Problem
from practice.desk.memory import Memory
from practice.findings import Findings
from practice.world import Attachment, Json, User, World
from practice.world.wiretypes import obj, xid


@dataclass
class Call:
    """A request the door has let in: who, where, and what was sent."""

    world: World
    findings: Findings
    memory: Memory
    method: str
    template: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    raw: Any = None
    files: list[Attachment] = field(default_factory=list[Attachment])
    reason: str | None = None
    gateway_url: str = ""

    @property
    def where(self) -> str:
        """The route in a few words, for findings."""
        return f"{self.method} {self.template}"

    @property
    def body(self) -> Json:
        """The JSON object that was sent; empty when there was none or it is a list."""
        return obj({"it": self.raw}, "it")

    @property
    def bot(self) -> User:
        """The bot that asks."""
        return self.world.bot

    def xid(self, name: str) -> int:
        """An id from the path."""
        return int(self.path[name])

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A number from the query, kept between `low` and `high`."""
        text = self.query.get(name, "")
        return max(low, min(high, int(text))) if text.lstrip("-").isdecimal() else default

    def asked_id(self, name: str) -> int | None:
        """An id from the query, or None."""
        return xid(self.query.get(name))

    def flag(self, name: str) -> bool:
        """A yes or no from the query."""
        return self.query.get(name, "").lower() in ("1", "true")


@dataclass
class Reply:
    """What goes back: JSON, or nothing with 204."""

    body: Any = None
    status: int = 200


Handler = Callable[[Call], Awaitable[Reply]]
Check = Callable[[Call], list[Problem]]


@dataclass(frozen=True)
class Route:
    """A route: method, Discord's path template, what it does, and what it checks first."""

    method: str
    template: str
    handler: Handler
    check: Check | None
    token: bool


ROUTES: list[Route] = []


def route(
    method: str,
    template: str,
    *,
    check: Check | None = None,
    token: bool = True,
) -> Callable[[Handler], Handler]:
    """Enter a handler in the list; `token` False when the path itself is the key."""

    def enter(handler: Handler) -> Handler:
        ROUTES.append(Route(method, template, handler, check, token))
        return handler

    return enter


def nothing() -> Reply:
    """204 No Content."""
    return Reply(None, 204)

"""The register of what may be pressed, chosen or sent, and who answers.

Knows verbs and their handlers. Must not know what a handler does, nor how it is called.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from cogs._address import Kind

Handler = Callable[[Any], Awaitable[None]]  # takes a Call
Builder = Callable[[Any, dict[str, str]], Awaitable[Any]]  # takes a Call, returns a Form


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers a verb. `opens_form`: the answer may be a form, so nothing comes before it.

    `shown` are the fields of a form that others will see: they are screened first; `own` and
    `later` see `cogs._base.form`.
    """

    run: Handler
    opens_form: bool = False
    shown: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


class Routes:
    """All verbs of the house; one verb has one handler for each kind."""

    def __init__(self) -> None:
        self._routes: dict[tuple[Kind, str], Route] = {}
        self._builders: dict[str, Builder] = {}

    def add(self, kind: Kind, verb: str, route: Route) -> None:
        """Register a handler; a ValueError names a verb that has one already."""
        if (kind, verb) in self._routes:
            raise ValueError(f"two handlers for {kind}:{verb}")
        self._routes[kind, verb] = route

    def add_builder(self, verb: str, builder: Builder) -> None:
        """Register who draws a form again after it was refused."""
        if verb in self._builders:
            raise ValueError(f"two builders for {verb}")
        self._builders[verb] = builder

    def find(self, kind: Kind, verb: str) -> Route | None:
        """Return the handler of a verb, or None."""
        return self._routes.get((kind, verb))

    def builder(self, verb: str) -> Builder | None:
        """Return who draws this form again, or None."""
        return self._builders.get(verb)

    def forms(self) -> dict[str, Route]:
        """Return every form by its verb; for the test that none is shown unscreened."""
        return {verb: route for (kind, verb), route in self._routes.items() if kind == "f"}

    def verbs(self) -> tuple[str, ...]:
        """Return every registered kind:verb, sorted; for tests that every button is answered."""
        return tuple(sorted(f"{kind}:{verb}" for kind, verb in self._routes))

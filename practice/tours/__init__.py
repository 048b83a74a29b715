"""Tours: scripted casts that play whole journeys and say whether they came out right."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from practice.tours.first_meeting import first_meeting
from practice.tours.restart import restart
from practice.tours.script import Script

Tour = Callable[[Script], Awaitable[None]]

TOURS: dict[str, Tour] = {"first-meeting": first_meeting, "restart": restart}

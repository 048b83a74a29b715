"""Tours: scripted casts that play whole journeys and say whether they came out right."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from practice.tours.classic import classic_90
from practice.tours.first_meeting import first_meeting
from practice.tours.handover import handover
from practice.tours.restart import restart
from practice.tours.script import Script
from practice.tours.trio import trio_30
from practice.tours.written_week import written_week
from practice.tours.year import quarter, year

Tour = Callable[[Script], Awaitable[None]]

TOURS: dict[str, Tour] = {
    "first-meeting": first_meeting,
    "classic-90": classic_90,
    "trio-30": trio_30,
    "written-week": written_week,
    "handover": handover,
    "restart": restart,
    "quarter": quarter,
    "year": year,
}

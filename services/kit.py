"""What every use case is given: memory, clock, chance, areas, plans, and the zone of the wall.

Knows ports and data. Must not know Discord, SQL or settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from learning.areas import Atlas
from learning.closed import Closed, Days, closed_in
from learning.ports import Clock, Dice, Unit, Units
from learning.protocol import Plan
from learning.refusals import Misconfigured
from learning.retention import Retention
from learning.screening.found import Names
from learning.week.plan import WeekPlan
from services.making import Former, in_thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """The tools of a use case. `budget` is the iteration budget of set forming."""

    units: Units
    clock: Clock
    dice: Dice
    areas: Atlas
    plans: Mapping[str, Plan]
    zone: str
    principles: tuple[str, ...] = ()
    budget: int = 2000
    former: Former = in_thread
    retention: Retention = field(default_factory=Retention)
    names: Names = field(default_factory=Names)
    weeks: Mapping[str, WeekPlan] = field(default_factory=dict[str, WeekPlan])
    closed: tuple[Closed, ...] = ()  # when nobody meets, such as school holidays
    feed_url: str = ""  # where calendar links begin; nothing: there are none

    @property
    def atlas(self) -> Atlas:
        """Return the areas as they stand today."""
        return self.areas.on(self.now().date())

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return self.clock.now()

    def closed_in(self, area: str) -> Days:
        """Return when nobody meets in an area."""
        return closed_in(self.closed, self.atlas, area)

    def plan(self, plan_id: str) -> Plan:
        """Return a session plan; Misconfigured when the owner has taken it away."""
        plan = self.plans.get(plan_id)
        if plan is None:
            raise Misconfigured("plan_missing", plan=plan_id)
        return plan

    def week(self, plan_id: str) -> WeekPlan:
        """Return a plan for a week in writing; Misconfigured when the owner has taken it away."""
        plan = self.weeks.get(plan_id)
        if plan is None:
            raise Misconfigured("plan_missing", plan=plan_id)
        return plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who asks: Discord id, server (0 in direct messages), and whether they manage the server."""

    xid: int
    guild_xid: int = 0
    name: str = ""
    manages: bool = False


__all__ = ["Kit", "Unit", "Who"]

"""Making a plan beside everything else: how far it is, and that it may be enough.

Knows one run of the solver and who does it. Must not know how sets are found, nor who asks. The
house hands in a worker of its own (see `bot.planner`); without one a thread does the work.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from learning.forming.plan import FormedSet, Plan
from learning.forming.problem import Problem
from learning.forming.solve import solve


@dataclass(slots=True)
class Run:
    """One plan on its way. Whoever made it may look at it, and stop it, from anywhere."""

    spent: int = 0
    whole: int = 1
    stopped: bool = False

    @property
    def percent(self) -> int:
        """How much of the work is done."""
        return min(99, 100 * self.spent // max(1, self.whole))

    def told(self, spent: int, whole: int) -> None:
        """Take what the solver says of itself."""
        self.spent, self.whole = spent, whole

    def stop(self) -> None:
        """Say that the best so far is enough."""
        self.stopped = True

    def enough(self) -> bool:
        """Say whether somebody called it enough."""
        return self.stopped


class Former(Protocol):
    """Makes plans off the event loop; the same question has the same answer, unless stopped."""

    async def __call__(
        self,
        problem: Problem,
        *,
        seed: int,
        budget: int,
        locked: Sequence[FormedSet],
        run: Run,
    ) -> Plan:
        """Return the plan; raises Refusal for a question that cannot be meant."""
        ...


async def in_thread(
    problem: Problem, *, seed: int, budget: int, locked: Sequence[FormedSet], run: Run
) -> Plan:
    """Make a plan in a thread: right for few people, who take a moment."""
    return await asyncio.to_thread(
        solve,
        problem,
        seed=seed,
        budget=budget,
        locked=locked,
        on_progress=run.told,
        cancelled=run.enough,
    )

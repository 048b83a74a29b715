"""How work is counted: a budget of about 200 for each second of one modest core.

Knows what each kind of work costs. Must not know a clock: the same budget does the same work
on every machine.
"""

from __future__ import annotations

from collections.abc import Callable

from learning.forming.problem import Problem

Step = Callable[[int], bool]

PER_SECOND = 200
SHARE = 0.8
SETUP = 0.4
STEP = 20.0
FULL_EFFORT = 1000


def budget_for(problem: Problem, seconds: float) -> int:
    """The budget that usually fits a time on one modest core; the same on every machine."""
    return max(1, int(PER_SECOND * SHARE * seconds - SETUP * len(problem.members)))


def sweep_cost(size: int) -> float:
    """What trying every exchange once costs."""
    return max(1.0, 0.05 * size)


def bound_cost(size: int) -> float:
    """What pricing all kinds of sets costs."""
    return 0.09 * size**1.5


def descent_cost(size: int) -> float:
    """What going down from prices to a plan costs."""
    return 0.006 * size**2


class Work:
    """What is spent of a budget, and whether somebody asked to stop."""

    def __init__(self, step: Step, budget: int) -> None:
        self.budget = budget
        self.spent = 0.0
        self.stopped = False
        self._step = step

    @property
    def effort(self) -> float:
        """How thorough a proof may be, above nought and up to one."""
        return min(1.0, self.budget / FULL_EFFORT)

    @property
    def left(self) -> float:
        """What is not spent yet."""
        return max(0.0, self.budget - self.spent)

    def spend(self, cost: float) -> bool:
        """Tell that some work is about to be done; whether to stop instead."""
        self.stopped = self.stopped or self._step(int(self.spent))
        self.spent += cost
        return self.stopped

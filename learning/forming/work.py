"""How work is counted: a budget of about 200 for each second of one modest core.

Every part of the search pays for what it does by counting it (teams looked at, columns relaxed),
so that the same budget does the same work on every machine.

Knows how a budget is spent. Must not look at a clock:
whoever set a time limit tells what is left of it.
"""

from __future__ import annotations

from collections.abc import Callable

from learning.forming.problem import Problem

Step = Callable[[int], bool]
Clock = Callable[[], float]

PER_SECOND = 200
SHARE = 0.95
SETUP = 0.2
START = 100
LONGEST = 86_400.0
SAYING, SAYING_EACH = 0.3, 0.0003


def budget_for(problem: Problem, seconds: float) -> int:
    """The budget that fits a time on one modest core, start and end included."""
    time = PER_SECOND * SHARE * min(seconds, LONGEST)
    return max(1, int(time - START - SETUP * len(problem.members)))


def endless() -> float:
    """The seconds left when nobody counts them."""
    return float("inf")


def search_time(problem: Problem, seconds: float) -> float:
    """The part of a time limit for the search; the rest is to say why each set is as it is."""
    return seconds - min(seconds / 2, SAYING + SAYING_EACH * len(problem.members))


class Work:
    """What is spent of a budget, and whether somebody asked to stop.

    `seconds` tells what is left of a time limit. Where it never runs out, nothing depends on it.
    """

    def __init__(self, step: Step, budget: int, seconds: Clock = endless) -> None:
        self.budget, self.seconds = budget, seconds
        self.spent = 0.0
        self.stopped = False
        self._step = step

    @property
    def left(self) -> float:
        """What is not spent yet."""
        return max(0.0, self.budget - self.spent)

    def pay(self, cost: float) -> None:
        """Count work that is done."""
        self.spent += cost

    def over(self) -> bool:
        """Whether to stop: nothing is left, or somebody asked."""
        self.stopped = self.stopped or self._step(int(self.spent)) or self.seconds() <= 0
        return self.stopped or self.spent >= self.budget

"""The worker that makes large plans: a process of its own, so that nobody else waits for it.

Knows how a process is begun, listened to and stopped. Must not know how sets are found. Python
lets one thread compute at a time: in a thread of ours a plan for a thousand people would hold up
every press for as long as it takes. For few people a process takes longer to begin than the plan.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.synchronize import Event

from learning.forming.plan import FormedSet, Plan
from learning.forming.problem import Problem
from learning.forming.solve import solve
from learning.refusals import Refusal, Unavailable
from services.making import Run, in_thread

Context = ForkServerContext | SpawnContext

FEW = 40  # people; up to here a plan takes less than a tenth of a second
LOOK = 0.25  # seconds between two looks at whether somebody said that it is enough


class Planner:
    """See `services.making.Former`. One process a plan; it ends with the plan, or with us."""

    def __init__(self, few: int = FEW) -> None:
        self._few = few
        self._context: Context | None = None

    async def __call__(
        self, problem: Problem, *, seed: int, budget: int, locked: Sequence[FormedSet], run: Run
    ) -> Plan:
        """Make a plan; raises Unavailable when the process came to grief."""
        if len(problem.members) <= self._few:
            return await in_thread(problem, seed=seed, budget=budget, locked=locked, run=run)
        context = self._context = self._context or _context()
        ours, theirs = context.Pipe()
        enough = context.Event()
        asked = (theirs, enough, problem, seed, budget, tuple(locked))
        process = context.Process(target=_work, args=asked, daemon=True)
        process.start()
        theirs.close()
        try:
            return await asyncio.to_thread(_listen, ours, enough, run)
        finally:
            process.kill()  # it has said all it has to say, or nobody listens any more
            process.join()
            process.close()
            ours.close()


def _context() -> Context:
    """Begin processes from a clean one that has the solver loaded, where the system can."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["learning.forming.search"])
    return context


def _listen(ours: Connection, enough: Event, run: Run) -> Plan:
    """Hand on what the process says until it has a plan."""
    while True:
        if run.stopped:
            enough.set()
        try:
            said = ours.recv() if ours.poll(LOOK) else None
        except (EOFError, OSError):
            raise Unavailable("planning_broke") from None
        match said:
            case Plan():
                return said
            case Refusal():
                raise said
            case (int(spent), int(whole)):
                run.told(spent, whole)
            case _:
                pass


def _work(
    theirs: Connection,
    enough: Event,
    problem: Problem,
    seed: int,
    budget: int,
    locked: Sequence[FormedSet],
) -> None:
    """Make the plan, in the process, and say how it goes."""
    with contextlib.suppress(BrokenPipeError):
        try:
            plan = solve(
                problem,
                seed=seed,
                budget=budget,
                locked=locked,
                on_progress=lambda spent, whole: theirs.send((spent, whole)),
                cancelled=enough.is_set,
            )
        except Refusal as no:
            theirs.send(no)
        else:
            theirs.send(plan)

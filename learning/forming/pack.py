"""Choosing sets that share nobody: a set-packing problem, handed to HiGHS.

Knows columns and rows. Must not know people, scores or why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import highspy
import numpy as np
from numpy.typing import NDArray

from learning.forming.arrays import Ints, Rows

Floats = NDArray[np.float64]
Columns = Sequence[Sequence[int]] | Sequence[Rows] | Rows

INFINITE = highspy.kHighsInf
FEASIBLE = 2
Way = Literal["walk", "middle", "corner"]


def _nothing(_: object) -> None:
    """Stand in for turning callbacks on, which prints a banner on the standard output."""


_Silent = type("_Silent", (highspy.Highs,), {"enableCallbacks": _nothing})


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The relaxed optimum: its worth, the price of each member, how much of each column."""

    worth: float
    price: Floats
    used: Floats


def _solver() -> highspy.Highs:
    solver: highspy.Highs = _Silent()
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        solver.setOptionValue(option, value)
    return solver


def _hurry(solver: highspy.Highs, seconds: float) -> None:
    """End the next run after so many seconds; a solver counts all its runs together."""
    solver.setOptionValue("time_limit", solver.getRunTime() + max(0.0, seconds))


class Master:
    """A packing that grows: at most one chosen column a member, the most worth in all."""

    def __init__(self, members: int, *, way: Way = "walk") -> None:
        """How to relax: walk on from the last answer, or find the middle of the best or a corner.

        The middle gives prices that settle sooner; a corner gives sets that are used wholly.
        """
        self.count = 0
        self._weight: Floats | None = None
        self._solver = _solver()
        if way != "walk":
            self._solver.setOptionValue("solver", "ipm")
        if way == "middle":
            self._solver.setOptionValue("run_crossover", "off")
        none, nothing = np.array([], dtype=np.int32), np.array([], dtype=np.double)
        low, high = np.full(members, -highspy.kHighsInf), np.ones(members)
        self._solver.addRows(members, low, high, 0, none, none, nothing)
        self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def limit(self, weight: Floats, most: float) -> None:
        """Let chosen columns hold no more weight of members than this; before any is added."""
        none, nothing = np.array([], dtype=np.int32), np.array([], dtype=np.double)
        self._weight = weight
        self._solver.addRow(-highspy.kHighsInf, most, 0, none, nothing)

    def add(self, worth: Ints | Sequence[float], teams: Columns) -> None:
        """Add one column for each team; `worth` is in the same order."""
        count = len(teams)
        if not count:
            return
        ends = np.cumsum([len(team) for team in teams])
        starts = np.concatenate([[0], ends[:-1]]).astype(np.int32)
        index = np.concatenate([np.asarray(team) for team in teams]).astype(np.int32)
        ones = np.ones(len(index))
        if self._weight is not None:
            held = np.add.reduceat(self._weight[index], starts)
            index = np.insert(index, ends, len(self._weight)).astype(np.int32)
            ones = np.insert(ones, ends, held)
            starts = starts + np.arange(count, dtype=np.int32)
        low, high = np.zeros(count), np.full(count, highspy.kHighsInf)
        costs = np.asarray(worth, dtype=np.double)
        self._solver.addCols(count, costs, low, high, len(index), starts, index, ones)
        self.count += count

    def relax(self, seconds: float = INFINITE) -> Relaxed:
        """Solve with sets that may be chosen in part; of no use if it took all the seconds."""
        _hurry(self._solver, seconds)
        self._solver.run()
        solution = self._solver.getSolution()
        price = np.maximum(np.array(solution.row_dual), 0.0)
        return Relaxed(self._solver.getObjectiveValue(), price, np.array(solution.col_value))

    def close(self, rows: Iterable[int]) -> None:
        """Let no column use these rows, until they are opened again."""
        for row in rows:
            self._solver.changeRowBounds(row, -highspy.kHighsInf, 0.0)

    def reopen(self, rows: Iterable[int]) -> None:
        """Let columns use these rows again."""
        for row in rows:
            self._solver.changeRowBounds(row, -highspy.kHighsInf, 1.0)

    def forbid(self, column: int) -> None:
        """Never choose this column."""
        self._solver.changeColBounds(column, 0.0, 0.0)

    def allow(self, column: int) -> None:
        """Lift `forbid`."""
        self._solver.changeColBounds(column, 0.0, highspy.kHighsInf)

    def choose(self, nodes: int) -> tuple[list[int], bool]:
        """Columns of the best packing found, and whether it is proved best of all of them."""
        every = np.arange(self.count, dtype=np.int32)
        whole = np.full(self.count, highspy.HighsVarType.kInteger)
        self._solver.changeColsIntegrality(self.count, every, whole)
        for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", 0.9), ("mip_max_nodes", nodes)):
            self._solver.setOptionValue(option, value)
        self._solver.run()
        proved = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        used = np.array(self._solver.getSolution().col_value)
        return np.nonzero(used > 0.5)[0].tolist(), proved


def pack(members: int, worth: Ints, teams: Columns, nodes: int) -> tuple[list[int], bool]:
    """Choose columns for the most worth; see `Master.choose`."""
    if not len(teams):
        return [], True
    master = Master(members)
    master.add(worth, teams)
    return master.choose(nodes)


@dataclass(frozen=True, slots=True)
class Most:
    """No way to keep the rules is worth more than `bound`; `used` is the best way found."""

    bound: float
    used: Floats


class Rules:
    """Any small problem: columns worth something, and rules over them."""

    def __init__(self) -> None:
        self._worth: list[float] = []
        self._most: list[float] = []
        self._whole: list[int] = []
        self._least_of_rule: list[float] = []
        self._most_of_rule: list[float] = []
        self._starts: list[int] = []
        self._index: list[int] = []
        self._value: list[float] = []

    def column(self, worth: float, *, most: float = INFINITE, whole: bool = False) -> int:
        """Add a column of nought up to `most`."""
        if whole:
            self._whole.append(len(self._worth))
        self._worth.append(worth)
        self._most.append(most)
        return len(self._worth) - 1

    def rule(
        self, parts: Mapping[int, float], *, least: float = -INFINITE, most: float = INFINITE
    ) -> None:
        """Keep a sum of columns between two numbers."""
        self._starts.append(len(self._index))
        self._index.extend(parts.keys())
        self._value.extend(parts.values())
        self._least_of_rule.append(least)
        self._most_of_rule.append(most)

    def most(self, nodes: int, seconds: float = INFINITE) -> Most:
        """Nothing that keeps the rules is worth more; exact when few nodes are enough."""
        solver, count = _solver(), len(self._worth)
        none, nothing = np.array([], dtype=np.int32), np.array([], dtype=np.double)
        low, high = np.zeros(count), np.array(self._most)
        solver.addCols(count, np.array(self._worth), low, high, 0, none, none, nothing)
        solver.addRows(
            len(self._starts),
            np.array(self._least_of_rule),
            np.array(self._most_of_rule),
            len(self._index),
            np.array(self._starts, dtype=np.int32),
            np.array(self._index, dtype=np.int32),
            np.array(self._value),
        )
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        whole = np.full(len(self._whole), highspy.HighsVarType.kInteger)
        solver.changeColsIntegrality(len(whole), np.array(self._whole, dtype=np.int32), whole)
        for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", 0.9), ("mip_max_nodes", nodes)):
            solver.setOptionValue(option, value)
        solver.setOptionValue("mip_allow_restart", False)
        _hurry(solver, seconds)
        solver.run()
        used = np.array(solver.getSolution().col_value)
        sound = solver.getInfo().primal_solution_status == FEASIBLE and len(used) == count
        return Most(solver.getInfo().mip_dual_bound, used if sound else np.zeros(count))

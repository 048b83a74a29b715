"""How well sets are formed, beside plain ways of doing it, all judged by one independent judge.

Run it with `python -m benchmarks.forming`: five sizes, three seeds each. `--full` takes ten seeds
of each; `--short` takes 60 and 240 with one seed; `--sizes 60 240` what it says; `--jobs 2` runs
two rows side by side, each with a core. Each run has a process of its own, so that memory is its
own. A search may take the seconds of its size, of the processor; rows are printed in order as they
end. At the end stands how many rows reached the goals.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.forming_direct import SECONDS as DIRECT_SECONDS
from benchmarks.forming_direct import direct
from benchmarks.forming_greedy import Answer, first_fit, random_restarts, scarcest_first
from benchmarks.forming_people import people
from learning.forming.problem import Problem
from learning.forming.solve import solve
from learning.forming.work import budget_for, search_time

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "forming"))
import forming_judge as judge

SECONDS = {60: 10, 240: 30, 1_000: 60, 5_000: 60, 20_000: 120}
PLAIN = {
    "random": random_restarts,
    "first fit": first_fit,
    "scarcest first": scarcest_first,
    "HiGHS, direct": direct,
}
GOALS = {60: 0.0, 240: 0.5, 1_000: 0.5, 5_000: 1.0, 20_000: 1.0}
HEADS = (
    "people", "seed", "way", "placed", "at most", "objective", "gap %", "quality",
    "quality a head", "quality gap %", "proved", "CPU s", "wall s", "MB",
)  # fmt: skip


def judged(problem: Problem, answer: Answer) -> tuple[int, int, int]:
    """People placed, placement points and quality, by the judge of the tests; rules are checked."""
    by_id = {member.id: member for member in problem.members}
    seen: set[str] = set()
    credit = quality = 0
    for ids, block in answer:
        team = [by_id[one] for one in ids]
        if not judge.is_allowed(problem, team, block) or seen.intersection(ids):
            raise AssertionError(f"a rule is broken by {ids}")
        seen.update(ids)
        credit += judge.placement(team)
        quality += sum(judge.points(problem, team, block).values())
    return len(seen), credit, quality


def one(size: int, seed: int, way: str) -> dict[str, object]:
    """One row of the table."""
    problem = people(size, seed)
    wall, cpu = time.perf_counter(), time.process_time()
    bound = most = 0
    if way == "setwise":
        limit = SECONDS.get(size, 30)
        ends = cpu + search_time(problem, limit)
        plan = solve(
            problem,
            seed=seed,
            budget=budget_for(problem, limit),
            seconds=lambda: ends - time.process_time(),
        )
        bound, most = plan.bound, plan.placed_bound
        answer = [(formed.members, formed.block) for formed in plan.sets]
    else:
        answer = PLAIN[way](problem, seed)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    placed, credit, quality = judged(problem, answer)
    whole = credit + quality
    row: list[object] = [size, seed, way, placed, most or "", whole]
    row += [_part(bound - whole, bound), quality, round(quality / max(1, placed), 1)]
    row += [
        _part(bound - whole, bound - credit),
        "yes" if way == "setwise" and bound == whole else "",
    ]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    row += [round(cpu, 1), round(wall, 1), memory]
    return dict(zip(HEADS, row, strict=True))


def _part(gap: int, of: int) -> str:
    return f"{100 * gap / of:.3f}" if of > 0 else ""


def plan_of(asked: argparse.Namespace) -> list[tuple[int, int]]:
    """The sizes and seeds to run."""
    if asked.short:
        return [(60, 1), (240, 1)]
    sizes = asked.sizes or list(SECONDS)
    return [(n, seed) for n in sizes for seed in range(1, (10 if asked.full else 3) + 1)]


def ways_of(size: int, seed: int, asked: argparse.Namespace) -> list[str]:
    """The ways to run for a size and seed: plain ones with the first three seeds."""
    if asked.ours or seed > 3:
        return ["setwise"]
    slow = size not in DIRECT_SECONDS or (seed > 1 and not asked.full) or asked.short
    return [*(way for way in PLAIN if way != "HiGHS, direct" or not slow), "setwise"]


def row_of(task: tuple[int, int, str]) -> dict[str, str]:
    """One row, measured in a process of its own."""
    size, seed, way = task
    command = [sys.executable, "-m", "benchmarks.forming", "--one", str(size), str(seed), way]
    said = subprocess.run(  # noqa: S603  # this very program
        command, check=True, capture_output=True, text=True
    )
    return json.loads(said.stdout.splitlines()[-1])


def goals(rows: list[dict[str, str]]) -> None:
    """Print how many rows of ours reached the goal of their size, and placed all who could be."""
    for size, most in GOALS.items():
        ours = [row for row in rows if row["way"] == "setwise" and int(row["people"]) == size]
        if ours:
            near = sum(float(row["gap %"]) <= most for row in ours)
            sure = sum(row["placed"] == row["at most"] for row in ours)
            late = sum(float(row["CPU s"]) > SECONDS[size] for row in ours)
            print(f"{size}: gap {most} % or less {near} of {len(ours)}, ", end="")
            print(f"nobody else could be placed {sure}, over time {late}")


def main(arguments: list[str]) -> None:
    """Print the table, row by row."""
    parser = argparse.ArgumentParser(prog="benchmarks.forming")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--ours", action="store_true", help="leave the plain ways out")
    parser.add_argument("--sizes", type=int, nargs="*")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--one", nargs=3)
    asked = parser.parse_args(arguments)
    if asked.one:
        print(json.dumps(one(int(asked.one[0]), int(asked.one[1]), asked.one[2])))
        return
    print(f"| {' | '.join(HEADS)} |\n|{'---|' * len(HEADS)}")
    tasks = [(n, seed, way) for n, seed in plan_of(asked) for way in ways_of(n, seed, asked)]
    rows: list[dict[str, str]] = []
    with ThreadPoolExecutor(asked.jobs) as pool:
        for row in pool.map(row_of, tasks):
            rows.append(row)
            print(f"| {' | '.join(str(row[head]) for head in HEADS)} |", flush=True)
    goals(rows)


if __name__ == "__main__":
    main(sys.argv[1:])

"""How well sets are formed, beside plain ways of doing it, all judged by one independent judge.

Run it with `python -m benchmarks.forming`: five sizes, three seeds each. `--full` takes ten seeds
of 60, 240 and 1,000; `--short` takes 60 and 240 with one seed; `--sizes 60 240` what it says.
Each run has a process of its own, so that memory is its own. Budgets come from the time a size is
allowed, by counting and not by a clock; seconds are of the processor (and of the wall).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.forming_greedy import Answer, first_fit, random_restarts, scarcest_first
from benchmarks.forming_people import people
from learning.forming.problem import Problem
from learning.forming.solve import solve
from learning.forming.work import budget_for

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "forming"))
import forming_judge as judge

SECONDS = {60: 10, 240: 30, 1_000: 60, 5_000: 60, 20_000: 120}
PLAIN = {
    "random": random_restarts,
    "first fit": first_fit,
    "scarcest first": scarcest_first,
}
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
        plan = solve(problem, seed=seed, budget=budget_for(problem, SECONDS.get(size, 30)))
        bound, most = plan.bound, plan.placed_bound
        answer = [(formed.members, formed.block) for formed in plan.sets]
    else:
        answer = PLAIN[way](problem, seed)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    placed, credit, quality = judged(problem, answer)
    whole = credit + quality
    row: list[object] = [size, seed, way, placed, most or "", whole]
    row += [_part(bound - whole, bound), quality, round(quality / max(1, placed), 1)]
    row += [_part(bound - whole, bound - credit), "yes" if bound == whole else ""]
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
    many = 10 if asked.full else 3
    return [(n, seed) for n in sizes for seed in range(1, (many if n <= 1_000 else 3) + 1)]


def main(arguments: list[str]) -> None:
    """Print the table, row by row."""
    parser = argparse.ArgumentParser(prog="benchmarks.forming")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--ours", action="store_true", help="leave the plain ways out")
    parser.add_argument("--sizes", type=int, nargs="*")
    parser.add_argument("--one", nargs=3)
    asked = parser.parse_args(arguments)
    if asked.one:
        print(json.dumps(one(int(asked.one[0]), int(asked.one[1]), asked.one[2])))
        return
    print(f"| {' | '.join(HEADS)} |\n|{'---|' * len(HEADS)}")
    for size, seed in plan_of(asked):
        plain = PLAIN if seed <= 3 and not asked.ours else {}
        for way in (*plain, "setwise"):
            command = [sys.executable, "-m", "benchmarks.forming", "--one"]
            said = subprocess.run(  # noqa: S603  # this very program
                [*command, str(size), str(seed), way], check=True, capture_output=True, text=True
            )
            row = json.loads(said.stdout.splitlines()[-1])
            print(f"| {' | '.join(str(row[head]) for head in HEADS)} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

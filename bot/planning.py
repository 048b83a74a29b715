"""`setwise plan`: sets from a file, without Discord.

Knows files and the budget a time limit stands for. Must not know how sets are formed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping

from cogs.faces.saying import reason
from config.words import Words
from learning.forming.files import read_members, write_csv, write_sets
from learning.forming.plan import Reason
from learning.forming.solve import solve
from learning.refusals import Misconfigured, Refusal

Sentence = Callable[[str, Mapping[str, str | int]], str]

PER_SECOND = 200  # iterations of the solver that a second of the time limit buys


def run_plan(asked: argparse.Namespace, words: Words) -> int:
    """Read members, form sets, write them."""
    if asked.members is None:
        raise Refusal("plan.no_file")
    try:
        text = asked.members.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured("plan.unreadable", file=str(asked.members)) from error
    problem = read_members(text)
    plan = solve(problem, seed=asked.seed, budget=max(1, int(asked.time_limit * PER_SECOND)))
    answer = write_sets(plan, _sentence(words))
    if asked.out is not None:
        asked.out.write_text(answer, encoding="utf-8")
    else:
        sys.stdout.write(answer)
    if asked.csv is not None:
        asked.csv.write_text(write_csv(plan, _sentence(words)), encoding="utf-8")
    facts = {"sets": len(plan.sets), "placed": plan.placed, "left": len(plan.unplaced)}
    sys.stderr.write(words("cli.plan.done", **facts) + "\n")
    return 0


def _sentence(words: Words) -> Sentence:
    """Say a reason in words, with times by their names."""

    def say(key: str, facts: Mapping[str, str | int]) -> str:
        return reason(words, Reason(key, facts))

    return say

"""`setwise plan`: sets from a file, without Discord.

Knows files, what is said on the screen, and the budget a time limit stands for. Must not know how
sets are formed, nor what a spreadsheet may hold.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from bot.plan_page.page import Pages
from bot.planning_watch import Watch
from bot.planning_words import said
from bot.sheet_words import lexicon_of, template_of
from cogs._errors import sentence_of
from cogs.faces.saying import block_hours
from config.areas import load_areas, load_everywhere, load_file
from config.words import Words
from learning.areas import Atlas
from learning.forming.files import look_at_members, write_csv, write_sets
from learning.forming.plan import Plan, Reason
from learning.forming.problem import Problem
from learning.forming.relax import what_if_wider
from learning.forming.solve import solve
from learning.forming.work import Clock, budget_for, endless, search_time
from learning.refusals import Misconfigured, Refusal
from learning.sheet.read import read_sheet
from learning.sheet.template import BOM
from scheduling.clock import SystemClock

Sentence = Callable[[str, Mapping[str, str | int]], str]

MOST_FAULTS = 20
USUAL = 30.0
WRONG = 2


def plan_arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Say what `setwise plan` takes."""
    add = parser.add_argument
    add("members", type=Path, nargs="?", help=words("cli.plan.members"))
    add("--template", type=Path, nargs="?", const=Path("-"), help=words("cli.plan.template"))
    add("--out", type=Path, help=words("cli.plan.out"))
    add("--csv", type=Path, help=words("cli.plan.csv"))
    add("--page", type=Path, help=words("cli.plan.page"))
    add("--areas", type=Path, help=words("cli.plan.areas"))
    add("--seed", type=int, default=1, help=words("cli.plan.seed"))
    add("--time-limit", type=float, help=words("cli.plan.time"))
    add("--progress", action="store_true", help=words("cli.plan.progress"))


def run_plan(asked: argparse.Namespace, words: Words, own_areas: Path | None = None) -> int:
    """Read members, form sets, write them; returns the exit code."""
    if asked.template is not None:
        return _template(asked.template, words)
    if asked.members is None:
        raise Refusal("plan.no_file")
    begun = SystemClock().now()
    problem = _problem(asked, words, own_areas)
    if problem is None:
        return WRONG
    limit: float | None = asked.time_limit
    budget = budget_for(problem, USUAL if limit is None else limit)
    with Watch(words, asked.progress) as watch:
        plan = solve(
            problem,
            seed=asked.seed,
            budget=budget,
            on_progress=watch.progress,
            cancelled=watch.cancelled,
            seconds=endless if limit is None else _left(begun, search_time(problem, limit)),
        )
    if watch.stopped:
        _say(words("cli.plan.stopped"))
    _write_all(asked, words, problem, plan)
    if asked.page is not None:
        relax = tuple(said(words, one.reason) for one in what_if_wider(problem, plan))
        page = Pages(words=words, problem=problem, plan=plan, stopped=watch.stopped, relax=relax)
        _keep(asked.page, page.html())
    _say(words("cli.plan.done", sets=len(plan.sets), placed=plan.placed, left=len(plan.unplaced)))
    return 0


def _left(begun: datetime, limit: float) -> Clock:
    """Tell what is left of a time limit, whenever asked."""
    clock = SystemClock()
    return lambda: limit - (clock.now() - begun).total_seconds()


def _template(file: Path, words: Words) -> int:
    """Write the template; never over a file that is there."""
    text = template_of(words)
    if file == Path("-"):
        sys.stdout.buffer.write(text.encode())
        return 0
    if file.exists():
        raise Misconfigured("sheet.there", file=str(file))
    _keep(file, text)
    _say(words("sheet.written", file=str(file)))
    return 0


def _problem(asked: argparse.Namespace, words: Words, own_areas: Path | None) -> Problem | None:
    """Return the problem of the file; None when faults were said."""
    try:
        data: bytes = asked.members.read_bytes()
    except OSError as error:
        raise Misconfigured("plan.unreadable", file=str(asked.members)) from error
    if asked.members.suffix.lower() == ".json" or data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{":
        try:
            listed = look_at_members(data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise Misconfigured("plan.unreadable", file=str(asked.members)) from error
        if len(listed.faults) == 1:
            raise listed.faults[0]
        if listed.faults:
            _say_faults(asked.members.name, listed.faults, words)
        return listed.problem
    sheet = read_sheet(data, _atlas(asked.areas, own_areas), lexicon_of(words))
    if sheet.unused:
        _say(words("sheet.unused", names=", ".join(sheet.unused)))
    if sheet.examples:
        _say(words("sheet.examples", n=sheet.examples))
    if sheet.faults:
        _say_faults(asked.members.name, sheet.faults, words)
    return sheet.problem


def _atlas(file: Path | None, own: Path | None) -> Atlas:
    if file is not None:
        return load_areas(file) if file.is_dir() else load_file(file)
    return load_areas(own) if own is not None else load_everywhere()


def _say_faults(file: str, faults: Sequence[Refusal], words: Words) -> None:
    """Say what has to be mended, each in a sentence, and not more than a person can take in."""
    _say(words("sheet.faults", n=len(faults), file=file))
    for fault in faults[:MOST_FAULTS]:
        _say(f"  {sentence_of(fault, words, marked=False)}")
    if len(faults) > MOST_FAULTS:
        _say(words("sheet.faults.more", n=len(faults) - MOST_FAULTS))


def _write_all(asked: argparse.Namespace, words: Words, problem: Problem, plan: Plan) -> None:
    """Write what was asked for; the sets on the screen when nothing was."""
    sentence = _sentence(words)
    answer = write_sets(plan, sentence)
    if asked.out is not None:
        _keep(asked.out, answer)
    elif not (sys.stdout.isatty() and (asked.csv or asked.page)):
        sys.stdout.write(answer)
    if asked.csv is not None:
        names = {area.code: area.name for area in problem.areas}
        names |= {id: block_hours(words, id) for id in problem.blocks}
        _keep(asked.csv, BOM + write_csv(plan, sentence, names))


def _keep(file: Path, text: str) -> None:
    try:
        file.write_bytes(text.encode())
    except OSError as error:
        raise Misconfigured("sheet.no_place", file=str(file)) from error


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _sentence(words: Words) -> Sentence:
    """Say a reason in words, with times by their names."""

    def say(key: str, facts: Mapping[str, str | int]) -> str:
        return said(words, Reason(key, facts))

    return say

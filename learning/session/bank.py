"""The time bank: how the seconds up to the hard finish are shared among the parts to come.

Knows lengths only. Must not know instants, people or why the time changed: the same parts and
the same room always give the same answer, so nothing is remembered and nothing drifts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from learning.session.state import PartRun

MINUTE = 60
LEAST_SHARE = 40  # a part is never squeezed below this percentage of its plan

Runs = tuple[PartRun, ...]


def wish(run: PartRun) -> int:
    """Return the seconds a part would still like: its plan, less what earlier goes used."""
    return max(run.planned - run.before, min(MINUTE, run.planned))


def least(run: PartRun) -> int:
    """Return the floor of a part: the fewest seconds it can be given when time is short."""
    if run.keep:
        return wish(run)
    floor = run.planned * LEAST_SHARE // 100
    if run.planned >= 2 * MINUTE:
        floor = max(floor, MINUTE)
    return max(floor - run.before, min(MINUTE, floor))


def fit(runs: Runs, room: int) -> Runs:
    """Share `room` seconds among parts not begun; what is over when all have their wish is slack.

    Too little room is taken from parts not marked keep, in proportion to what each can give.
    When even the floors do not fit, some parts get nothing (see `chosen`).
    """
    staying = chosen(runs, room)
    short = max(0, sum(map(wish, staying)) - room)
    can_give = sum(wish(run) - least(run) for run in staying)
    given: dict[int, int] = {}
    reached = 0
    for run in staying:
        taken = _share(short, reached, can_give)
        reached += wish(run) - least(run)
        given[run.number] = wish(run) - (_share(short, reached, can_give) - taken)
    return tuple(replace(run, seconds=given.get(run.number, 0)) for run in runs)


def chosen(runs: Runs, room: int) -> Runs:
    """Return the parts that have a place in the room, each with its floor at least.

    Parts not marked keep are left out from the end, all parts of one presenter together: half
    a turn is no turn. Of the keep parts alone, each that still fits whole stays.
    """
    staying = runs
    for bundle in _bundles(runs):
        if floors(staying) <= room:
            return staying
        staying = tuple(run for run in staying if run.number not in bundle)
    return _whole(staying, room)


def floors(runs: Runs) -> int:
    """Return the seconds that these parts cannot give."""
    return sum(map(least, runs))


def spare(runs: Runs, room: int) -> int:
    """Return the seconds that can be taken out of this room without losing a part."""
    return max(0, room - floors(chosen(runs, room)))


def _share(short: int, reached: int, can_give: int) -> int:
    """Return what is taken from all that can be given up to here, so that roundings add up."""
    return short * reached // can_give if can_give else 0


def _bundles(runs: Runs) -> Iterable[set[int]]:
    """Group what may be left out, in the order of leaving: the last first."""
    bundles: dict[str, set[int]] = {}
    for run in reversed(runs):
        if not run.keep:
            name = f"turn {run.turn}" if run.turn else f"part {run.number}"
            bundles.setdefault(name, set()).add(run.number)
    return bundles.values()


def _whole(runs: Runs, room: int) -> Runs:
    """Return, in order, the parts that fit whole in what is left of the room."""
    staying: list[PartRun] = []
    for run in runs:
        if least(run) <= room:
            staying.append(run)
            room -= least(run)
    return tuple(staying)

"""How a set comes to lead itself: who guides what, from the first meeting to the last.

Knows numbers of meetings and members in seat order. Must not know dates, or how a session runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from learning.sets import Stage


class Step(StrEnum):
    """How far a set is on its way to leading itself."""

    LED = "led"  # one person guides
    ROUNDS = "rounds"  # each member guides one round
    SELF_LED = "self_led"  # members and the bot
    LOOK_IN = "look_in"  # the same, and the first guide looks in


ROUNDS_FROM, SELF_LED_FROM, LOOK_IN_AT = 3, 5, 6


def step_of(number: int, stage: Stage) -> Step:
    """Return the step of a set at its meeting of this number."""
    if number == LOOK_IN_AT:
        return Step.LOOK_IN
    if stage is Stage.SELF_LED or number >= SELF_LED_FROM:
        return Step.SELF_LED
    return Step.ROUNDS if number >= ROUNDS_FROM else Step.LED


def round_guide(members: Sequence[str], first_id: str, guide_id: str, number: int) -> str:
    """Return who guides the second round of a meeting; "" when the guide keeps it.

    `first_id` is the set's own guide, who has had their turn; `guide_id` guides this meeting.
    Over two meetings four members other than the first have guided one round each.
    """
    if not ROUNDS_FROM <= number < SELF_LED_FROM:
        return ""
    line = [one for one in members if one != first_id]
    if guide_id not in line or len(line) < 3:
        return next((one for one in line if one != guide_id), "")
    return line[(line.index(guide_id) + 2) % len(line)]


def rough(*, stopped: bool, uneven: bool, few: bool) -> bool:
    """Tell whether a meeting went roughly: stopped early, unevenly shared, or with too few."""
    return stopped or uneven or few

"""A written plan as data: parts with days, who writes in each, and the rules it must keep.

Knows what such a plan is and when it is wrong. Must not know files, clocks or cards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from learning.protocol import ARTEFACTS, LONGEST_PROMPT, LONGEST_TITLE, NOTES
from learning.refusals import Refusal

MOST_EACH = 4  # a form holds five parts, and the first says what is asked
MOST_WORDS = 250
LONGEST_FORM_TITLE = 45
OPEN_QUESTION = "open_question"


class Writes(StrEnum):
    """Who writes in a part."""

    PRESENTER = "presenter"
    OTHERS = "others"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time of a plan: so many days after its first day, at a time on the wall."""

    day: int
    at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPart:
    """One part of a week: open from one moment to another.

    `together`: what is written appears all at once when the part closes. `each` is how many
    things one person may write, `words` how long each may be.
    """

    opens: Moment
    closes: Moment
    title: str
    who: Writes
    prompt: str
    each: int = 1
    words: int = 60
    check: str = ""
    together: bool = False
    artefact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPlan:
    """A whole plan in writing. `quiet` are weekdays (Monday is 0) on which nobody is reminded."""

    id: str
    name: str
    use_when: str
    total_days: int
    quiet: frozenset[int]
    minutes_each: int  # what it costs one person, as a guess
    fewest: int
    best: int
    most: int
    parts: tuple[WeekPart, ...]


def check_week(plan: WeekPlan) -> None:
    """Refuse a plan that breaks a rule, with key "plan.<rule>" and the facts of `check_plan`."""
    if not plan.parts:
        raise Refusal("plan.empty", plan=plan.id)
    for number, part in enumerate(plan.parts, start=1):
        _check_part(plan, number, part)
    last = plan.parts[-1].closes.day
    if last != plan.total_days:
        raise Refusal("plan.days", plan=plan.id, says=plan.total_days, fix=last)
    if not 2 <= plan.fewest <= plan.best <= plan.most:
        says = f"{plan.fewest}, {plan.best}, {plan.most}"
        raise Refusal("plan.people", plan=plan.id, says=says, fix="3, 5, 6")
    if not any(part.artefact in NOTES for part in plan.parts):
        raise Refusal("plan.no_note", plan=plan.id, fix="private_note")
    if plan.parts[0].who is not Writes.PRESENTER:
        raise Refusal("plan.week_story", plan=plan.id, fix=Writes.PRESENTER)


def _check_part(plan: WeekPlan, number: int, part: WeekPart) -> None:
    """Refuse one part that breaks a rule of its own, or begins before the one before it ends."""
    before = plan.parts[number - 2].closes if number > 1 else Moment(day=0, at=time.min)
    opens, closes = (part.opens.day, part.opens.at), (part.closes.day, part.closes.at)
    broken = (
        ("plan.title_missing", not part.title.strip(), LONGEST_FORM_TITLE),
        ("plan.title_long", len(part.title) > min(LONGEST_TITLE, LONGEST_FORM_TITLE),
         LONGEST_FORM_TITLE),
        ("plan.prompt_missing", not part.prompt.strip(), LONGEST_PROMPT),
        ("plan.prompt_long", len(part.prompt) > LONGEST_PROMPT, LONGEST_PROMPT),
        ("plan.week_order", not (before.day, before.at) <= opens < closes, before.at),
        ("plan.week_quiet", closes_quietly(plan, part), "Mon"),
        ("plan.week_each", not 1 <= part.each <= MOST_EACH, MOST_EACH),
        ("plan.week_words", not 1 <= part.words <= MOST_WORDS, MOST_WORDS),
        ("plan.week_check", part.check not in ("", OPEN_QUESTION), OPEN_QUESTION),
        ("plan.artefact", part.artefact not in ARTEFACTS | {"answers", ""},
         ", ".join(sorted(ARTEFACTS))),
    )  # fmt: skip
    for key, wrong, fix in broken:
        if wrong:
            raise Refusal(key, plan=plan.id, part=number, title=part.title, fix=fix)


def closes_quietly(plan: WeekPlan, part: WeekPart) -> bool:
    """Tell whether a part closes on a quiet day: nobody could be reminded of it in time."""
    return part.closes.day % 7 in plan.quiet

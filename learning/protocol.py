"""Session plans as data: parts, minutes, who may speak, and the rules a plan must keep.

Knows what a plan is and when it is wrong. Must not know files, clocks or boards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from learning.refusals import Refusal

LONGEST_TITLE = 60  # characters
LONGEST_PROMPT = 300

NOTES = frozenset({"private_note", "stay_or_go"})
ARTEFACTS = NOTES | {
    "action",
    "action_review",
    "agreement",
    "bids",
    "dates_and_good",
    "decision",
    "figures",
    "hopes_worries",
    "issue",
    "process_note",
    "questions",
    "shared_learning",
    "shared_reflection",
}
WRITES = frozenset({"anonymous", "private_vote", "unanimous"})


class Speak(StrEnum):
    """Who may talk in a part."""

    EVERYONE_IN_TURN = "everyone_in_turn"
    PRESENTER = "presenter"
    SHORT_QUESTIONS = "short_questions"
    OPEN_QUESTIONS = "open_questions"
    PRESENTER_LISTENS = "presenter_listens"
    SILENCE = "silence"
    PAIRS = "pairs"
    FACILITATOR = "facilitator"
    ANYONE = "anyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One timed part of a plan. `presenter` counts from 1; 0 where nobody presents."""

    minutes: int
    title: str
    speak: Speak
    prompt: str
    keep: bool = False
    presenter: int = 0
    artefact: str = ""
    write: str = ""
    equal_turns: bool = False
    needs_presenter_yes: bool = False
    may_leave: bool = False
    volunteer: bool = False  # nobody is chosen for this turn: somebody takes it
    say: str = ""  # the guide's next line
    watch: str = ""  # what the guide watches for


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole session plan. Minutes of all parts add up to `total_minutes`."""

    id: str
    name: str
    use_when: str
    total_minutes: int
    fewest: int
    best: int
    most: int
    presenters: int
    parts: tuple[Part, ...]


def check_plan(plan: Plan) -> None:
    """Refuse a plan that breaks a rule, with key "plan.<rule>".

    Facts: `plan` is its id; `part` the number from 1 and `title`, where one part is at fault;
    `fix` the value that would do; `says` what was found.
    """
    if not plan.parts:
        raise Refusal("plan.empty", plan=plan.id)
    for number, part in enumerate(plan.parts, start=1):
        _check_part(plan, number, part)
    for rule in (_check_total, _check_people, _check_note, _check_keep, _check_presenters):
        rule(plan)


def _check_part(plan: Plan, number: int, part: Part) -> None:
    """Refuse one part that breaks a rule of its own."""
    for key, broken, fix in _PART_RULES:
        if broken(plan, part):
            raise Refusal(key, plan=plan.id, part=number, title=part.title, fix=fix(plan, part))


def _check_total(plan: Plan) -> None:
    total = sum(part.minutes for part in plan.parts)
    if total != plan.total_minutes:
        raise Refusal("plan.minutes", plan=plan.id, says=plan.total_minutes, fix=total)


def _check_people(plan: Plan) -> None:
    if not 2 <= plan.fewest <= plan.best <= plan.most:
        says = f"{plan.fewest}, {plan.best}, {plan.most}"
        raise Refusal("plan.people", plan=plan.id, says=says, fix="4, 6, 8")


def _check_note(plan: Plan) -> None:
    if not any(part.artefact in NOTES for part in plan.parts):
        raise Refusal("plan.no_note", plan=plan.id, fix="private_note")


def _check_keep(plan: Plan) -> None:
    if not any(part.keep for part in plan.parts):
        last = plan.parts[-1]
        raise Refusal("plan.no_keep", plan=plan.id, part=len(plan.parts), title=last.title)


def _check_presenters(plan: Plan) -> None:
    used = {part.presenter for part in plan.parts} - {0}
    if used != set(range(1, plan.presenters + 1)):
        raise Refusal("plan.presenters", plan=plan.id, says=plan.presenters, fix=len(used))


def _needs_presenter(part: Part) -> bool:
    """Tell whether a part makes no sense without somebody who presents."""
    asks = part.speak in (Speak.PRESENTER, Speak.PRESENTER_LISTENS)
    return asks or part.needs_presenter_yes


_Rule = tuple[str, Callable[[Plan, Part], bool], Callable[[Plan, Part], object]]

_PART_RULES: tuple[_Rule, ...] = (
    ("plan.part_minutes", lambda _, part: part.minutes < 1, lambda _, part: 1),
    ("plan.title_missing", lambda _, part: not part.title.strip(), lambda _, part: LONGEST_TITLE),
    (
        "plan.title_long",
        lambda _, part: len(part.title) > LONGEST_TITLE,
        lambda _, part: LONGEST_TITLE,
    ),
    (
        "plan.prompt_missing",
        lambda _, part: not part.prompt.strip(),
        lambda _, part: LONGEST_PROMPT,
    ),
    (
        "plan.prompt_long",
        lambda _, part: len(part.prompt) > LONGEST_PROMPT,
        lambda _, part: LONGEST_PROMPT,
    ),
    (
        "plan.presenter",
        lambda plan, part: not 0 <= part.presenter <= plan.presenters,
        lambda plan, part: plan.presenters,
    ),
    (
        "plan.presenter_missing",
        lambda _, part: _needs_presenter(part) and not part.presenter,
        lambda _, part: 1,
    ),
    (
        "plan.artefact",
        lambda _, part: part.artefact not in ARTEFACTS | {""},
        lambda _, part: ", ".join(sorted(ARTEFACTS)),
    ),
    (
        "plan.write",
        lambda _, part: part.write not in WRITES | {""},
        lambda _, part: ", ".join(sorted(WRITES)),
    ),
)

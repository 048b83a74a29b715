"""A plan of sets, for the coordinator: understood in ten seconds, then explained.

Knows the plan's values and how much of it fits one message. Must not know how sets are solved.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Part, Row, Rule, Sheet, Small, Words, plain
from cogs.faces.saying import (
    block_hours,
    fit,
    lines,
    moment,
    name,
    names,
    optional,
    reason,
    sentences,
    strong,
)
from learning.people import Role
from services.values import NotPlaced, PlannedSet, PlanView, Published

FEW_SETS, FEW_PEOPLE = 6, 8  # beyond these a plan is shortened, and goes with a file
ROOM_SETS, ROOM_PEOPLE = 2100, 1000  # characters
MOST_NAMES, MOST_HELPS = 4, 3
KIND, LEFT = "forming.why.kind.", "forming.left."


def is_long(view: PlanView) -> bool:
    """Whether the card leaves something out: then send `plan_text` as a file with it."""
    return len(view.sets) > FEW_SETS or len(view.unplaced) > FEW_PEOPLE


def plan_text(view: PlanView, words: Words) -> str:
    """Return the whole plan as plain text, for a file."""
    parts = [
        _title(view, words),
        _quality(view, words),
        *(_set_whole(one, words) for one in view.sets),
        words("plan.waiting", n=len(view.unplaced)) if view.unplaced else "",
        *(_left_alone(one, words) for one in view.unplaced),
    ]
    return "\n\n".join(filter(None, parts)).replace("**", "").replace("\\", "") + "\n"


@face(PlanView)
def draw_plan(view: PlanView, words: Words) -> Sheet:
    """Draw a plan: what is possible, each set with its reasons, and everybody who must wait."""
    short = (Small(words("plan.in_file")),) if is_long(view) else ()
    return Sheet(
        title=_title(view, words),
        parts=(
            sentences(_quality(view, words), _publishing(view, words)),
            *_sets(view, words),
            *_left(view, words),
            _wider(view, words),
            *short,
            Row(*_buttons(view, words)),
        ),
    )


@face(Published)
def draw_published(value: Published, words: Words) -> Sheet:
    """Draw what was asked of whom, and until when."""
    return Sheet(
        title=words("plan.published.title", n=value.sets),
        parts=(
            words("plan.published.text", n=value.people),
            words("plan.published.until", until=moment(words, value.until, value.zone)),
            Small(words("plan.published.small")),
        ),
    )


def _title(view: PlanView, words: Words) -> str:
    area = plain(view.area, 80, one_line=True)
    if not view.sets:
        return words("plan.none", area=area)
    placed = view.waiting - len(view.unplaced)
    return words("plan.title", n=len(view.sets), area=area, placed=placed, all=view.waiting)


def _quality(view: PlanView, words: Words) -> str:
    if not view.sets:
        return words("plan.none.text", n=view.waiting)
    if view.optimal:
        return words("plan.best")
    if view.gap is None:
        return words("plan.good")
    return words("plan.near", percent=max(1, math.ceil(view.gap)))


def _publishing(view: PlanView, words: Words) -> str:
    if not view.sets:
        return ""
    return words("plan.draft") if view.can_publish else words("plan.no_lead")


def _sets(view: PlanView, words: Words) -> tuple[Part, ...]:
    """Draw the sets with as much detail as there is room for."""
    if len(view.sets) <= FEW_SETS:
        for draw_one in (_set_whole, _set_people):
            drawn = [draw_one(one, words) for one in view.sets]
            if sum(map(len, drawn)) <= ROOM_SETS:
                return tuple(drawn)
    short = [_set_short(one, words) for one in view.sets]
    return (Lines(fit(words, short, ROOM_SETS)),)


def _set_whole(one: PlannedSet, words: Words) -> str:
    why = [reason(words, said) for said in one.reasons if not said.key.startswith(KIND)]
    return lines(_set_people(one, words), sentences(*why))


def _set_people(one: PlannedSet, words: Words) -> str:
    by_kind: defaultdict[Role, list[str]] = defaultdict(list)
    for somebody in one.people:
        by_kind[somebody.role].append(somebody.name)
    kinds = (
        words(
            "say.is",
            what=words(f"role.many.{role}"),
            text=names(words, sorted(by_kind[role])),
        )
        for role in Role
        if role in by_kind
    )
    return lines(_heading(one, words), ". ".join(kinds) + ".")


def _heading(one: PlannedSet, words: Words) -> str:
    title = words("plan.set", name=name(one.name), block=block_hours(words, one.block))
    return f"{strong(title)} ({plain(one.area, 80, one_line=True)})"


def _set_short(one: PlannedSet, words: Words) -> str:
    title = words("plan.set", name=strong(name(one.name)), block=block_hours(words, one.block))
    return words("plan.set.short", n=len(one.people), set=title)


def _left(view: PlanView, words: Words) -> tuple[Part, ...]:
    """Draw everybody not placed: one by one, or by reason where they are many."""
    if not view.unplaced:
        return (words("plan.all"),) if view.sets else ()
    heading = strong(words("plan.waiting", n=len(view.unplaced)))
    if len(view.unplaced) <= FEW_PEOPLE:
        told = [_left_alone(one, words) for one in view.unplaced]
        return (Rule(), heading, Lines(fit(words, told, ROOM_PEOPLE)))
    helps = _most_helpful(view.unplaced, words)
    return (
        Rule(),
        heading,
        Lines(fit(words, _left_by_reason(view.unplaced, words), ROOM_PEOPLE)),
        *((words("plan.helps"), Lines(helps)) if helps else ()),
    )


def _left_alone(one: NotPlaced, words: Words) -> str:
    return f"{strong(name(one.name))}: {_why(one, words)}"


def _left_by_reason(unplaced: tuple[NotPlaced, ...], words: Words) -> list[str]:
    """Say each sort of reason once, the commonest first, with some of the names."""
    groups: defaultdict[str, list[NotPlaced]] = defaultdict(list)
    for one in unplaced:
        groups[one.reason.key].append(one)
    biggest = sorted(groups.values(), key=lambda group: -len(group))
    return [
        words(
            "plan.group",
            n=len(group),
            names=names(words, [one.name for one in group], MOST_NAMES),
            why=_in_general(group[0], words),
        )
        for group in biggest
    ]


def _in_general(one: NotPlaced, words: Words) -> str:
    """Return a reason without the facts that differ from person to person."""
    sort = one.reason.key.removeprefix(LEFT)
    return optional(words, f"plan.left.{sort}") or reason(words, one.reason)


def _most_helpful(unplaced: tuple[NotPlaced, ...], words: Words) -> tuple[str, ...]:
    """Say what would help most people, with how many."""
    helps = Counter(reason(words, one.would_help) for one in unplaced if one.would_help)
    return tuple(
        words("plan.helps.line", n=count, text=text)
        for text, count in helps.most_common(MOST_HELPS)
    )


def _why(one: NotPlaced, words: Words) -> str:
    help_ = words("plan.help", text=reason(words, one.would_help)) if one.would_help else ""
    return sentences(reason(words, one.reason), help_)


def _wider(view: PlanView, words: Words) -> str:
    return words("plan.wider", n=view.wider) if view.wider else ""


def _buttons(view: PlanView, words: Words) -> list[Button]:
    """Publish what is shown; the revision is the seed, so that another plan can be told."""
    thing, rev = view.area_code, view.seed
    again = Button(label=words("button.sets.again"), verb="sets.again", thing=thing, rev=rev)
    publish = Button(
        label=words("button.sets.publish"),
        verb="sets.publish",
        thing=thing,
        rev=rev,
        style="main",
        disabled=not view.can_publish,
    )
    return [publish, again] if view.sets else [again]

"""A plan of sets, for the coordinator: understood in ten seconds, then explained, page by page.

Knows the plan's values and how they are said. Must not know how sets are solved.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Part, Row, Rule, Sheet, Small, Words, plain
from cogs.faces.plan_file import NAME, plan_csv
from cogs.faces.plan_pages import Page, page_of
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
from services.themes import theme_mark
from services.values import NotPlaced, PlannedSet, PlanRunning, PlanView, Published

ROOM_SETS, ROOM_PEOPLE, ROOM_PAGE = 2100, 1000, 2900  # characters
MOST_NAMES, MOST_HELPS, MOST_PAIRS = 4, 3, 5
KIND, LEFT = "forming.why.kind.", "forming.left."


@face(PlanView)
def draw_plan(view: PlanView, words: Words) -> Sheet:
    """Draw a page of a plan: what is possible, sets with their reasons, and who must wait."""
    page = page_of(view)
    return Sheet(
        title=_title(view, words),
        parts=(
            *(_summary(view, words) if page.number == 1 else ()),
            *_sets(page, words),
            *_left(view, page, words),
            Small(words("plan.page", page=page.number, count=page.count)),
            Row(*_buttons(view, page, words)),
            *_turning(view, page, words),
        ),
        files=((NAME, plan_csv(view, words)),),
    )


@face(PlanRunning)
def draw_running(value: PlanRunning, words: Words) -> Sheet:
    """Draw how far a plan is, with the button that says it is good enough."""
    area = plain(value.area, 80, one_line=True)
    stop = Button(label=words("button.sets.stop"), verb="sets.stop", thing=value.area_code)
    return Sheet(
        title=words("plan.running", area=area),
        parts=(words("plan.running.text", percent=value.percent), Row(stop)),
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


def _summary(view: PlanView, words: Words) -> tuple[Part, ...]:
    """Say how good the plan is, whether anybody was told, and what was wished of it."""
    placed = view.waiting - len(view.unplaced)
    looked = words("plan.trying", n=view.now, placed=placed) if view.trying else ""
    return (
        sentences(_quality(view, words), looked or _publishing(view, words)),
        _wider(view, words),
        _relax(view, words),
        _waited(view, words),
        lines(*_wished(view, words)),
    )


def _quality(view: PlanView, words: Words) -> str:
    if not view.sets:
        return words("plan.none.text", n=view.waiting)
    if view.moved and not view.trying:
        return words("plan.moved")
    if view.gap is None:
        return words("plan.good")
    kept = any(one.kept for one in view.sets)
    said = words("plan.best") if view.optimal else words("plan.near", percent=_percent(view.gap))
    return sentences(said, words("plan.best.kept") if kept else "")


def _percent(gap: float) -> int:
    return max(1, math.ceil(gap))


def _publishing(view: PlanView, words: Words) -> str:
    if not view.sets or not all(one.fits for one in view.sets):
        return ""
    return words("plan.draft") if view.can_publish else words("plan.no_lead")


def _relax(view: PlanView, words: Words) -> str:
    """Say the smallest things that would make one more set."""
    return lines(*(reason(words, one) for one in view.relax))


def _waited(view: PlanView, words: Words) -> str:
    said = [
        words(
            "plan.waited.in" if one.set_name else "plan.waited.out",
            n=one.rounds,
            name=name(one.name),
            set=name(one.set_name),
        )
        for one in view.waited
    ]
    return sentences(words("plan.waited"), *said) if said else ""


def _wished(view: PlanView, words: Words) -> list[str]:
    said: list[str] = []
    if view.wide:
        said.append(words("plan.wide"))
    if view.size != "usual":
        said.append(words(f"plan.size.{view.size}"))
    if view.theme:
        said.append(words("plan.theme", theme=plain(view.theme, 80, one_line=True)))
    if view.first:
        said.append(words("plan.first", names=names(words, view.first, MOST_NAMES)))
    for one, other in view.apart[:MOST_PAIRS]:
        said.append(words("plan.apart", one=name(one), other=name(other)))
    return said


def _sets(page: Page, words: Words) -> tuple[Part, ...]:
    """Draw the sets of a page with as much detail as there is room for."""
    for draw_one in (_set_whole, _set_people):
        drawn = [draw_one(one, words) for one in page.sets]
        if sum(map(len, drawn)) <= ROOM_SETS:
            return tuple(drawn)
    short = [_set_short(one, words) for one in page.sets]
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
    changed = "" if one.fits else words("plan.unfit")
    again = words("plan.before", set=name(one.before)) if one.before else ""
    return lines(_heading(one, words), sentences(". ".join(kinds) + ".", changed, again))


def _heading(one: PlannedSet, words: Words) -> str:
    title = words("plan.set", name=name(one.name), block=block_hours(words, one.block))
    kept = words("plan.kept") if one.kept else ""
    return sentences(f"{strong(title)} ({plain(one.area, 80, one_line=True)})", kept)


def _set_short(one: PlannedSet, words: Words) -> str:
    title = words("plan.set", name=strong(name(one.name)), block=block_hours(words, one.block))
    return words("plan.set.short", n=len(one.people), set=title)


def _left(view: PlanView, page: Page, words: Words) -> tuple[Part, ...]:
    """Draw those not placed: one by one, or by reason where they are many."""
    if not view.unplaced:
        return (words("plan.all"),) if view.sets else ()
    heading = strong(words("plan.waiting", n=len(view.unplaced)))
    if page.people:
        told = [_left_alone(one, words) for one in page.people]
        room = ROOM_PEOPLE if page.sets else ROOM_PAGE
        return (Rule(), heading, Lines(fit(words, told, room)))
    if not page.grouped:
        return ()
    helps = _most_helpful(view.unplaced, words)
    return (
        Rule(),
        heading,
        Lines(fit(words, _left_by_reason(view.unplaced, words), ROOM_PEOPLE)),
        *((words("plan.helps"), Lines(helps)) if helps else ()),
    )


def _left_alone(one: NotPlaced, words: Words) -> str:
    help_ = words("plan.help", text=reason(words, one.would_help)) if one.would_help else ""
    return f"{strong(name(one.name))}: {sentences(reason(words, one.reason), help_)}"


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


def _wider(view: PlanView, words: Words) -> str:
    return words("plan.wider", n=view.wider) if view.wider else ""


def _buttons(view: PlanView, page: Page, words: Words) -> list[Button]:
    """Publish what is shown and nothing newer: the revision is the number of the plan."""

    def button(verb: str, thing: str = view.area_code, rev: int = view.number) -> Button:
        return Button(label=words(f"button.{verb}"), verb=verb, thing=thing, rev=rev)

    again = button("sets.again")
    if view.trying:
        look = f"{view.area_code}~{'w' if view.wide else 'n'}~{view.size}"
        look += f"~{theme_mark(view.theme)}" if view.theme else ""
        return [button("sets.use", look, view.seed), button("sets.page", rev=1)]
    publish = Button(
        label=words("button.sets.publish"),
        verb="sets.publish",
        thing=view.area_code,
        rev=view.number,
        style="main",
        disabled=not view.can_publish,
    )
    wider = [] if view.wide else [button("sets.wider", rev=view.seed)]
    change = [button("sets.change", rev=page.number)] if view.sets or view.unplaced else []
    return [publish, again, *wider, *change] if view.sets else [again, *wider, *change]


def _turning(view: PlanView, page: Page, words: Words) -> tuple[Part, ...]:
    if page.count == 1 or view.trying:
        return ()
    earlier = Button(
        label=words("button.sets.earlier"), verb="sets.page", thing=view.area_code,
        rev=max(1, page.number - 1), disabled=page.number == 1,
    )  # fmt: skip
    later = Button(
        label=words("button.sets.later"), verb="sets.page", thing=view.area_code,
        rev=page.number + 1, disabled=page.number == page.count,
    )  # fmt: skip
    return (Row(earlier, later),)
